"""A staircase that suits one rep, and what it was suggested from: five queries at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import inf, isfinite
from typing import Any

from plans.calculations.targets.weeks_to_tell import LONGEST_WEEKS, Telling, telling
from plans.calculations.timeline import steps as timeline
from plans.calculations.timeline.best_change import BestChange, best_change
from plans.calculations.timeline.parts import FORMAL_LONGEST, LeaveSpan
from plans.calculations.timeline.sales_cycle import Cycle, TimedDeal, usual_cycle
from plans.calculations.timeline.steps import MOST_WEEKS, Suggestion
from plans.calculations.timeline.weekly import Week as Amount
from plans.models import Plan
from plans.queries.target_facts import BASELINE_WEEKS, TargetFacts, start_of
from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.measured import Counted, Weekly
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Deal, Metric
from salesgym.numbers.queries.peers import Peers, peers_of
from salesgym.numbers.queries.scorecard import weekly_series
from salesgym.people.models import Leave

HISTORY_WEEKS = 52
DEALS_OF_WEEKS = 104
MOST_DEALS = 1000
# A deal opened is a result at once; what closes deals shows after their cycle.
OPENS_DEALS = ("opportunities",)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a staircase is suggested from. `weeks_to_tell` is the minimum form; where it is None, `why_not` says why.

    `cycle` is known for results alone: numbers that show once deals are closed. `trials_a_week` is None where
    the number is no rate. `is_expected` says that the target comes back by itself: there is nothing to tell.
    """

    facts: TargetFacts
    trials_a_week: float | None
    weeks_to_tell: float | None
    why_not: Refused | None
    best: BestChange | None
    is_result: bool
    cycle: Cycle | None
    open_deals: int
    leave: tuple[LeaveSpan, ...]
    weeks_wanted: int | None
    is_expected: bool = False

    @property
    def cycle_weeks(self) -> int | None:
        """Before so many weeks a result cannot show; None where that does not matter, or is not known."""
        return self.cycle.weeks if self.is_result and self.cycle is not None else None


@dataclass(frozen=True, slots=True)
class Suggested:
    """The staircase that suits, or the refusal that says why there is none."""

    grounds: Grounds
    starts_on: date
    window_weeks: int
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
            "steps": [
                {"target": f"{step.target.normalize():f}", "due_on": step.due_on.isoformat()}
                for step in self.steps.steps
            ],
        }


def grounds_of(plan: Plan, *, on: date) -> Grounds:
    """What is known for the timeline of a plan with a number and a target. Five queries at most. LookupError without."""
    metric = plan.metric
    if metric is None or plan.baseline is None or plan.target is None:
        raise LookupError("A plan without a target has no timeline to suggest.")
    until = plan.baseline_until + timedelta(days=1) if plan.baseline_until else on
    weeks = weekly_series([plan.rep_id], [metric], until=until, weeks=HISTORY_WEEKS)[
        plan.rep_id, metric.pk
    ].weeks
    recent = weeks[-BASELINE_WEEKS:]
    start = start_of(plan, metric, recent)
    # A share alone is judged from a start with the peers in it.
    peers = peers_of(plan.rep, [metric], until=until) if isinstance(start, Counted) else Peers({})
    facts = TargetFacts(metric, until, float(plan.baseline), start, recent, peers)
    trials = _trials(plan, facts)
    told, why_not = _told(facts, trials, float(plan.target))
    is_result = shows_when_deals_close(metric)
    cycle, still_open = _cycle(plan, on) if is_result else (None, 0)
    return Grounds(
        facts=facts,
        trials_a_week=trials,
        weeks_to_tell=_least(facts, told),
        why_not=why_not,
        best=_best(weeks, metric, abs(float(plan.target - plan.baseline))),
        is_result=is_result,
        cycle=cycle,
        open_deals=still_open,
        leave=_leave(plan, on),
        weeks_wanted=_wanted(plan),
        is_expected=told is not None and told.is_expected,
    )


def suggest(plan: Plan, grounds: Grounds, *, starts_on: date, window_weeks: int) -> Suggested:
    """The staircase for these grounds from this first day on. No query."""
    try:
        steps = timeline.suggest(
            baseline=plan.baseline or Decimal(0),
            target=plan.target or Decimal(0),
            starts_on=starts_on,
            weeks_to_tell=grounds.weeks_to_tell,
            best_change_weeks=grounds.best.weeks if grounds.best else None,
            cycle=grounds.cycle,
            is_formal=plan.kind != Plan.Kind.COACHING,
            is_result=grounds.is_result,
            leave=grounds.leave,
            weeks_wanted=grounds.weeks_wanted,
            earliest_weeks=window_weeks + (1 if starts_on.weekday() else 0),
        )
    except Refused as refusal:
        return Suggested(grounds, starts_on, window_weeks, None, refusal)
    return Suggested(grounds, starts_on, window_weeks, steps)


def shows_when_deals_close(metric: Metric) -> bool:
    """True for results: numbers from closed deals that the rep does not decide alone."""
    counted = metric if metric.is_stored else metric.numerator
    if metric.control == Metric.Control.ACTIVITY or counted is None:
        return False
    return counted.from_deals and counted.key not in OPENS_DEALS


def longest_weeks(plan: Plan) -> int:
    """How many weeks a plan of this kind may last."""
    return MOST_WEEKS if plan.kind == Plan.Kind.COACHING else FORMAL_LONGEST


def _trials(plan: Plan, facts: TargetFacts) -> float | None:
    """Chances a week: as the weeks tell, else as the typed start does."""
    if not facts.metric.has_denominator:
        return None
    if facts.trials_a_week:
        return facts.trials_a_week
    if plan.baseline_denominator and plan.baseline_weeks:
        return float(plan.baseline_denominator) / plan.baseline_weeks
    return None


def _told(facts: TargetFacts, trials: float | None, target: float) -> tuple[Telling | None, Refused | None]:
    """How long until the target is told from luck, as the page before says it; or the refusal that says why nobody knows."""
    try:
        found = telling(
            start=facts.start,
            target=target,
            judged_from=facts.start_with_peers,
            trials_a_week=trials,
            lower_is_better=facts.metric.lower_is_better,
        )
    except Refused as refusal:
        return None, refusal
    return found, None


def _least(facts: TargetFacts, told: Telling | None) -> float | None:
    """The least weeks that tell; infinite where nobody waits so long. None where unknown, or nothing is to tell."""
    if told is None:
        return None
    # Money and averages have one form: the spread of their weeks is that of the start.
    weeks = told.weeks if isinstance(facts.start, Weekly) else told.at_least
    return inf if weeks is not None and weeks > LONGEST_WEEKS else weeks


def _best(weeks: Sequence[Week], metric: Metric, gap: float) -> BestChange | None:
    """The best change of the last year. Weeks that say nothing are left out; leave carries less."""
    known = [
        Amount(
            float(week.numerator or 0),
            float((week.denominator or 0) if metric.has_denominator else week.exposure),
        )
        for week in weeks
        if week.is_weighed
    ]
    return best_change(weekly=known, gap=gap, lower_is_better=metric.lower_is_better)


def _cycle(plan: Plan, on: date) -> tuple[Cycle | None, int]:
    """The usual cycle of the rep's deals of two years, and how many of them are open. One query."""
    deals = list(
        Deal.objects.filter(owner=plan.rep_id, opened_on__range=(on - timedelta(weeks=DEALS_OF_WEEKS), on))
        .order_by("-opened_on")
        .values_list("opened_on", "closed_on")[:MOST_DEALS]
    )
    took = [
        TimedDeal(((closed or on) - opened).days, closed is not None) for opened, closed in deals if opened
    ]
    try:
        return usual_cycle(took), sum(not one.is_closed for one in took)
    except Refused:
        return None, 0


def _leave(plan: Plan, on: date) -> tuple[LeaveSpan, ...]:
    """Leave that is known for the time in which the plan may run. One query."""
    first = max(plan.starts_on or on, on)
    last = first + timedelta(weeks=MOST_WEEKS + 1)
    rows = (
        Leave.objects.filter(person=plan.rep_id, ends_on__gte=first, starts_on__lte=last)
        .order_by("starts_on")
        .values_list("starts_on", "ends_on")
    )
    return tuple(LeaveSpan(first_on, last_on) for first_on, last_on in rows)


def _wanted(plan: Plan) -> int | None:
    """How long somebody asked the plan to be on the page before."""
    wanted = plan.suggested.get("weeks_wanted")
    return wanted if isinstance(wanted, int) and 0 < wanted <= MOST_WEEKS else None


def _inputs(suggested: Suggested) -> dict[str, Any]:
    grounds = suggested.grounds
    best, cycle = grounds.best, grounds.cycle
    return {
        "starts_on": suggested.starts_on.isoformat(),
        "window_weeks": suggested.window_weeks,
        "until": grounds.facts.until.isoformat(),
        "baseline": grounds.facts.value,
        "trials_a_week": _finite(grounds.trials_a_week),
        "weeks_to_tell": _finite(grounds.weeks_to_tell),
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
