"""The weeks that a plan makes the usual ones of its rep: those of the baseline that both signed."""

from collections.abc import Collection
from datetime import date, timedelta

from plans.calculations.forecast.basis import Kind
from plans.models import Plan
from plans.queries.basis import stored_bases
from salesgym.numbers.calculations.statistics.setting_weeks import Setting, before_newest, of_baseline

BASELINE_WEEKS = 13


def counts_on(plan: Plan, on: date) -> bool:
    """Whether both had signed this plan on this day and it was not closed before it."""
    begun, over = plan.activated_at, plan.closed_at
    return begun is not None and begun.date() <= on and (over is None or over.date() >= on)


def setting_of(plan: Plan, *, on: date) -> Setting:
    """The weeks that set what is usual for the rep of this plan on this day, where they have no other plan.

    The thirteen of its baseline where it counts on this day, with the spreads that were signed; as for everybody
    without a plan where it does not. The plan comes with its basis, else that is one query.
    """
    return _baseline(plan) if counts_on(plan, on) else before_newest(on)


def baselines_of(rep_ids: Collection[int], on: date) -> dict[int, Setting]:
    """The weeks of the baseline of the plan that counts on this day, by rep; reps without one are left out. One query."""
    signed = Plan.objects.filter(rep__in=rep_ids, activated_at__isnull=False)
    plans = signed.select_related("basis").only(
        "rep", "activated_at", "closed_at", "baseline_until", "starts_on", "basis__bases"
    )
    return {plan.rep_id: _baseline(plan) for plan in plans.order_by("activated_at") if counts_on(plan, on)}


def _baseline(plan: Plan) -> Setting:
    begins = plan.starts_on or (plan.activated_at or plan.created_at).date()
    until = plan.baseline_until or begins - timedelta(days=begins.weekday() + 1)
    return of_baseline(until, BASELINE_WEEKS, _spreads(plan))


def _spreads(plan: Plan) -> dict[int, float]:
    """The phi by metric that was signed with the plan, so that the numbers of colleagues move no range of it.

    Of shares and counts: an average keeps another figure there, and no range of money or averages follows from phi.
    """
    signed = getattr(plan, "basis", None)
    bases = stored_bases(signed.bases) if signed is not None else {}
    return {metric: basis.spread for metric, basis in bases.items() if basis.kind in {Kind.RATIO, Kind.COUNT}}
