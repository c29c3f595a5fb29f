"""What a manager looks at before writing an outcome: the weeks that count now, and what was done."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from plans.models import Event, History, Milestone, Plan, Skill
from plans.queries.calendar import last_week_ends
from plans.queries.plan import PlanWhole
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.queries.scorecard import window_value


@dataclass(frozen=True)
class ClosingFacts:
    """The way of a plan in a few figures; `window` is None for a plan without a number.

    `is_over`: the plan's own weeks are over, so that the window is its last one and not the newest.
    """

    window: Window | None
    is_over: bool
    steps_reached: int
    steps: int
    support_kept: int
    support: int
    practice_days: int


def facts(whole: PlanWhole, *, on: date) -> ClosingFacts:
    """The number's last weeks, steps, promises kept, and the days on which practice was logged."""
    return ClosingFacts(
        window=_window(whole.plan, on),
        is_over=whole.plan.ends_on is not None and on > last_week_ends(whole.plan.ends_on),
        steps_reached=sum(
            step.status in {Milestone.Status.REACHED, Milestone.Status.VERIFIED} for step in whole.milestones
        ),
        steps=len(whole.milestones),
        support_kept=sum(promise.delivered_on is not None for promise in whole.support),
        support=len(whole.support),
        practice_days=_practice_days(whole.plan),
    )


def _window(plan: Plan, on: date) -> Window | None:
    if plan.metric is None:
        return None
    until = min(on, last_week_ends(plan.ends_on)) if plan.ends_on else on
    return window_value(plan.rep_id, plan.metric, until=until, weeks=plan.window_weeks)


def next_skills(plan: Plan) -> QuerySet[Skill]:
    """What could be the next focus: skills offered today, other than this plan's."""
    offered = Skill.objects.filter(is_active=True).order_by("position", "name")
    return offered.exclude(pk=plan.skill_id) if plan.skill_id else offered


def _practice_days(plan: Plan) -> int:
    """Days with practice that was not undone, as the plan's history tells: plans know no coaching."""
    undone: set[object] = set()
    days: dict[object, str] = {}
    rows = History.objects.filter(
        plan=plan, event__in=[Event.PRACTICE_LOGGED, Event.PRACTICE_UNDONE]
    ).order_by("seq")
    for event, at, detail in rows.values_list("event", "at", "detail"):
        entry = detail.get("entry", detail.get("practice"))
        if event == Event.PRACTICE_UNDONE:
            undone.add(entry)
        else:
            days[entry] = str(detail.get("on", at.date().isoformat()))
    return len({day for entry, day in days.items() if entry not in undone})
