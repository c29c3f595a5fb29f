"""The check-ins of formal plans."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from coaching.models import CheckIn, CheckInState
from plans.models import Plan


@dataclass(frozen=True, slots=True)
class Talks:
    """How many check-ins of a plan were held, and how many should have been."""

    held: int
    due: int


def counted(talks: Iterable[CheckIn], at: datetime) -> Talks:
    """Those that were due by then, and those of them that both confirmed."""
    states = [talk.state(at) for talk in talks]
    held = sum(state is CheckInState.HELD for state in states)
    return Talks(held, held + sum(state is CheckInState.MISSED for state in states))


def talks_of(plans: Collection[Plan]) -> Mapping[int, list[CheckIn]]:
    """The talks with a manager from each plan's first day until it closed, by the plan's id, the oldest first. One query for
    plans that come with their reps.

    By days and not by the plan that stands in them: a talk that was planned before the plan belongs to it as well, and
    gets the plan only when it begins.
    """
    spans = {plan.pk: _span(plan) for plan in plans if plan.starts_on is not None}
    if not spans:
        return {}
    reps = {plan.rep_id for plan in plans}
    talks = CheckIn.objects.line().talks().filter(rep__in=reps, planned_for__gte=min(spans.values())[0])
    found = talks.select_related("lead_confirmed_by", "called_off_by").order_by("planned_for", "pk")
    by_rep: dict[int, list[CheckIn]] = {rep: [] for rep in reps}
    for talk in found:
        by_rep[talk.rep_id].append(talk)
    return {
        plan.pk: [talk for talk in by_rep[plan.rep_id] if _is_within(talk, *spans[plan.pk])]
        for plan in plans
        if plan.pk in spans
    }


def _span(plan: Plan) -> tuple[datetime, datetime]:
    first = datetime.combine(plan.starts_on or date.max, time.min, plan.rep.zone)
    return first, plan.closed_at or datetime.combine(date.max, time.min, UTC)


def _is_within(talk: CheckIn, first: datetime, last: datetime) -> bool:
    return first <= talk.planned_for < last
