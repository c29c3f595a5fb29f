"""Numbers against plans, one team after another: steps are measured, then the next ones forecast."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from plans.actions import forecast, measurement
from plans.models import Plan
from plans.queries.calendar import local_midnight
from salesgym.handoff import hand_off
from salesgym.people.models import Membership

TASK = "plans.tasks.judge_team"


def ring(*, rep_ids: Collection[int]) -> int:
    """Ring once for each team that has a working plan of these reps; how many were rung.

    People in no team are one more team, of nobody: `judge_team` takes None for them.
    """
    return _ring_for(_working().filter(rep__in=rep_ids))


def ring_due(*, at: datetime) -> int:
    """Ring for each team with a working plan that nobody has looked at since midnight, in the organization's zone.

    It asks what is due, never which tick this is: a ring that was lost comes again with the next one.
    """
    unseen = Q(forecast=None) | Q(forecast__worked_out_at__lt=local_midnight(at))
    return _ring_for(_working().filter(unseen))


def judge_team(*, team_id: int | None, at: datetime) -> int:
    """Measure and forecast the working plans of everybody who is in this team today, or in none; how many."""
    found = _working().filter(team=team_id).values_list("pk", flat=True)  # type: ignore[misc] # annotated
    return judge(plan_ids=set(found), at=at)


def judge(*, plan_ids: Collection[int], at: datetime) -> int:
    """Measure these plans, then forecast them, a batch at a time. Repeats change nothing but the time."""
    ordered = sorted(plan_ids)
    written = 0
    for start in range(0, len(ordered), forecast.BATCH):
        batch = ordered[start : start + forecast.BATCH]
        measurement.measure(plan_ids=batch, at=at)
        written += forecast.forecast(plan_ids=batch, at=at)
    return written


def _working() -> "QuerySet[Plan]":
    """Signed and not closed, each with the `team` its rep is in today."""
    place = Membership.objects.today().filter(person=OuterRef("rep")).order_by("-starts_on", "-pk")
    return Plan.objects.working().annotate(team=Subquery(place.values("team")[:1]))


def _ring_for(plans: "QuerySet[Plan]") -> int:
    teams = set(plans.values_list("team", flat=True))  # type: ignore[misc] # annotated
    for team_id in sorted(teams, key=lambda team_id: team_id or 0):
        hand_off(TASK, team_id=team_id)
    return len(teams)
