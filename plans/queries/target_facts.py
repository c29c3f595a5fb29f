"""What a target is judged by: the rep's own start as it was counted, and what their peers do already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from plans.models import Plan
from salesgym.errors import NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import (
    Counted,
    Measured,
    Prior,
    Rate,
    is_binomial,
    measured,
)
from salesgym.numbers.calculations.statistics.role_prior import share_prior
from salesgym.numbers.calculations.statistics.shrinkage import expected_without_help
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.peers import Peers, peers_of
from salesgym.numbers.queries.scorecard import weekly_series

BASELINE_WEEKS = 13


# Without slots: what follows from sixty peers is worked out once, a page asks for it at every place of its slider.
@dataclass(frozen=True)
class TargetFacts:
    """The start of one plan's number. `weeks` are the complete weeks up to `until`, oldest first.

    `start` is the baseline as estimates take it: a Counted, a Rate or Weekly values; None where it was typed
    as a bare value and no week is known. `value` is the baseline in the metric's own unit (.22 for 22 %).
    """

    metric: Metric
    until: date
    value: float
    start: Measured | None
    weeks: tuple[Week, ...]
    peers: Peers

    @property
    def is_share(self) -> bool:
        """True for a ratio whose weeks are a share, so that its trials can be told from luck one by one."""
        return self.metric.kind == Metric.Kind.RATIO and isinstance(self.start, Counted | None)

    @property
    def trials_a_week(self) -> float | None:
        """How many chances the rate has in a week worked; None where it is no rate, or nobody knows."""
        known = [week for week in self.weeks if week.is_weighed]
        worked = sum(float(week.exposure) for week in known)
        if not self.metric.has_denominator or not worked:
            return None
        return sum(float(week.denominator or 0) for week in known) / worked

    @cached_property
    def prior(self) -> Prior | None:
        """What the role says about a share, this rep among its reps: leaving out who starts low puts it too high."""
        if not isinstance(self.start, Counted):
            return None
        return share_prior([self.start, *self.peers.counted(self.metric)])

    @cached_property
    def start_with_peers(self) -> Counted | None:
        """A share's own trials plus the role's prior: the start that a plan is to be judged from."""
        if self.prior is None or not isinstance(self.start, Counted):
            return None
        return Counted(self.start.successes + self.prior.a, self.start.trials + self.prior.weight)

    @property
    def start_rate(self) -> float:
        """Where the rep stands without help: what is expected of a share, else the baseline."""
        if self.prior is None or not isinstance(self.start, Counted):
            return self.value
        return expected_without_help(self.start, self.prior)

    @cached_property
    def peers_measured(self) -> list[Measured]:
        """Each peer's weeks as estimates take them, all measured in the way of the rep's own start."""
        found = self.peers.measured(self.metric)
        kind = type(self.start or next(iter(found), None))
        return [one for one in found if isinstance(one, kind)]

    @cached_property
    def peer_values(self) -> list[float]:
        """What each peer does over their 13 weeks, unshrunk, in the metric's own unit: for anonymous dots."""
        return [float(window.value) for window in self.peers.windows(self.metric) if window.value is not None]


def target_facts(plan: Plan, *, on: date, weeks: Sequence[Week] | None = None) -> TargetFacts:
    """The facts of a plan that has a metric and a baseline. Three queries. Raises LookupError without them.

    `weeks` are the rep's 13 weeks of the metric where the page has them already: one query less.
    """
    metric = plan.metric
    if metric is None or plan.baseline is None:
        raise LookupError("A plan without a number has no target to judge.")
    until = plan.baseline_until + timedelta(days=1) if plan.baseline_until else on
    if weeks is None:
        series = weekly_series([plan.rep_id], [metric], until=until, weeks=BASELINE_WEEKS)
        weeks = series[plan.rep_id, metric.pk].weeks
    return TargetFacts(
        metric=metric,
        until=until,
        value=float(plan.baseline),
        start=start_of(plan, metric, weeks),
        weeks=tuple(weeks),
        peers=peers_of(plan.rep, [metric], until=until),
    )


def start_of(plan: Plan, metric: Metric, weeks: Sequence[Week]) -> Measured | None:
    """The baseline as it was kept with the plan where its counts are there, else as the weeks tell it."""
    numerator, denominator = plan.baseline_numerator, plan.baseline_denominator
    if metric.kind == Metric.Kind.RATIO and numerator is not None and denominator:
        if numerator <= denominator and is_binomial(weeks):
            return Counted(float(numerator), float(denominator))
    elif metric.kind == Metric.Kind.COUNT and numerator is not None and plan.baseline_weeks:
        known = _measured(weeks, metric)
        dispersion = known.dispersion if isinstance(known, Rate) else 1.0
        worked = float(numerator / plan.baseline) if plan.baseline else float(plan.baseline_weeks)
        return Rate(float(numerator), worked, dispersion)
    return _measured(weeks, metric)


def _measured(weeks: Sequence[Week], metric: Metric) -> Measured | None:
    try:
        return measured(weeks, metric.kind)
    except NotEnoughYet:
        return None
