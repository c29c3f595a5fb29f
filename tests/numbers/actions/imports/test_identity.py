"""Which lines are the same deal: IDs that were rounded, that repeat, or that are not there."""

from pathlib import Path

import pytest
from django.db.models import Sum

from salesgym.numbers.actions.imports import choosing, intake, lacks
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.models import Deal, Import
from tests.factories.people import UserFactory
from tests.numbers.bringing import AT, compare, counts, csv_of, reasons, receive, say_yes

pytestmark = pytest.mark.django_db
CASES = Path(__file__).resolve().parents[2] / "cases"
HEAD = "Opportunity ID,Opportunity Owner,Opportunity Name,Stage,Amount,Created Date,Close Date"
NAMED = "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Created Date,Close Date"


def line_of(rep, number, name="Hop", amount=100, stage="Closed Won", closed="10/20/2026"):
    return f"{number},{rep.email},{name},{stage},{amount},9/1/2026,{closed}"


def codes(file):
    return {lack.code: lack for lack in lacks.found(file)}


def choose(file, **chosen):
    choosing.choose(import_id=file.pk, chosen=chosen)
    intake.work(import_id=file.pk, at=AT)
    file.refresh_from_db()
    return file


def test_a_rounded_id_refuses_the_whole_file_and_names_its_lines(rep):
    file = compare(csv_of(HEAD, line_of(rep, "D1"), line_of(rep, "1.89123E+10", name="Iris")))

    assert file.state == Import.State.REFUSED
    assert "rounded the Opportunity ID (line 3)." in file.trouble
    assert codes(file)[Code.ROUNDED_ID].lines == (3,)
    assert not Deal.objects.exists()


@pytest.mark.parametrize(
    ("option", "deals", "amount"), [("lines_add_up", 20, 20 * 500_00), ("one_amount", 0, None)]
)
def test_deals_on_several_lines_wait_for_a_choice_and_count_once(organization, option, deals, amount):
    UserFactory(email="r1@example.com")
    file = compare((CASES / "02-line-price.csv").read_bytes())
    assert file.state == Import.State.READY, file.trouble
    lack = codes(file)[Code.REPEATED_ID]
    assert (lack.count, lack.is_asked) == (60, True)
    with pytest.raises(intake.NotDecided):
        intake.confirm(import_id=file.pk)

    say_yes(choose(file, repeated_id=option))

    together = Deal.objects.aggregate(all=Sum("amount_minor"))["all"]
    assert (Deal.objects.count(), together) == (deals, amount)


def test_lines_that_agree_on_the_amount_are_one_deal_of_that_amount(rep):
    lines = [
        line_of(rep, "D1", "Hop hardware"),
        line_of(rep, "D1", "Hop service"),
        line_of(rep, "D2", amount=50),
        line_of(rep, "D2", amount=70),
    ]

    file = choose(compare(csv_of(HEAD, *lines)), repeated_id="one_amount")

    assert counts(file) == (4, 1, 0, 1, 2)
    assert [line for line, _reason in reasons(file)] == [4, 5]


def test_a_choice_can_be_changed_and_sums_once(rep):
    file = compare(csv_of(HEAD, line_of(rep, "D1", amount=50), line_of(rep, "D1", amount=70)))
    file = choose(choose(file, repeated_id="lines_add_up"), repeated_id="one_amount")
    assert counts(file)[4] == 2

    say_yes(choose(file, repeated_id="lines_add_up"))

    assert Deal.objects.get().amount_minor == 120_00


def test_lines_that_contradict_in_stage_stay_out_whatever_is_chosen(rep):
    lines = [
        line_of(rep, "D1", amount=50),
        line_of(rep, "D1", amount=70),
        line_of(rep, "D2"),
        line_of(rep, "D2", stage="Closed Lost"),
    ]

    file = choose(compare(csv_of(HEAD, *lines)), repeated_id="lines_add_up")

    assert [line for line, _reason in reasons(file)] == [4, 5]


def test_the_same_line_twice_is_no_question(rep):
    file = compare(csv_of(HEAD, line_of(rep, "D1"), line_of(rep, "D1")))

    assert Code.REPEATED_ID not in codes(file)
    assert counts(file) == (2, 1, 0, 1, 0)


def named_line(rep, name, account="Elm", opened="9/1/2026", amount=100):
    return f"{rep.email},{account},{name},Closed Won,{amount},{opened},10/20/2026"


def agree(file):
    """The file compared as it was guessed."""
    intake.answer(import_id=file.pk, decisions=decisions_from_json(file.decisions))
    intake.work(import_id=file.pk, at=AT)
    file.refresh_from_db()
    return file


def test_without_an_id_one_may_go_on_by_name_account_and_day(rep):
    content = csv_of(
        NAMED, named_line(rep, "Hop"), named_line(rep, "Iris"), named_line(rep, "Hop", account="Oak")
    )
    file = receive(content)
    assert file.state == Import.State.ASKING
    lack = codes(file)[Code.NO_ID]
    assert (lack.options, lack.is_asked, lack.details["system"]) == (("go_on_without",), True, "Salesforce")

    say_yes(agree(choose(file, no_id="go_on_without")))

    assert sorted(Deal.objects.values_list("name", flat=True)) == ["Hop", "Hop", "Iris"]


def test_the_next_file_without_ids_is_read_at_once_and_changes_the_same_deal(rep):
    file = receive(csv_of(NAMED, named_line(rep, "Hop")))
    say_yes(agree(choose(file, no_id="go_on_without")))

    file = receive(csv_of(NAMED, named_line(rep, "Hop", amount=300)))

    assert file.state == Import.State.READY
    assert counts(file) == (1, 0, 1, 0, 0)
    assert not codes(file)[Code.NO_ID].is_asked


def test_two_deals_that_look_alike_stay_out_by_line(rep):
    file = receive(csv_of(NAMED, named_line(rep, "Hop"), named_line(rep, "hop "), named_line(rep, "Iris")))

    file = agree(choose(file, no_id="go_on_without"))

    said = "Two deals look alike: lines 2, 3 share name, account and created day."
    assert [(line, reason[: len(said)]) for line, reason in reasons(file)] == [(2, said), (3, said)]
    assert file.added == 1
