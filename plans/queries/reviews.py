"""Which running plans are due for a look on their way, and how a plan stands on that day."""

from datetime import date, datetime
from typing import Any

from plans.calculations import reviews
from plans.models import Event, Forecast, History, Plan
from plans.queries.decision import rule_of


def due(*, on: date) -> list[int]:
    """The ids of running plans whose first or second third is over since this week, and that have not had that look. Two
    queries."""
    running = Plan.objects.running().filter(starts_on__lte=on, ends_on__gte=on)
    dates = running.order_by("pk").values_list("pk", "starts_on", "ends_on")
    found = {
        pk: third
        for pk, first, last in dates
        if first is not None and last is not None and (third := reviews.due(first, last, on=on))
    }
    had = History.objects.filter(plan__in=found, event=Event.PLAN_REVIEWED)
    done = set(had.values_list("plan_id", "detail__number"))
    return [pk for pk, third in found.items() if (pk, third) not in done]


def is_done(plan: Plan, third: int) -> bool:
    """Whether this plan has had this look. One query."""
    return plan.history.filter(event=Event.PLAN_REVIEWED, detail__number=third).exists()


def state_of(plan: Plan, *, at: datetime) -> dict[str, Any]:
    """How the plan stands by its stored judgement, and what the progress clause says of it, as its history keeps it.

    Three queries; of a formal plan two more.
    """
    stored = Forecast.objects.filter(plan=plan).select_related("milestone").first()
    rule = rule_of(plan, list(plan.milestones.order_by("position")), at=at)
    step = stored.milestone if stored is not None else None
    chance = stored.by_end if stored is not None else None
    return {
        "real": rule.real,
        "verdict": stored.verdict if stored is not None else "",
        "step": step.position if step is not None else None,
        "chance": None if chance is None else float(chance),
        "is_signed": rule.is_signed,
        "is_extension": rule.is_extension,
        "days_left": rule.formal.days_left if rule.formal is not None else None,
    }
