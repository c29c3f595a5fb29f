"""What the import commands say to programs: one object on standard output, and an exit code for each outcome."""

import io
import json

import pytest
from django.core.management import load_command_class
from django.db.utils import ConnectionHandler

from salesgym.numbers.models import Deal, Import
from tests.factories.deals import DealFactory, SourceFactory
from tests.factories.numbers import MONDAY

HEADER = "Opportunity ID,Opportunity Owner,Account Name,Stage,Amount,Created Date,Close Date"
WON = "A1,Marcus Bell,Acme,Closed Won,1500,2026-10-13,2026-11-20"
OPEN = "A2,Marcus Bell,Hooli,Prospecting,,2026-10-26,"
WRONG = "A3,Marcus Bell,Hooli,Closed Won,-5,2026-10-26,2026-11-02"
DOUBTFUL = "A4,Marcus Bell,Hooli,Closed Won,5,03/04/2026,05/06/2026"
ALL_IN, REFUSED, ASKS, SOME_OUT = 0, 1, 2, 3


@pytest.fixture
def command(monkeypatch, tmp_path):
    """Runs an import command as the command line does: its exit code, standard output and standard error."""
    monkeypatch.setattr(ConnectionHandler, "close_all", lambda self: None)

    def run(name, content, *options):
        path = tmp_path / "file.csv"
        if content is not None:
            path.write_text("\n".join([*content, ""]))
        out, err = io.StringIO(), io.StringIO()
        one = load_command_class("salesgym.numbers", name)
        one.stdout._out, one.stderr._out = out, err
        code = ALL_IN
        try:
            one.run_from_argv(["manage.py", name, str(path), *options])
        except SystemExit as ended:
            code = ended.code
        return code, out.getvalue(), err.getvalue()

    return run


@pytest.fixture
def deals(command):
    """Runs `import_deals --json` on these lines: the exit code and the one object."""

    def run(*lines, options=()):
        code, out, _err = command("import_deals", [HEADER, *lines], "--json", *options)
        return code, json.loads(out)

    return run


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((WON, OPEN), ALL_IN),
        ((WON, WRONG), SOME_OUT),
        ((WON, DOUBTFUL), ASKS),
        ((WON.replace("Marcus", '"Marcus'),), REFUSED),
    ],
)
def test_each_outcome_has_an_exit_code_and_one_object(rep, deals, lines, code, options):
    ended, told = deals(*lines, options=options)

    assert ended == code
    assert told.keys() >= {"read", "added", "refused", "cannot_tell", "asks", "sums", "sums_before", "error"}
    assert Deal.objects.exists() is (code in (ALL_IN, SOME_OUT) and not options)


def test_a_refused_line_is_told_and_the_others_go_in(rep, deals):
    _code, told = deals(WON, WRONG)

    assert (told["added"], [one["line"] for one in told["refused"]]) == (1, [3])
    assert Deal.objects.get().external_id == "A1"


def test_a_refused_file_names_the_line_at_which_it_fails(rep, deals):
    _code, told = deals(WON, 'A2,"Marcus Bell,Acme,Closed Won,5,2026-10-13,2026-11-20')

    assert [one["line"] for one in told["refused"]] == [3]
    assert told["error"] == told["refused"][0]["reason"]


def test_a_file_that_is_refused_as_a_whole_names_line_0(rep, command):
    code, out, _err = command("import_deals", [""], "--json")

    assert (code, [one["line"] for one in json.loads(out)["refused"]]) == (REFUSED, [0])


def test_a_question_names_its_lines_and_the_answers(rep, deals):
    code, told = deals(WON, DOUBTFUL, "A5,Marcus Bell,Hooli,Perhaps,5,2026-10-01,2026-10-02")

    assert code == ASKS
    assert told["asks"] == [
        {"code": "date_order", "lines": [3], "options": ["mdy", "dmy"]},
        {"code": "stages", "lines": [4], "options": ["open", "won", "lost", "leave-out"]},
    ]
    assert told["sums"] == told["refused"] == []


def test_lines_that_contradict_each_other_are_the_ones_named(rep, deals):
    month_first = DOUBTFUL.replace("A4", "A5").replace("03/04", "03/25")
    day_first = DOUBTFUL.replace("A4", "A6").replace("03/04", "25/03")

    _code, told = deals(DOUBTFUL, month_first, day_first)

    assert [(one["code"], one["lines"]) for one in told["asks"]] == [("date_order", [3, 4])]


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (None, ()),
        ([HEADER, WON], ("--source", " ")),
        ([HEADER, WON], ("--no-such-option",)),
        ([HEADER, WON], ("--date-order", "ymd")),
        ([HEADER, WON], ("--at", "yesterday")),
    ],
)
def test_a_wrong_call_is_refused_with_one_object(rep, command, content, options):
    code, out, err = command("import_deals", content, "--json", *options)

    told = json.loads(out)
    assert code == REFUSED
    assert told["refused"] == []
    assert told["error"]
    assert told["error"] in err


def test_a_wrong_call_says_nothing_on_standard_output_without_json(rep, command):
    code, out, err = command("import_deals", [HEADER, WON], "--no-such-option")

    assert (code, out) == (REFUSED, "")
    assert "--no-such-option" in err


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_strict_takes_nothing_in_where_a_line_would_stay_out(rep, deals, options):
    code, told = deals(WON, WRONG, options=("--strict", *options))

    assert (code, [one["line"] for one in told["refused"]]) == (REFUSED, [3])
    assert not Deal.objects.exists()
    assert not Import.objects.exists()


def test_strict_takes_a_sound_file_in(rep, deals):
    code, _told = deals(WON, OPEN, options=("--strict",))

    assert (code, Deal.objects.count()) == (ALL_IN, 2)


def test_strict_says_the_lines_without_json(rep, command):
    code, _out, err = command("import_deals", [HEADER, WON, WRONG], "--strict")

    assert code == REFUSED
    assert "line 3:" in err


def test_sums_are_rows_of_owner_month_and_currency_before_and_after(rep, deals):
    DealFactory(
        owner=rep,
        source=SourceFactory(name="Old CRM"),
        won=True,
        amount_minor=25,
        opened_on=MONDAY,
        closed_on="2026-11-02",
    )
    lost = "A4,Marcus Bell,Acme,Closed Lost,7,2026-10-13,2026-11-21"
    unknown = "A5,Kim Lee,Acme,Closed Won,12.5,2026-10-13,2026-11-21"

    code, told = deals(WON, OPEN, lost, unknown, options=("--dry-run",))

    assert code == SOME_OUT
    row = {"month": "2026-11", "currency": "USD"}
    assert told["sums"] == [
        {"owner": "Kim Lee", "wins": 1, "losses": 0, "revenue": "12.50"} | row,
        {"owner": rep.email, "wins": 2, "losses": 1, "revenue": "1500.25"} | row,
    ]
    assert told["sums_before"] == [
        {"owner": "Kim Lee", "wins": 0, "losses": 0, "revenue": "0.00"} | row,
        {"owner": rep.email, "wins": 1, "losses": 0, "revenue": "0.25"} | row,
    ]


def test_the_dry_run_prints_the_sums_as_an_aligned_table(rep, command):
    _code, out, _err = command("import_deals", [HEADER, WON, "Grand Total,,,,1900,,"], "--dry-run")

    head, row = (line for line in out.splitlines() if line.startswith(("Owner", rep.email)))
    assert "0 -> 1" in row
    assert "0.00 -> 1,500.00" in row
    assert head.index("Currency") == row.index("USD")
    assert head.index("Wins") + len("Wins") == row.index("0 -> 1") + len("0 -> 1")
    assert "The file's own total says 1,900; its lines add up to 1,500." in out


def test_lines_without_deals_are_listed_and_are_not_left_out(rep, command):
    content = [
        "Closed deals",
        "",
        HEADER,
        "Opportunity Owner: Marcus Bell,,,,,,",
        WON,
        "Subtotal,,,,1500,,",
        "Grand Total,,,,1500,,",
        "Copyright 2026 Example Inc.,,,,,,",
    ]

    code, out, _err = command("import_deals", content, "--json")

    told = json.loads(out)
    assert told["not_deals"] == [
        {"line": 1, "text": "Closed deals"},
        {"line": 2, "text": ""},
        {"line": 4, "text": "Opportunity Owner: Marcus Bell"},
        {"line": 6, "text": "Subtotal, 1500"},
        {"line": 7, "text": "Grand Total, 1500"},
        {"line": 8, "text": "Copyright 2026 Example Inc."},
    ]
    assert (code, told["read"], told["left_out"], told["refused"]) == (ALL_IN, 1, 0, [])
    assert told["file_total"] == {"says": "1500", "adds_up_to": "1500"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("import_numbers", ["Owner,Week,Outreach", "Marcus Bell,2026-11-02,4"]),
        ("import_activities", ["Owner,Type,Date", "Marcus Bell,Call,2026-11-02"]),
        ("import_quotas", ["Owner,Month,Quota", "Marcus Bell,2026-11,4000"]),
    ],
)
def test_the_other_commands_say_the_same_without_sums(rep, command, name, content):
    code, out, _err = command(name, content, "--json", "--dry-run")

    told = json.loads(out)
    assert (code, told["refused"], told["asks"], told["cannot_tell"]) == (ALL_IN, [], [], [])
    assert "sums" not in told
    assert "sums_before" not in told


def test_a_report_without_ids_names_the_way_on_while_its_column_is_asked(command, rep):
    lines = (HEADER, WON)
    names = ("Opportunity Name", "Acme renewal")
    without = [f"{name},{line.partition(',')[2]}" for name, line in zip(names, lines, strict=True)]

    code, out, err = command("import_deals", without, "--json")
    way_on = command("import_deals", without, "--json", "--choose", "no_id=go_on_without")

    asked = {one["code"]: one["options"] for one in json.loads(out)["asks"]}
    assert (code, asked["no_id"]) == (ASKS, ["go_on_without"])
    assert "no_id=go_on_without" in err
    assert (way_on[0], json.loads(way_on[1])["added"]) == (ALL_IN, 1)


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_dates_that_would_move_newer_deals_into_the_future_are_refused(rep, deals, options):
    deals(WON)

    code, told = deals(
        "A2,Marcus Bell,Hooli,Closed Won,5,2025-10-13,2025-11-20", options=("--shift-to-now", *options)
    )

    assert (code, told["refused"][0]["line"], Deal.objects.count()) == (REFUSED, 0, 1)
    assert "move into the future" in told["error"]


def test_deals_that_stay_out_are_not_counted_as_without_a_day(rep, deals):
    undated = "A5,Marcus Bell,Acme,Closed Won,1500,,2026-11-20"

    _code, told = deals(WON, undated, undated.replace("A5,Marcus Bell", "A6,Kim Lee"))

    assert told["without_opened_date"] == 1
