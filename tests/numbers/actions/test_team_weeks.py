from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesgym.numbers.actions import deal_values, team_weeks, weekly_values
from salesgym.numbers.models import TeamWeek, WeeklyValue
from salesgym.people.models import Membership
from tests.factories.deals import DealFactory
from tests.factories.numbers import WeeklyValueFactory, standard_metrics
from tests.factories.people import MembershipFactory, RepFactory, TeamFactory, UserFactory

MONDAY = date(2026, 1, 5)
WEEK = timedelta(weeks=1)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
THREADS = 4


def refresh(*reps, first=MONDAY, last=MONDAY):
    team_weeks.refresh(rep_ids=[rep.pk for rep in reps], first=first, last=last)


def sums(team, key="meetings"):
    rows = TeamWeek.objects.filter(team=team, metric__key=key).order_by("week_start")
    return [(row.week_start, row.total, row.reps) for row in rows]


def give(rep, value, week=MONDAY, key="meetings"):
    WeeklyValueFactory(rep=rep, metric=standard_metrics()[key], week_start=week, value=value)


def by_hand():
    """Every sum, worked out one value at a time from the rule in words."""
    totals, counts = defaultdict(Decimal), defaultdict(int)
    for told in WeeklyValue.objects.all():
        team_id = team_on(told.rep_id, told.week_start)
        if team_id is not None:
            totals[team_id, told.metric_id, told.week_start] += told.value
            counts[team_id, told.metric_id, told.week_start] += 1
    return {key: (totals[key], counts[key]) for key in totals}


def team_on(rep_id, week):
    held = list(Membership.objects.filter(person=rep_id).order_by("starts_on", "pk"))
    left = [one for one in held if one.ends_on is None or one.ends_on >= week]
    if not left:
        return None
    first = left[0]
    is_in_time = first.starts_on <= week + timedelta(days=6)
    return first.team_id if is_in_time or first == held[0] else None


def stored():
    return {
        (row.team_id, row.metric_id, row.week_start): (row.total, row.reps) for row in TeamWeek.objects.all()
    }


@pytest.mark.django_db
def test_a_team_week_is_the_sum_of_its_members_and_says_how_many(rep, team):
    give(rep, 12)
    give(RepFactory(team=team), 5)
    give(RepFactory(), 100)

    refresh(rep)

    assert sums(team) == [(MONDAY, 17, 2)]


@pytest.mark.django_db
def test_weeks_outside_the_question_stay_as_they_are(rep, team):
    give(rep, 12)
    give(rep, 7, MONDAY + WEEK)

    refresh(rep)

    assert sums(team) == [(MONDAY, 12, 1)]


@pytest.mark.django_db
def test_a_sum_without_any_number_left_goes_away(rep, team):
    give(rep, 12)
    refresh(rep)
    WeeklyValue.objects.all().delete()

    refresh(rep)

    assert sums(team) == []


@pytest.mark.django_db
def test_the_same_refresh_again_changes_nothing(rep):
    give(rep, 12)
    refresh(rep)
    before = list(TeamWeek.objects.values())

    refresh(rep)

    assert list(TeamWeek.objects.values()) == before
    assert team_weeks.rebuild() == 0


@pytest.mark.django_db
def test_a_week_counts_in_the_team_of_its_monday(rep, team):
    other = TeamFactory()
    rep.memberships.update(ends_on=MONDAY + timedelta(days=1))
    MembershipFactory(person=rep, team=other, starts_on=MONDAY + timedelta(days=2))
    give(rep, 12)
    give(rep, 7, MONDAY + WEEK)

    refresh(rep, last=MONDAY + WEEK)

    assert sums(team) == [(MONDAY, 12, 1)]
    assert sums(other) == [(MONDAY + WEEK, 7, 1)]


@pytest.mark.django_db
def test_a_rep_who_joins_within_a_week_brings_that_week(organization):
    team = TeamFactory()
    rep = UserFactory()
    MembershipFactory(person=rep, team=TeamFactory(), starts_on=date(2025, 1, 6), ends_on=date(2025, 3, 2))
    MembershipFactory(person=rep, team=team, starts_on=MONDAY + timedelta(days=3))
    give(rep, 12)
    give(rep, 7, MONDAY - WEEK)

    refresh(rep, first=MONDAY - WEEK)

    assert sums(team) == [(MONDAY, 12, 1)]
    assert TeamWeek.objects.count() == 1


@pytest.mark.django_db
def test_weeks_before_the_first_team_count_in_it_and_after_the_last_nowhere(organization):
    team = TeamFactory()
    rep = UserFactory()
    MembershipFactory(person=rep, team=team, starts_on=MONDAY + WEEK, ends_on=MONDAY + WEEK * 2)
    for back in range(5):
        give(rep, back + 1, MONDAY + WEEK * back)

    refresh(rep, last=MONDAY + WEEK * 4)

    assert [total for _week, total, _reps in sums(team)] == [1, 2, 3]


@pytest.mark.django_db
def test_typing_a_week_moves_the_sum_of_the_team(rep, team):
    def type_in(value):
        weekly_values.enter(
            rep=rep, metric=standard_metrics()["meetings"], week_start=MONDAY, value=value, by=rep, at=AT
        )

    type_in(Decimal(12))
    assert sums(team) == [(MONDAY, 12, 1)]

    type_in(None)

    assert sums(team) == []


@pytest.mark.django_db
def test_counting_deals_again_moves_the_sum_of_the_team(rep, team):
    DealFactory(owner=rep, opened_on=MONDAY)

    deal_values.recompute(rep_weeks={(rep.pk, MONDAY)}, by=None, at=AT)

    assert sums(team, "opportunities") == [(MONDAY, 1, 1)]


@pytest.mark.django_db
def test_check_names_what_differs_and_rebuild_mends_it(rep, team):
    give(rep, 12)
    give(rep, 3, MONDAY + WEEK)
    refresh(rep, last=MONDAY + WEEK)
    assert team_weeks.check() == []
    TeamWeek.objects.filter(week_start=MONDAY).update(total=11)
    TeamWeek.objects.filter(week_start=MONDAY + WEEK).update(week_start=MONDAY + WEEK * 2)

    found = team_weeks.check()

    assert [(one.week_start, one.stored, one.raw) for one in found] == [
        (MONDAY, 11, 12),
        (MONDAY + WEEK, None, 3),
        (MONDAY + WEEK * 2, 3, None),
    ]
    assert {(one.team, one.metric) for one in found} == {(team.name, "meetings")}
    assert team_weeks.rebuild(teams=[team]) == 3
    assert team_weeks.check() == []


@pytest.mark.django_db
def test_nothing_is_asked_of_teams_that_do_not_exist(organization):
    refresh(UserFactory())

    assert team_weeks.rebuild() == 0


# A pause before it, its days, the team, and whether it still runs (which ends the list).
PIECES = st.tuples(st.integers(1, 20), st.integers(0, 25), st.integers(0, 2), st.booleans())


def keep(rep, teams, held):
    day = MONDAY - WEEK
    for pause, days, team, is_running in held:
        starts_on = day + timedelta(days=pause)
        day = starts_on + timedelta(days=days)
        ends_on = None if is_running else day
        MembershipFactory(person=rep, team=teams[team], starts_on=starts_on, ends_on=ends_on)
        if is_running:
            return


@pytest.mark.django_db
@given(
    held=st.lists(st.lists(PIECES, max_size=4), min_size=1, max_size=3),
    told=st.lists(st.tuples(st.integers(0, 2), st.integers(-4, 12), st.integers(0, 99)), max_size=15),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_say_what_the_reps_numbers_say_whatever_the_memberships(organization, held, told):
    for model in (TeamWeek, WeeklyValue, Membership):
        model.objects.all().delete()
    teams = [TeamFactory() for _number in range(3)]
    reps = [UserFactory() for _each in held]
    for rep, pieces in zip(reps, held, strict=True):
        keep(rep, teams, pieces)
    for (rep, week), value in {(rep % len(reps), week): value for rep, week, value in told}.items():
        give(reps[rep], value, MONDAY + WEEK * week, key="meetings" if value % 2 else "wins")

    refresh(*reps, first=MONDAY - WEEK * 4, last=MONDAY + WEEK * 12)

    assert stored() == by_hand()
    assert team_weeks.check() == []


@pytest.mark.django_db(transaction=True)
def test_many_who_type_at_once_for_teams_they_share_lose_no_number_and_never_wait_for_each_other_forever():
    metrics = standard_metrics()
    teams = [TeamFactory() for _number in range(3)]
    reps = [RepFactory(team=teams[number % 3]) for number in range(12)]
    # Everybody was in every team once, so that every refresh holds all of them.
    for number, rep in enumerate(reps):
        for step in (1, 2):
            MembershipFactory(
                person=rep,
                team=teams[(number + step) % 3],
                starts_on=date(2024, step, 1),
                ends_on=date(2024, step, 9),
            )

    def type_many(seed):
        chance = Random(seed)  # noqa: S311 - which rep, not a secret
        try:
            for _turn in range(15):
                weekly_values.enter(
                    rep=chance.choice(reps),
                    metric=metrics["meetings"],
                    week_start=MONDAY + WEEK * chance.randrange(2),
                    value=Decimal(chance.randrange(50)),
                    by=reps[0],
                    at=AT,
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(type_many, range(THREADS)))

    assert stored() == by_hand()
