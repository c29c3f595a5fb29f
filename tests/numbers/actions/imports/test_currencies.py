"""Amounts in another currency are never added to the organization's without a choice."""

import json

import pytest
from django.core.management import CommandError, call_command

from salesgym.numbers.actions.imports import choosing, intake, lacks
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.models import Deal, WeeklyValue
from tests.numbers.bringing import AT, compare, reasons, say_yes

HEAD = b"Deal ID,Deal name,Deal owner,Amount,Currency,Deal stage,Create date,Close date\n"
DEALS = ("K-1,Moss,{},1000,USD", "K-2,Nut,{},1000,EUR", "K-3,Olive,{},90000,JPY", "K-4,Palm,{},£950.00,")
OF_A_WIN = "Closed won,2026-09-01,2026-10-01"


def content(rep, *deals):
    return HEAD + "".join(f"{deal.format(rep.email)},{OF_A_WIN}\n" for deal in deals).encode()


def choose(file, option):
    choosing.choose(import_id=file.pk, chosen={"other_currency": option})
    intake.work(import_id=file.pk, at=AT)
    file.refresh_from_db()
    return file


def revenue():
    return [
        f"{value.normalize():f}"
        for value in WeeklyValue.objects.filter(metric__key="revenue", value__gt=0).values_list(
            "value", flat=True
        )
    ]


@pytest.mark.django_db
def test_every_currency_is_named_and_asked_about(rep):
    file = compare(content(rep, *DEALS))

    [lack] = [lack for lack in lacks.found(file) if lack.code is Code.OTHER_CURRENCY]
    assert (lack.lines, lack.count) == ((3, 4, 5), 3)
    assert lack.details["currencies"] == "EUR (1), GBP (1), JPY (1)"
    with pytest.raises(intake.NotDecided):
        intake.confirm(import_id=file.pk)


@pytest.mark.django_db
def test_left_out_of_money_they_keep_their_currency_and_count_as_wins(rep):
    say_yes(choose(compare(content(rep, *DEALS)), "leave_out_of_money"))

    stored = Deal.objects.order_by("external_id").values_list("currency", "amount_minor", "stage")
    assert list(stored) == [
        ("USD", 100_000, "won"),
        ("EUR", 100_000, "won"),
        ("JPY", 90_000, "won"),
        ("GBP", 95_000, "won"),
    ]
    assert revenue() == ["1000"]
    assert WeeklyValue.objects.get(metric__key="wins", value__gt=0).value == 4


@pytest.mark.django_db
def test_as_they_are_the_amounts_stand_in_our_currency_and_the_choice_can_change(rep):
    file = choose(compare(content(rep, *DEALS)), "leave_out_of_money")
    file = choose(file, "as_they_are")
    say_yes(file)

    assert set(Deal.objects.values_list("currency", flat=True)) == {"USD"}
    assert revenue() == ["92950"]


@pytest.mark.django_db
def test_signs_in_cells_are_enough_without_a_column(rep):
    file = compare(
        f"Deal ID,Deal owner,Amount,Deal stage,Create date,Close date\n"
        f"S-1,{rep.email},EUR 950.00,{OF_A_WIN}\nS-2,{rep.email},$1000.00,{OF_A_WIN}\n".encode()
    )

    [lack] = [lack for lack in lacks.found(file) if lack.code is Code.OTHER_CURRENCY]
    assert lack.lines == (2,)


@pytest.mark.django_db
def test_the_command_asks_and_says_sums_for_each_currency(rep, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(content(rep, *DEALS[:3]))

    with pytest.raises(CommandError) as asked:
        call_command("import_deals", str(path), "--json")
    report = json.loads(capsys.readouterr().out)
    call_command(
        "import_deals", str(path), "--json", "--dry-run", "--choose", "other_currency=leave_out_of_money"
    )
    apart = json.loads(capsys.readouterr().out)
    call_command("import_deals", str(path), "--json", "--dry-run", "--currencies-are-one")
    together = json.loads(capsys.readouterr().out)

    assert asked.value.returncode == 2
    assert report["asks"] == [
        {"code": "other_currency", "lines": [3, 4], "options": ["leave_out_of_money", "as_they_are"]}
    ]
    assert [(row["currency"], row["revenue"]) for row in apart["sums"]] == [
        ("EUR", "1000.00"),
        ("JPY", "90000"),
        ("USD", "1000.00"),
    ]
    assert [(row["currency"], row["revenue"]) for row in together["sums"]] == [("USD", "92000.00")]


@pytest.mark.django_db
def test_lines_of_a_deal_in_several_currencies_are_never_added_up(rep):
    lines = ("K-1,Moss,{},1000,USD", "K-1,Moss,{},400,EUR", "K-2,Nut,{},500,USD", "K-2,Nut,{},700,USD")
    file = compare(content(rep, *lines))
    choosing.choose(import_id=file.pk, chosen={"repeated_id": "lines_add_up"})
    intake.work(import_id=file.pk, at=AT)
    file.refresh_from_db()
    say_yes(choose(file, "leave_out_of_money"))

    assert list(Deal.objects.values_list("external_id", "amount_minor")) == [("K-2", 120_000)]
    assert [line for line, _reason in reasons(file)] == [2, 3]
