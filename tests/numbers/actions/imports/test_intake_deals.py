from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from salesgym.numbers.models import Deal, Import, Source, StagedDeal, WeeklyValue
from tests.factories.numbers import ENTERED_AT, WeeklyValueFactory
from tests.factories.people import RepFactory
from tests.numbers.bringing import AT, compare, counts, reasons, receive, take

WON = "A1,Marcus Bell,GTX Pro,Acme,Won,10/12/2026,11/2/2026,4514"
OPEN = "A2,marcus  bell,MG Special,,Engaging,11/3/2026,,"


def total(rep, key):
    return WeeklyValue.objects.filter(rep=rep, metric__key=key).aggregate(sum=Sum("value"))["sum"]


def test_the_real_file_goes_in_twice_and_the_second_time_changes_nothing(organization, crm_people, crm_file):
    lajuana = crm_people["Lajuana Vencill"]
    content = crm_file.read_bytes()

    first = take(content, shift_to_now=True)
    before = list(WeeklyValue.objects.order_by("pk").values())
    second = take(content, shift_to_now=True, at=AT + timedelta(days=8))

    assert counts(first) == (8800, 8800, 0, 0, 0)
    assert Deal.objects.filter(opened_on=None).count() == 500
    assert counts(second) == (8800, 0, 0, 8800, 0)
    assert (total(lajuana, "wins"), total(lajuana, "losses"), total(lajuana, "decided")) == (127, 104, 231)
    assert list(WeeklyValue.objects.order_by("pk").values()) == before


def test_a_shifted_file_ends_with_the_last_complete_week(organization, crm_people, crm_file):
    summary = take(crm_file.read_bytes(), shift_to_now=True)

    assert summary.newest_on == date(2026, 11, 15)
    assert Source.objects.get().shift_days % 7 == 0


def test_revenue_and_days_follow_from_the_real_file(organization, crm_people, crm_file):
    take(crm_file.read_bytes())

    deals = Deal.objects.filter(owner=crm_people["Hayden Neloms"], stage="won")
    days = sum((deal.closed_on - deal.opened_on).days for deal in deals)
    assert total(crm_people["Hayden Neloms"], "selling_days") == days
    assert total(crm_people["Hayden Neloms"], "revenue") * 100 == sum(deal.amount_minor for deal in deals)


def test_weekly_values_follow_from_deals(rep, deals_file):
    take(deals_file(WON, OPEN))

    week = {
        value.metric.key: value.value
        for value in WeeklyValue.objects.filter(rep=rep, week_start=date(2026, 11, 2)).select_related(
            "metric"
        )
    }
    assert week == {
        "opportunities": 1,
        "wins": 1,
        "losses": 0,
        "decided": 1,
        "revenue": Decimal(4514),
        "selling_days": 21,
        "timed_wins": 1,
        "valued_wins": 1,
    }


def test_a_covered_week_without_deals_is_a_zero_not_a_gap(rep, deals_file):
    take(deals_file(WON, OPEN))

    quiet = WeeklyValue.objects.get(rep=rep, metric__key="opportunities", week_start=date(2026, 10, 19))
    assert quiet.value == 0


def test_a_corrected_line_updates_its_deal_and_both_weeks(rep, deals_file):
    take(deals_file(WON, OPEN))

    summary = take(deals_file(WON.replace("11/2/2026", "11/9/2026"), OPEN))

    assert counts(summary) == (2, 0, 1, 1, 0)
    wins = WeeklyValue.objects.filter(rep=rep, metric__key="wins", value__gt=0)
    assert [value.week_start for value in wins] == [date(2026, 11, 9)]


def test_a_deal_that_changes_owner_leaves_the_old_owners_numbers(rep, deals_file):
    new_owner = RepFactory(name="Priya Nair")
    take(deals_file(WON))

    take(deals_file(WON.replace("Marcus Bell", "Priya Nair")), chosen={"closed_owner": "move"})

    # Of somebody without a deal nothing is known, as if the first file had named the new owner.
    assert (total(rep, "wins"), total(new_owner, "wins")) == (None, 1)


def test_a_win_without_an_opened_day_counts_in_all_that_needs_no_such_day(rep, deals_file):
    summary = take(deals_file("A3,Marcus Bell,,,Prospecting,,,", "A4,Marcus Bell,,,Won,,11/2/2026,100"))

    assert counts(summary) == (2, 2, 0, 0, 0)
    values = WeeklyValue.objects.filter(week_start=date(2026, 11, 2)).values_list("metric__key", "value")
    assert dict(values) == {
        "wins": 1,
        "losses": 0,
        "decided": 1,
        "revenue": 100,
        "valued_wins": 1,
        "timed_wins": 0,
        "selling_days": 0,
    }


def test_wins_are_zero_between_two_closings_also_without_an_opened_day(rep, deals_file):
    take(deals_file("A1,Marcus Bell,,,Won,,10/19/2026,100", "A2,Marcus Bell,,,Won,,11/2/2026,100"))

    wins = WeeklyValue.objects.filter(metric__key="wins").order_by("week_start")
    assert list(wins.values_list("value", flat=True)) == [1, 0, 1]


def test_days_to_close_are_those_of_wins_with_both_days(rep, deals_file):
    take(deals_file(WON, WON.replace("A1,", "A9,").replace("10/12/2026", "")))

    assert (total(rep, "wins"), total(rep, "timed_wins"), total(rep, "selling_days")) == (2, 1, 21)


@pytest.mark.parametrize("amount", ["", "0"])
def test_an_unknown_amount_is_no_zero_in_the_revenue_of_a_win_and_a_zero_is_unknown(rep, deals_file, amount):
    take(deals_file(WON, WON.replace("A1,", "A9,").replace(",4514", f",{amount}")))

    assert (total(rep, "wins"), total(rep, "valued_wins"), total(rep, "revenue")) == (2, 1, 4514)


@pytest.mark.parametrize("amount", ["", "0"])
def test_revenue_is_unknown_in_a_week_whose_wins_have_no_amount(rep, deals_file, amount):
    take(deals_file(WON.replace(",4514", f",{amount}")))

    week = WeeklyValue.objects.filter(week_start=date(2026, 11, 2)).values_list("metric__key", flat=True)
    assert "wins" in week
    assert not {"revenue", "valued_wins"} & {*week}


def test_a_line_whose_owner_nobody_knows_is_refused_and_the_others_go_in(rep, deals_file):
    summary = take(deals_file(WON, "A5,Nobody Here,,,Won,10/12/2026,11/2/2026,1"))

    assert counts(summary) == (2, 1, 0, 0, 1)
    [(line, reason)] = reasons(summary)
    assert line == 3
    assert 'Nobody here is called "Nobody Here"' in reason


def test_two_people_of_one_name_are_never_guessed_between(rep, deals_file):
    RepFactory(name="Marcus Bell")

    file = compare(deals_file(WON))

    assert '2 people are called "Marcus Bell"' in reasons(file)[0][1]
    assert counts(file) == (1, 0, 0, 0, 1)


def test_a_file_that_is_wrong_as_a_whole_changes_nothing(rep):
    file = receive(b"%PDF-1.7 something else")

    assert file.state == Import.State.REFUSED
    assert file.trouble
    assert not Deal.objects.exists()
    assert not Source.objects.exists()


def test_a_preview_writes_nothing(rep, deals_file):
    file = compare(deals_file(WON))

    assert counts(file) == (1, 1, 0, 0, 0)
    assert not Deal.objects.exists()
    assert not WeeklyValue.objects.exists()


def test_what_somebody_typed_under_a_deals_metric_stays(rep, deals_file):
    metric = WeeklyValue._meta.get_field("metric").related_model.objects.get(key="wins")
    WeeklyValueFactory(rep=rep, metric=metric, week_start=date(2026, 11, 2), value=9)

    take(deals_file(WON))

    assert WeeklyValue.objects.get(rep=rep, metric=metric, week_start=date(2026, 11, 2)).value == 9


def test_a_shift_asked_for_later_moves_the_deals_that_the_file_does_not_name(rep, deals_file):
    take(deals_file(WON, OPEN))

    summary = take(deals_file(OPEN), shift_to_now=True)

    assert summary.source.shift_days == 7
    assert Deal.objects.get(external_id="A1").closed_on == date(2026, 11, 9)
    wins = WeeklyValue.objects.filter(rep=rep, metric__key="wins", value__gt=0)
    assert [value.week_start for value in wins] == [date(2026, 11, 9)]


def test_the_remembered_shift_holds_without_being_asked_for(rep, deals_file):
    take(deals_file(WON), shift_to_now=True, at=ENTERED_AT)

    summary = take(deals_file(WON, OPEN), at=AT)

    assert counts(summary) == (2, 1, 0, 1, 0)


def test_a_changed_deal_wakes_whoever_follows_its_owner(
    rep, deals_file, monkeypatch, django_capture_on_commit_callbacks, settings
):
    settings.WAKE = {"numbers": ["some.task"]}

    with django_capture_on_commit_callbacks() as callbacks:
        take(deals_file(WON))

    assert len(callbacks) == 1


def test_the_import_remembers_who_and_what(rep, manager, deals_file):
    take(deals_file(WON), by=manager)

    done = Import.objects.get()
    assert (done.imported_by, done.added, done.newest_on) == (manager, 1, date(2026, 11, 2))
    assert not StagedDeal.objects.exists()
    assert not done.chunks.exists()


def test_a_source_that_is_not_utf8_is_asked_about_its_letters_once(rep, deals_file):
    rep.name = "Márcus Béll"
    rep.save()
    content = deals_file(WON.replace("Marcus Bell", rep.name)).decode().encode("cp1252")
    take(content)

    again = receive(content)

    assert again.state == Import.State.READY
    assert counts(again) == (1, 0, 0, 1, 0)
