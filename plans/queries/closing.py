"""What a manager looks at before he writes an outcome: from the start to now, and what was done."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from plans.models import Event, History, Milestone, Plan, Skill
from plans.pages.figures import in_words
from plans.queries import sayers
from plans.queries.calendar import last_week_ends
from plans.queries.plan import PlanWhole
from salesgym.numbers.queries.scorecard import window_value


@dataclass(frozen=True)
class Closing:
    """The way of a plan in a few figures, ready to print."""

    start: str
    now: str
    target: str
    counted: str
    steps_reached: int
    steps: int
    support_kept: int
    support: int
    practice_days: int


def facts(found: PlanWhole, *, on: date) -> Closing:
    """Start and now, steps, promises kept, and the days on which practice was logged."""
    plan, say = found.plan, sayers.current()
    now, counted = "", ""
    if plan.metric is not None:
        until = min(on, last_week_ends(plan.ends_on)) if plan.ends_on else on
        window = window_value(plan.rep_id, plan.metric, until=until, weeks=plan.window_weeks)
        now = in_words(window.value, plan.metric, say, exact=True) if window.value is not None else ""
        if window.denominator:
            counted = f"{window.numerator:,.0f} / {window.denominator:,.0f}"
    return Closing(
        start=in_words(plan.baseline, plan.metric, say),
        now=now,
        target=in_words(plan.target, plan.metric, say),
        counted=counted,
        steps_reached=sum(
            step.status in {Milestone.Status.REACHED, Milestone.Status.VERIFIED} for step in found.milestones
        ),
        steps=len(found.milestones),
        support_kept=sum(promise.delivered_on is not None for promise in found.support),
        support=len(found.support),
        practice_days=_practice_days(plan),
    )


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
