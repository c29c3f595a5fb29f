from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from salesgym.numbers.actions import weekly_values
from salesgym.numbers.actions.weekly_values import NotAWeek, NotTypable, StaleWeek
from salesgym.numbers.models import WeeklyValue
from tests.factories.numbers import WeeklyValueFactory, standard_metrics

MONDAY = date(2026, 11, 16)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def enter(rep, key, value, **options):
    asked = {"week_start": MONDAY, "by": rep, "at": AT, **options}
    weekly_values.enter(rep=rep, metric=standard_metrics()[key], value=value, **asked)


def test_a_typed_number_is_kept_with_who_and_when(rep, manager):
    enter(rep, "meetings", Decimal(12), by=manager)

    value = WeeklyValue.objects.get()
    assert (value.value, value.source, value.entered_by, value.entered_at) == (12, "typed", manager, AT)


def test_a_correction_replaces_the_number_and_nothing_takes_it_away(rep):
    enter(rep, "meetings", Decimal(12))
    enter(rep, "meetings", Decimal(13))
    assert WeeklyValue.objects.get().value == 13

    enter(rep, "meetings", None)

    assert not WeeklyValue.objects.exists()


@pytest.mark.parametrize("key", ["wins", "revenue", "win_rate"])
def test_what_follows_from_deals_or_other_numbers_is_not_for_typing(rep, key):
    with pytest.raises(NotTypable):
        enter(rep, key, Decimal(1))


def test_a_negative_number_is_refused(rep):
    with pytest.raises(NotTypable, match="0 to a billion"):
        enter(rep, "meetings", Decimal(-1))


def test_a_week_that_has_not_begun_is_refused_and_the_running_one_is_not(rep):
    with pytest.raises(NotAWeek, match="has not begun"):
        enter(rep, "meetings", Decimal(1), week_start=date(2026, 11, 23))

    enter(rep, "meetings", Decimal(1), week_start=date(2026, 11, 16))


def test_the_running_week_is_the_organizations(rep, organization):
    organization.time_zone = "Asia/Tokyo"
    organization.save()

    # Sunday evening in London is Monday morning in Tokyo.
    enter(
        rep, "meetings", Decimal(1), week_start=date(2026, 11, 23), at=datetime(2026, 11, 22, 20, tzinfo=UTC)
    )


def test_a_day_inside_a_week_is_not_a_week(rep):
    with pytest.raises(NotAWeek, match="Monday"):
        enter(rep, "meetings", Decimal(1), week_start=date(2026, 11, 17))


def test_an_imported_number_is_never_typed_over_and_what_is_typed_stands_beside_it(rep):
    meetings = standard_metrics()["meetings"]
    WeeklyValueFactory(rep=rep, metric=meetings, week_start=MONDAY, value=4, source="import")

    enter(rep, "meetings", Decimal(5))

    value = WeeklyValue.objects.get()
    assert (value.value, value.source, value.entered_by) == (4, "import", None)
    assert (value.typed_value, value.typed_by, value.typed_at) == (5, rep, AT)


def test_a_week_that_somebody_changed_meanwhile_is_refused_as_a_whole(rep):
    metrics = standard_metrics()
    WeeklyValueFactory(rep=rep, metric=metrics["meetings"], week_start=MONDAY, value=4)

    with pytest.raises(StaleWeek):
        weekly_values.enter_week(
            rep=rep, week_start=MONDAY, values={metrics["proposals"]: Decimal(2)}, by=rep, at=AT, seen=""
        )

    assert WeeklyValue.objects.count() == 1


def test_only_a_change_wakes_whoever_follows_the_rep(rep, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as first:
        enter(rep, "meetings", Decimal(12))
    with django_capture_on_commit_callbacks() as again:
        enter(rep, "meetings", Decimal(12))

    assert (len(first), len(again)) == (len(settings.WAKE["numbers"]), 0)
