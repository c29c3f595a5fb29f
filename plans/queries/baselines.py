"""The weeks that a plan makes the usual ones of its rep: those of the baseline that both signed."""

from collections.abc import Collection
from datetime import date, timedelta

from plans.models import Plan
from salesgym.numbers.calculations.statistics.setting_weeks import Setting, before_newest, of_baseline

BASELINE_WEEKS = 13


def counts_on(plan: Plan, on: date) -> bool:
    """Whether both had signed this plan on this day and it was not closed before it."""
    begun, over = plan.activated_at, plan.closed_at
    return begun is not None and begun.date() <= on and (over is None or over.date() >= on)


def setting_of(plan: Plan, *, on: date) -> Setting:
    """The weeks that set what is usual for the rep of this plan on this day, where they have no other plan. No query.

    The thirteen of its baseline where it counts on this day; as for everybody without a plan where it does not.
    """
    return _baseline(plan) if counts_on(plan, on) else before_newest(on)


def baselines_of(rep_ids: Collection[int], on: date) -> dict[int, Setting]:
    """The weeks of the baseline of the plan that counts on this day, by rep; reps without one are left out. One query."""
    plans = Plan.objects.filter(rep__in=rep_ids, activated_at__isnull=False)
    rows = plans.only("rep", "activated_at", "closed_at", "baseline_until", "starts_on").order_by(
        "activated_at"
    )
    return {plan.rep_id: _baseline(plan) for plan in rows if counts_on(plan, on)}


def _baseline(plan: Plan) -> Setting:
    begins = plan.starts_on or (plan.activated_at or plan.created_at).date()
    return of_baseline(plan.baseline_until or begins - timedelta(days=begins.weekday() + 1), BASELINE_WEEKS)
