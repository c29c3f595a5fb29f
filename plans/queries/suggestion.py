"""A staircase that suits one rep, and what it was suggested from: three queries at most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from plans.calculations.forecast.basis import OVER_TRIALS, Basis
from plans.calculations.targets.bars import Bars
from plans.calculations.timeline import steps as timeline
from plans.calculations.timeline.best_change import BestChange, best_change
from plans.calculations.timeline.parts import FORMAL_LONGEST, LeaveSpan
from plans.calculations.timeline.real_change import is_clear
from plans.calculations.timeline.sales_cycle import Cycle
from plans.calculations.timeline.step_runs import RUN_WEEKS, usual_last_run
from plans.calculations.timeline.steps import MOST_WEEKS, Suggestion
from plans.calculations.timeline.weekly import known_weeks
from plans.models import Plan
from plans.queries.days_off import leave_of
from plans.queries.sales_cycle import cycle_of
from salesgym.errors import Refused
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import weekly_series

HISTORY_WEEKS = 52
# A deal opened is a result at once; what closes deals shows after their cycle.
OPENS_DEALS = ("opportunities",)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a staircase is suggested from. `basis` is what the number is judged by, None where too little is known.

    `bars` are those of the plan. `best` is the rep's best change where it is clearly one. `cycle` is known for results
    alone: numbers that show once deals are closed.
    """

    metric: Metric
    until: date
    basis: Basis | None
    bars: Bars
    best: BestChange | None
    is_result: bool
    cycle: Cycle | None
    open_deals: int
    leave: tuple[LeaveSpan, ...]
    weeks_wanted: int | None

    @property
    def cycle_weeks(self) -> int | None:
        """Before so many weeks a result cannot show; None where that does not matter, or is not known."""
        return self.cycle.weeks if self.is_result and self.cycle is not None else None

    @property
    def told_within(self) -> int | None:
        """The shortest plan that tells the change from luck; None where no plan may last so long."""
        weeks = self.bars.told_within
        return weeks if weeks is not None and weeks <= MOST_WEEKS else None

    @property
    def trials_a_week(self) -> float | None:
        """Chances or deals in a usual week; None where the number has none, or nobody knows."""
        return self.basis.usual if self.basis is not None and self.basis.kind in OVER_TRIALS else None

    @property
    def is_expected(self) -> bool:
        """Whether the target comes back by itself, so that there is nothing to tell."""
        return self.basis is not None and not self.basis.is_ahead


@dataclass(frozen=True, slots=True)
class Suggested:
    """The staircase that suits with the run of its last step, or the refusal that says why there is none."""

    grounds: Grounds
    starts_on: date
    run_weeks: int
    steps: Suggestion | None
    refusal: Refused | None = None

    def stored(self) -> dict[str, Any]:
        """What is kept beside the steps that are agreed: the suggestion, its reasons and their inputs."""
        kept: dict[str, Any] = {"inputs": _inputs(self)}
        if self.steps is None:
            return kept | {"refusal": str(self.refusal), "weeks": None, "parts": [], "steps": []}
        return kept | {
            "refusal": "",
            "weeks": self.steps.weeks,
            "ends_on": self.steps.ends_on.isoformat(),
            "is_cut": self.steps.is_cut,
            "parts": [
                {"reason": str(part.reason), "weeks": _finite(part.weeks), "is_at_least": part.is_at_least}
                for part in self.steps.parts
            ],
            "run_weeks": self.run_weeks,
            "steps": [
                {"target": f"{step.target.normalize():f}", "due_on": step.due_on.isoformat()}
                for step in self.steps.steps
            ],
        }


def grounds_of(plan: Plan, basis: Basis | None, bars: Bars, *, on: date) -> Grounds:
    """What is known for the timeline of a plan with a number and a start. Three queries at most. LookupError without."""
    metric = plan.metric
    if metric is None or plan.baseline is None:
        raise LookupError("A plan without a start has no timeline to suggest.")
    until = plan.baseline_until + timedelta(days=1) if plan.baseline_until else on
    series = weekly_series([plan.rep_id], [metric], until=until, weeks=HISTORY_WEEKS)
    gap = abs(float((plan.target or plan.baseline) - plan.baseline))
    is_result = shows_when_deals_close(metric)
    cycle, still_open = cycle_of(plan.rep_id, on=on) if is_result else (None, 0)
    return Grounds(
        metric=metric,
        until=until,
        basis=basis,
        bars=bars,
        best=_best(series[plan.rep_id, metric.pk].weeks, metric, gap, basis),
        is_result=is_result,
        cycle=cycle,
        open_deals=still_open,
        leave=_leave(plan, on),
        weeks_wanted=_wanted(plan),
    )


def suggest(plan: Plan, grounds: Grounds, *, starts_on: date) -> Suggested:
    """The staircase for these grounds from this first day on. No query.

    Its last step asks for the mark and takes the run that are fairest for the target.
    """
    lists = grounds.bars.lists
    run = lists.suggested.weeks if lists is not None else usual_last_run(RUN_WEEKS[0], full_weeks=MOST_WEEKS)
    target = plan.target or Decimal(0)
    if lists is not None and lists.goal == float(target):
        target = _stored(lists.suggested.mark, target)
    try:
        steps = timeline.suggest(
            baseline=plan.baseline or Decimal(0),
            target=target if _is_ahead(plan, target) else plan.target or Decimal(0),
            starts_on=starts_on,
            weeks_to_tell=grounds.told_within,
            best_change_weeks=grounds.best.weeks if grounds.best else None,
            cycle=grounds.cycle,
            is_formal=plan.kind != Plan.Kind.COACHING,
            is_result=grounds.is_result,
            leave=grounds.leave,
            weeks_wanted=grounds.weeks_wanted,
            earliest_weeks=RUN_WEEKS[0] + (1 if starts_on.weekday() else 0),
            trials_a_week=grounds.trials_a_week,
        )
    except Refused as refusal:
        return Suggested(grounds, starts_on, run, None, refusal)
    return Suggested(grounds, starts_on, run, steps)


def suggest_at_length(
    plan: Plan, grounds: Grounds, *, starts_on: date, bars_to: Callable[[date], Bars]
) -> Suggested:
    """The same with run and mark those of a plan of its own length: `bars_to` gives the bars of one that ends on a day."""
    first = suggest(plan, grounds, starts_on=starts_on)
    if first.steps is None:
        return first
    bars = replace(bars_to(first.steps.ends_on), told_within=grounds.bars.told_within)
    return suggest(plan, replace(grounds, bars=bars), starts_on=starts_on)


def _stored(mark: float, goal: Decimal) -> Decimal:
    """A mark as the column keeps it; the goal itself stays as it is."""
    return goal if mark == float(goal) else Decimal(repr(mark)).quantize(timeline.FINEST)


def _is_ahead(plan: Plan, value: Decimal) -> bool:
    down = bool(plan.metric and plan.metric.lower_is_better)
    return timeline.is_beyond(value, plan.baseline or Decimal(0), lower_is_better=down)


def shows_when_deals_close(metric: Metric) -> bool:
    """True for results: numbers from closed deals that the rep does not decide alone."""
    counted = metric if metric.is_stored else metric.numerator
    if metric.control == Metric.Control.ACTIVITY or counted is None:
        return False
    return counted.from_deals and counted.key not in OPENS_DEALS


def longest_weeks(plan: Plan) -> int:
    """How many weeks a plan of this kind may last."""
    return MOST_WEEKS if plan.kind == Plan.Kind.COACHING else FORMAL_LONGEST


def _best(weeks: Sequence[Week], metric: Metric, gap: float, basis: Basis | None) -> BestChange | None:
    """The best change of the last year, where it is clearly one. Weeks that say nothing are left out; leave carries less."""
    if basis is None:
        return None
    known = known_weeks(weeks, has_denominator=metric.has_denominator)
    found = best_change(weekly=known, gap=gap, lower_is_better=metric.lower_is_better)
    return found if found is not None and is_clear(found, weekly=known, basis=basis) else None


def _leave(plan: Plan, on: date) -> tuple[LeaveSpan, ...]:
    """Leave that is known for the time in which the plan may run, the earliest first."""
    first = max(plan.starts_on or on, on)
    last = first + timedelta(weeks=MOST_WEEKS + 1)
    near = (span for span in leave_of(plan) if span[1] >= first and span[0] <= last)
    return tuple(LeaveSpan(*span) for span in near)


def _wanted(plan: Plan) -> int | None:
    """How long somebody asked the plan to be on the page before."""
    wanted = plan.suggested.get("weeks_wanted")
    return wanted if isinstance(wanted, int) and 0 < wanted <= MOST_WEEKS else None


def _inputs(suggested: Suggested) -> dict[str, Any]:
    grounds = suggested.grounds
    best, cycle, basis = grounds.best, grounds.cycle, grounds.basis
    return {
        "starts_on": suggested.starts_on.isoformat(),
        "until": grounds.until.isoformat(),
        "expected": basis and basis.expected,
        "trials_a_week": _finite(grounds.trials_a_week),
        "weeks_to_tell": grounds.bars.weeks_to_tell,
        "best_change": best and {"weeks": best.weeks, "before": best.before, "after": best.after},
        "cycle": cycle
        and {
            "days": cycle.days,
            "deals": cycle.deals,
            "open": grounds.open_deals,
            "is_at_least": cycle.is_at_least,
        },
        "leave": [[away.first_on.isoformat(), away.last_on.isoformat()] for away in grounds.leave],
        "weeks_wanted": grounds.weeks_wanted,
    }


def _finite(value: float | None) -> float | None:
    """JSON knows no infinity: what is never told apart is kept as nothing."""
    return value if value is not None and isfinite(value) else None
