import json

import pytest
from django.core.management import CommandError, call_command

from salesgym.numbers.models import Deal, Source

WON = "A1,Marcus Bell,GTX Pro,Acme,Won,10/12/2026,11/2/2026,4514"


def run(capsys, path, *options):
    call_command("import_deals", str(path), *options)
    return capsys.readouterr().out


def test_json_says_what_was_read_added_changed_unchanged_and_refused(
    organization, crm_people, crm_file, capsys
):
    summary = json.loads(run(capsys, crm_file, "--shift-to-now", "--json"))

    told = {"read": 8800, "added": 8800, "changed": 0, "unchanged": 0, "refused": []}
    assert {name: summary[name] for name in told} == told


def test_a_refused_line_is_named_with_its_reason(rep, deals_file, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON, WON.replace("A1", "A2").replace("4514", "-5")))

    summary = json.loads(run(capsys, path, "--json", "--date-order", "mdy"))

    assert summary["added"] == 1
    assert [refusal["line"] for refusal in summary["refused"]] == [3]
    assert "-5" in summary["refused"][0]["reason"]


def test_a_dry_run_changes_nothing(rep, deals_file, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON))

    out = run(capsys, path, "--dry-run", "--date-order", "mdy")

    assert "1 added" in out
    assert not Deal.objects.exists()


def test_two_sources_may_use_the_same_ids(rep, deals_file, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON))
    run(capsys, path, "--date-order", "mdy")

    other = ("--source", "Old CRM", "--choose", "known_elsewhere=take_in", "--at", "2026-11-23T09:00Z")
    run(capsys, path, "--date-order", "mdy", *other)

    assert (Deal.objects.count(), Source.objects.count()) == (2, 2)


def test_what_a_person_decides_is_asked_with_the_option_that_decides(rep, deals_file, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON.replace("Won", "Perhaps")))

    with pytest.raises(CommandError) as asked:
        call_command("import_deals", str(path))

    assert "--date-order mdy" in str(asked.value)
    assert '--stage "Name=won"' in str(asked.value)
    assert not Deal.objects.exists()


def test_options_decide_and_the_source_remembers(rep, deals_file, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON.replace("Won", "Perhaps")))
    run(capsys, path, "--date-order", "mdy", "--stage", "Perhaps=won")

    again = json.loads(run(capsys, path, "--json"))

    assert Deal.objects.get().stage == "won"
    assert again["unchanged"] == 1


def test_an_owner_nobody_knows_is_matched_by_an_option(rep, deals_file, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON.replace("Marcus Bell", "M. Bell")))

    run(capsys, path, "--date-order", "mdy", "--owner", f"M. Bell={rep.email}")

    assert Deal.objects.get().owner == rep


@pytest.mark.parametrize(
    "option",
    [
        ("--column", "Nowhere=owner"),
        ("--column", "sales_agent=king"),
        ("--stage", "Won=perhaps"),
        ("--stage", "Won"),
        ("--owner", "M. Bell=nobody@example.com"),
        ("--owner", "M. Bell"),
        ("--source", " "),
    ],
)
def test_an_option_that_says_nothing_usable_ends_with_a_sentence(rep, deals_file, tmp_path, option):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON))

    with pytest.raises(CommandError, match=r"--"):
        call_command("import_deals", str(path), "--date-order", "mdy", *option)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe"])
def test_a_wrong_file_ends_with_a_sentence(organization, tmp_path, content):
    path = tmp_path / "deals.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=r"\.$"):
        call_command("import_deals", str(path))


def test_a_missing_file_ends_with_a_sentence(organization, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_deals", str(tmp_path / "nowhere.csv"))


def test_a_moment_that_is_none_is_told(organization, tmp_path):
    with pytest.raises(CommandError, match="not a moment"):
        call_command("import_deals", str(tmp_path), "--at", "yesterday")


def test_an_owner_with_name_and_address_is_matched_by_either(rep, deals_file, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(
        deals_file(
            "A1,M. Bell,mb@old.example,Won,10/22/2026,11/17/2026,5",
            header="opportunity_id,sales_agent,owner email,deal_stage,engage_date,close_date,close_value",
        )
    )

    said = run(capsys, path, "--dry-run")
    run(capsys, path, "--owner", f"m. bell={rep.email}")

    assert "--owner" in said
    assert Deal.objects.get().owner == rep


def test_an_owner_whom_no_line_names_is_said(rep, deals_file, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON))

    with pytest.raises(CommandError, match="no line of the file"):
        run(capsys, path, "--date-order", "mdy", "--owner", f"Somebody={rep.email}")
