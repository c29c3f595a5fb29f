"""What a file leaves out stays unknown in the weeks it covers, whatever counts its deals again, until a file brings it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from salesgym.numbers.actions import deal_values
from salesgym.numbers.actions.imports import choosing, intake, lacks, undoing
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import Deal, TeamWeek, UntoldWeeks, WeeklyValue
from tests.factories.deals import SourceFactory
from tests.factories.imports import ImportFactory
from tests.factories.people import RepFactory
from tests.numbers import filtered_reports
from tests.numbers.bringing import AT, compare, csv_of, say_yes, take
from tests.numbers.filtered_reports import (
    HEADER,
    OCTOBER,
    OTHER_HEADER,
    decided_only,
    lost_only,
    report,
    since_october,
    won_only,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)


def codes(file):
    return {lack.code for lack in lacks.found(file)}


def values(rep, key):
    rows = WeeklyValue.objects.filter(rep=rep, metric__key=key, source="deals").order_by("week_start")
    return dict(rows.values_list("week_start", "value"))


def world():
    weekly = WeeklyValue.objects.order_by("rep_id", "week_start", "metric_id")
    teams = TeamWeek.objects.order_by("team_id", "week_start", "metric_id")
    untold = UntoldWeeks.objects.order_by("pk")
    return (
        list(weekly.values_list("rep_id", "week_start", "metric_id", "value")),
        list(teams.values_list("team_id", "week_start", "metric_id", "total", "reps")),
        list(untold.values_list("what", "first_week", "last_week", "origin_id", "cleared_by_id")),
    )


def decided(content, **chosen):
    """The file after these choices and the yes."""
    file = compare(content)
    choosing.choose(import_id=file.pk, chosen=chosen)
    intake.work(import_id=file.pk, at=AT)
    return say_yes(file)


def test_a_full_export_lacks_nothing(rep):
    file = take(report())

    assert codes(file) == set()
    assert not UntoldWeeks.objects.exists()


def test_won_deals_alone_leave_losses_and_opportunities_unknown(rep):
    file = take(report(won_only))

    assert codes(file) == {Code.NO_LOST, Code.NO_OPEN}
    assert sum(values(rep, "wins").values()) == len(Deal.objects.filter(stage="won"))
    assert min(values(rep, "wins").values()) == 0
    assert not values(rep, "losses") | values(rep, "decided") | values(rep, "opportunities")


def test_lost_deals_alone_leave_wins_revenue_and_closed_deals_unknown(rep):
    file = take(report(lost_only))

    assert codes(file) == {Code.NO_WON, Code.NO_OPEN}
    assert sum(values(rep, "losses").values()) == Deal.objects.count()
    of_wins = ("wins", "decided", "revenue", "valued_wins", "selling_days", "timed_wins", "opportunities")
    assert not [key for key in of_wins if values(rep, key)]


def test_a_file_of_which_somebody_says_that_none_was_won_has_weeks_without_a_win(rep):
    decided(report(lost_only), no_won="complete")

    assert set(values(rep, "wins").values()) == set(values(rep, "revenue").values()) == {0}
    assert values(rep, "decided") == values(rep, "losses")


def test_lost_deals_that_somebody_says_are_all_there_count_as_before(rep):
    decided(report(won_only), no_lost="complete", no_open="complete")

    assert set(values(rep, "losses").values()) == {0}
    assert values(rep, "decided") == values(rep, "wins")
    assert values(rep, "opportunities")


def test_a_choice_for_a_source_holds_first_for_its_next_file(rep):
    decided(report(won_only), no_lost="complete", no_open="complete")

    file = compare(report(won_only))

    assert [lack.options[0] for lack in lacks.found(file)] == ["complete", "complete"]


def test_closed_deals_alone_leave_only_opportunities_unknown(rep):
    file = take(report(decided_only))

    assert codes(file) == {Code.NO_OPEN}
    assert values(rep, "losses")
    assert not values(rep, "opportunities")


def test_deals_closed_since_october_leave_everything_before_unknown(rep):
    file = take(report(since_october))

    (lack,) = lacks.found(file)
    first = Deal.objects.exclude(closed_on=None).earliest("closed_on").closed_on
    assert (lack.code, lack.details["since"]) == (Code.CLOSED_ONLY_SINCE, monday(first).isoformat())
    assert first >= OCTOBER
    for key in ("wins", "losses", "decided", "revenue", "opportunities", "timed_wins", "valued_wins"):
        assert min(values(rep, key)) == monday(first), key


def test_counting_again_does_not_bring_the_zeros_back(rep):
    take(report(won_only))
    before = world()

    deal_values.recompute_reps(rep_ids=[rep.pk], by=None, at=AT)
    weeks = deal_values.uncovered_weeks(source=Deal.objects.first().source, covered_to=MONDAY, is_all=True)
    deal_values.recompute(rep_weeks=weeks, by=None, at=AT)

    assert world() == before


def test_the_same_file_again_changes_nothing(rep):
    take(report(won_only))
    before = world()

    take(report(won_only))

    assert world() == before


def test_undoing_a_filtered_report_leaves_nothing(rep):
    before = world()
    file = take(report(won_only))

    undoing.undo(import_id=file.pk, by=None, at=AT)

    assert world() == before


@pytest.mark.parametrize("keep", [won_only, lost_only, decided_only, since_october])
def test_a_full_export_later_clears_it_and_its_undo_takes_that_back(rep, keep):
    take(report(keep))
    filtered = world()

    full = take(report())

    assert not UntoldWeeks.objects.filter(cleared_by=None).exists()
    for key in ("wins", "losses", "opportunities"):
        assert min(values(rep, key)) == filtered_reports.FIRST, key
    undoing.undo(import_id=full.pk, by=None, at=AT)
    assert world() == filtered


def test_what_comes_after_a_full_export_as_after_a_filtered_one_is_the_same(rep):
    take(report(won_only))
    take(report())
    twice = world()[0]
    WeeklyValue.objects.all().delete()

    deal_values.recompute_reps(rep_ids=[rep.pk], by=None, at=AT)
    source = Deal.objects.first().source
    weeks = deal_values.uncovered_weeks(source=source, covered_to=filtered_reports.LAST)
    deal_values.recompute(rep_weeks=weeks, by=None, at=AT)

    assert world()[0] == twice


def test_a_later_file_with_lost_deals_makes_them_known_from_its_first_closing(rep):
    take(report(won_only))

    take(csv_of(HEADER, "N1,Marcus Bell,Closed Lost,100,2026-10-20,2026-11-19"))

    assert values(rep, "losses") == {date(2026, 11, 16): 1}
    assert UntoldWeeks.objects.filter(cleared_by=None, what="losses").values_list("last_week").get() == (
        date(2026, 11, 9),
    )


def test_one_old_lost_deal_does_not_speak_for_the_weeks_after_it(rep):
    take(report(won_only))

    take(csv_of(HEADER, "N1,Marcus Bell,Closed Lost,100,2026-03-02,2026-03-10"))

    assert values(rep, "losses").get(date(2026, 3, 9)) is None
    assert values(rep, "losses").get(date(2026, 6, 1)) is None


def test_where_two_sources_have_a_reps_deals_the_stricter_holds_in_its_weeks(rep):
    take(report(), source="Pipedrive")
    whole = values(rep, "losses")
    lines = [f"W{day},Marcus Bell,Closed Won,100,2026-10-05,2026-10-{day}" for day in range(20, 26)]

    take(csv_of(OTHER_HEADER, *lines), source="Salesforce")

    assert {week for week in whole if week < OCTOBER} == {
        week for week in values(rep, "losses") if week < OCTOBER
    }
    assert not [week for week in values(rep, "losses") if OCTOBER <= week <= date(2026, 10, 19)]


def test_a_rep_without_deals_of_the_filtered_source_is_not_concerned(rep):
    other = RepFactory(name="Priya Nair")
    take(report(owner="Priya Nair"), source="Pipedrive")

    take(report(won_only, header=OTHER_HEADER), source="Salesforce")

    assert values(other, "losses")
    assert not values(rep, "losses")


def test_a_deal_that_moves_to_another_rep_brings_them_no_zeros(rep):
    other = RepFactory(name="Priya Nair")
    take(report(won_only))
    Deal.objects.update(owner=other)

    deal_values.recompute_reps(rep_ids=[rep.pk, other.pk], by=None, at=AT)

    assert sum(values(other, "wins").values()) == Deal.objects.count()
    assert not values(other, "losses")


def test_four_wins_say_nothing_about_lost_deals(rep):
    lines = [f"W{day},Marcus Bell,Closed Won,100,2026-10-05,2026-10-{day}" for day in range(20, 24)]

    file = take(csv_of(HEADER, *lines))

    assert codes(file) == set()
    assert values(rep, "losses")


def test_deals_without_an_opened_day_are_named_with_their_lines(rep):
    file = take(
        csv_of(HEADER, "W1,Marcus Bell,Closed Won,100,,2026-10-20", "W2,Marcus Bell,Prospecting,100,,")
    )

    (lack,) = lacks.found(file)
    assert (lack.code, lack.lines, lack.count) == (Code.NO_OPENED_DAY, (2, 3), 2)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("what_is_untold_is_known", {"what": "meetings"}),
        ("untold_weeks_are_mondays", {"first_week": MONDAY + timedelta(days=1)}),
        ("untold_weeks_are_mondays", {"last_week": MONDAY + timedelta(days=1)}),
        (
            "untold_weeks_end_after_they_begin",
            {"first_week": MONDAY, "last_week": MONDAY - timedelta(weeks=1)},
        ),
    ],
)
def test_the_database_keeps_the_rules_of_untold_weeks(organization, rule, change):
    source = SourceFactory()
    told = {"what": "losses", "source": source, "origin": ImportFactory(source=source)}

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        UntoldWeeks.objects.create(**told | change)


def test_a_source_has_one_open_span_of_a_kind(organization):
    source = SourceFactory()
    told = {"what": "losses", "source": source, "origin": ImportFactory(source=source)}
    UntoldWeeks.objects.create(**told)

    with pytest.raises(IntegrityError, match="one_untold_span_per_source"), transaction.atomic():
        UntoldWeeks.objects.create(**told)
