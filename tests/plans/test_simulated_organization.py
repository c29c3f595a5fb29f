"""Forty plans of sixty reps are judged by the product's own tasks as their weeks come in: rows say what calculations say."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import pytest
from django.utils import timezone

from plans.actions import pause
from plans.actions.draft_basis import keep
from plans.models import Forecast, Milestone, Plan
from plans.tasks import judge_plans, judge_team
from salesgym.numbers.tasks import renew_figures_of_roles
from tests.plans.judged_by_hand import Judged, Known, figures_on, judged, weeks_that_count
from tests.plans.simulated_organization import (
    DAY,
    PLANS_A_ROLE,
    START,
    WEEK,
    Role,
    away,
    build,
    give,
    open_plans,
)

pytestmark = pytest.mark.django_db

# After so many weeks of the plans they are judged.
JUDGED_AFTER = (3, 6, 9, 13)
# What the roles say is renewed with the first judgement, which those plans keep that were signed without a basis, and
# with the last, which no plan may notice.
RENEWED_AFTER = (3, 13)
SIGNED, KNOWN_LEAVE, LATER_LEAVE, RESTING, UNKNOWN, HALF_KNOWN = range(6)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time that the tasks read."""

    def at(day: date) -> datetime:
        moment = datetime.combine(day, time(9), tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return at


def test_what_the_rows_say_is_what_the_calculations_say_of_the_same_weeks(clock):
    roles = build()
    clock(START)
    renew(roles)
    signed = {role.team.pk: figures_on(role, START) for role in roles}
    for role in roles:
        away(role.reps[KNOWN_LEAVE], START + 4 * WEEK, START + 6 * WEEK - 3 * DAY)
    open_plans(roles, sign=lambda draft: keep(draft, on=START))
    known, pauses, given, seen = {}, {}, START, set()
    for role in roles:
        forget(role)

    for weeks in JUDGED_AFTER:
        on = START + weeks * WEEK
        live_on(roles, weeks, pauses, clock)
        give(roles, given, on)
        given = on
        clock(on)
        if weeks in RENEWED_AFTER:
            renew(roles)
        for role in roles:
            assert judge_team(team_id=role.team.pk) == PLANS_A_ROLE
            for place in range(PLANS_A_ROLE):
                spans = [(first, last or date.max) for first, last in pauses.get((role.team.pk, place), [])]
                if (role.team.pk, place) not in known:
                    figures = signed[role.team.pk] if place == SIGNED else figures_on(role, on)
                    plan, rep = role.plans[place], role.reps[place]
                    full = weeks_that_count(plan, [*rep.leaves, *spans])
                    known[role.team.pk, place] = Known(figures, len(full))
                asked = judged(role, place, spans, known[role.team.pk, place], on=on)
                assert said(role.plans[place]) == asked, (role.kind, place, weeks)
                seen.add(asked.status)

    assert seen == {"on_track", "needs_a_push", "stalled", "paused"}
    assert_nothing_is_missing(roles, known)


def renew(roles: Sequence[Role]) -> None:
    renew_figures_of_roles(role_ids=[role.reps[0].person.job_role_id for role in roles])


def forget(role: Role) -> None:
    """Weeks that nobody tells: one in the middle, one of which half is known, and the two newest of a judgement."""
    weeks = role.reps[UNKNOWN].weeks
    weeks[START + 3 * WEEK] = None
    weeks[START + 7 * WEEK] = weeks[START + 8 * WEEK] = None
    half = role.reps[HALF_KNOWN].weeks
    half[START + WEEK] = (None, (half[START + WEEK] or (0, None))[1])


def live_on(roles: Sequence[Role], weeks: int, pauses: dict, clock) -> None:
    """What happens before the judgement after so many weeks: leave that nobody knew of, a pause and its end."""
    for role in roles:
        plan = Plan.objects.get(pk=role.plans[RESTING].pk)
        key, manager = (role.team.pk, RESTING), plan.manager
        if weeks == JUDGED_AFTER[1]:
            away(role.reps[LATER_LEAVE], START + 4 * WEEK, START + 5 * WEEK + 2 * DAY)
            begun = START + 4 * WEEK + 2 * DAY
            pause.pause(plan=plan, by=manager, reason="A launch.", at=clock(begun))
            pauses[key] = [(begun, None)]
        if weeks == JUDGED_AFTER[2]:
            ended = START + 6 * WEEK + DAY
            pause.resume(plan=plan, by=manager, at=clock(ended))
            pauses[key] = [(pauses[key][0][0], ended - DAY)]


def said(plan: Plan) -> Judged:
    row = Forecast.objects.select_related("milestone").get(plan=plan)
    reached = Milestone.objects.filter(plan=plan, reached_on__isnull=False)
    return Judged(
        status=row.status,
        verdict=row.verdict,
        start=row.start,
        now=row.now,
        expected=row.expected,
        real=row.real,
        position=row.milestone.position if row.milestone else None,
        by_date=row.by_date,
        by_end=row.by_end,
        reached=dict(reached.values_list("position", "reached_on")),
    )


def assert_nothing_is_missing(roles: Sequence[Role], known: dict) -> None:
    """The forty plans came to steps that were reached and to some that were not, to clear changes and to none."""
    rows = Forecast.objects.all()
    assert len(known) == rows.count() == 40
    reached = Milestone.objects.filter(reached_on__isnull=False).count()
    assert 20 < reached < 100
    assert {row.verdict for row in rows} == {"improved", "keep going", "not moving"}
    repeated = [role.plans[SIGNED].pk for role in roles]
    before = {pk: said(Plan(pk=pk)) for pk in repeated}
    assert judge_plans(plan_ids=repeated) == len(repeated)
    assert {pk: said(Plan(pk=pk)) for pk in repeated} == before
