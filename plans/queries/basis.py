"""What a plan's numbers are judged by: the rep's own weeks before it, and what their role says. Two queries."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models.fields.json import KeyTransform

from plans.calculations.forecast.basis import OVER_TRIALS, Basis, Kind
from plans.models import Milestone, Plan
from plans.queries.pace import AllSeries
from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.measured import LEAST_PRIOR, NormalPrior
from salesgym.numbers.calculations.statistics.role_figures import Figures, figures_for
from salesgym.numbers.calculations.weeks.calendar import ends_on, monday
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.role_figures import figures_on
from salesgym.numbers.queries.scorecard import weekly_series
from salesgym.people.models import User

BASELINE_WEEKS = 13


def bases_of(plan: Plan, steps: Sequence[Milestone], *, plan_weeks: int, on: date) -> dict[int, Basis]:
    """A basis for the plan's own number and for each number of its steps, by metric.

    `plan_weeks` is the plan's length in full weeks. A number of which too little is known has none.
    """
    goals = _goals(plan, steps, plan_weeks)
    until = plan.baseline_until + timedelta(days=1) if plan.baseline_until else on
    metrics = [metric for metric, _goal in goals.values()]
    series = weekly_series([plan.rep_id], metrics, until=until, weeks=BASELINE_WEEKS)
    role_id = plan.rep.job_role_id
    figures = figures_on([role_id], list(goals), on=until) if role_id is not None else {}
    return bases_from(plan, steps, series, figures, plan_weeks=plan_weeks, on=on)


def bases_from(
    plan: Plan,
    steps: Sequence[Milestone],
    series: AllSeries,
    figures: Mapping[tuple[int, int], Figures],
    *,
    plan_weeks: int,
    on: date,
) -> dict[int, Basis]:
    """The same from weeks and figures that are at hand. No query."""
    until = plan.baseline_until + timedelta(days=1) if plan.baseline_until else on
    found = {}
    for pk, (metric, goal) in _goals(plan, steps, plan_weeks).items():
        own = series.get((plan.rep_id, pk))
        if own is None:
            continue
        weeks = [week for week in own.weeks if week.starts_on < monday(until)][-BASELINE_WEEKS:]
        role = figures.get((plan.rep.job_role_id or 0, pk))
        try:
            found[pk] = _basis(plan, metric, goal, weeks, role, plan_weeks, until)
        except (Refused, ValueError):
            # A role in which everything, or nothing, ever succeeded has no prior to judge by.
            continue
    return found


def likely_today(
    rep: User, metric: Metric, weeks: Sequence[Week], role: Figures | None, *, on: date
) -> tuple[float, float] | None:
    """Between which values the level of a rep lies 4 times in 5, with no plan; None where too little is known.

    `weeks` are their last 13 complete ones, `role` the figures of their role. No query.
    """
    try:
        # What asks for nothing has no goal: the level follows from the rep's weeks and the role alone.
        return _basis(Plan(rep=rep), metric, 0.0, weeks, role, 1, on).likely
    except (Refused, ValueError):
        return None


def stored_bases(kept: Mapping[str, Mapping[str, object]]) -> dict[int, Basis]:
    """The bases that were stored with a plan, by metric; a row of another shape has none."""
    try:
        return {int(metric): Basis.from_json(basis) for metric, basis in kept.items()}
    except (KeyError, TypeError, ValueError):
        return {}


def judged() -> KeyTransform:
    """An annotation of plans, to be named `judged`: the bases of the stored judgement, as `kept_bases` reads them."""
    return KeyTransform("bases", "forecast__inputs")


def kept_bases(plan: Plan) -> dict[int, Basis]:
    """The bases that were signed with the plan, else those by which it was first judged; no query.

    The plan comes with its basis and with `judged()`.
    """
    signed = getattr(plan, "basis", None)
    if signed is not None and signed.bases:
        return stored_bases(signed.bases)
    first: Mapping[str, Any] | None = vars(plan)["judged"]
    return stored_bases(first) if first else {}


def _goals(plan: Plan, steps: Sequence[Milestone], plan_weeks: int) -> dict[int, tuple[Metric, float]]:
    """Each number with what is hoped for: the plan's target, of another number the furthest of its steps.

    A count since the start is hoped for evenly over the plan's weeks.
    """
    goals: dict[int, tuple[Metric, float]] = {}
    for step in steps:
        if step.metric is None or step.target is None or step.measure == Milestone.Measure.DONE:
            continue
        asked = float(step.target) / (plan_weeks if step.measure == Milestone.Measure.COUNT else 1)
        before = goals.get(step.metric.pk)
        furthest = min if step.metric.lower_is_better else max
        goals[step.metric.pk] = (step.metric, furthest(asked, before[1]) if before else asked)
    if plan.metric is not None and plan.target is not None:
        goals[plan.metric.pk] = (plan.metric, float(plan.target))
    return goals


def _basis(
    plan: Plan,
    metric: Metric,
    goal: float,
    weeks: Sequence[Week],
    role: Figures | None,
    plan_weeks: int,
    until: date,
) -> Basis:
    figures = figures_for(role, weeks, metric.kind, until=until - timedelta(days=1))
    kind = Kind(figures.kind)
    total, over, counted, last = _own(plan, metric, kind, weeks)
    sizes = tuple(_size(week, kind) for week in weeks if week.is_weighed)
    basis = Basis(
        kind=kind,
        total=total,
        over=over,
        weeks=counted,
        until=last,
        prior=_sides(figures),
        reps=figures.reps,
        spread=_spread(figures),
        week_sizes=sizes or (_usual(over, counted, kind),) * max(counted, 1),
        goal=goal,
        plan_weeks=plan_weeks,
        lower_is_better=metric.lower_is_better,
        seed=plan.pk or 0,
    )
    # What cannot be judged is refused here and not on every later day.
    _judged = basis.level, basis.usual
    return basis


def _sides(figures: Figures) -> tuple[float, float]:
    """Both numbers of the role's prior; a side of a share that is worth next to nothing is worth the least there is.

    The weeks of a Gamma prior stay what they are: those of money are far under one.
    """
    prior = figures.prior
    if isinstance(prior, NormalPrior):
        return prior.mean, prior.variance
    if figures.kind != Kind.RATIO:
        return prior.a, prior.b
    return max(prior.a, LEAST_PRIOR), max(prior.b, LEAST_PRIOR)


def _spread(figures: Figures) -> float:
    """The role's phi; of an average the squared coefficient of variation of one deal."""
    spread = figures.spread or 1.0
    return spread / figures.mean**2 if figures.kind == Kind.AVERAGE else spread


def _own(
    plan: Plan, metric: Metric, kind: Kind, weeks: Sequence[Week]
) -> tuple[float, float, int, date | None]:
    """The rep's own total and what it is over, how many weeks that was and up to which Sunday.

    For the plan's own number the sums that are kept with it, else those of the weeks.
    """
    signed = _kept(plan, kind) if metric.pk == plan.metric_id else None
    if signed is not None:
        return (*signed, plan.baseline_weeks or 0, plan.baseline_until)
    known = [week for week in weeks if week.is_weighed]
    total = sum((week.numerator or Decimal(0) for week in known), Decimal(0))
    over = sum(_size(week, kind) for week in known)
    return float(total), over, len(known), ends_on(known[-1].starts_on) if known else None


def _kept(plan: Plan, kind: Kind) -> tuple[float, float] | None:
    """The sums of the baseline that was kept with the plan; None where they are not known, or of another kind."""
    numerator, denominator = plan.baseline_numerator, plan.baseline_denominator
    if numerator is None or plan.baseline is None:
        return None
    if kind in OVER_TRIALS:
        if not denominator or (kind == Kind.RATIO and numerator > denominator):
            return None
        return float(numerator), float(denominator)
    worked = numerator / plan.baseline if plan.baseline else Decimal(plan.baseline_weeks or 0)
    return float(numerator), _whole_weeks(float(worked), plan.baseline_weeks or 0)


def _whole_weeks(worked: float, weeks: int) -> float:
    """The weeks worked; the kept value was rounded, so that within 1 % of all weeks all of them were worked."""
    return float(weeks) if abs(worked - weeks) <= 0.01 * weeks else worked


def _size(week: Week, kind: Kind) -> float:
    """What a week is divided by: its trials or deals, or the share of it that was worked."""
    return float(week.denominator or 0) if kind in OVER_TRIALS else float(week.exposure)


def _usual(over: float, weeks: int, kind: Kind) -> float:
    """A usual week where no single one is known: the start was typed by hand."""
    return over / weeks if kind in OVER_TRIALS and weeks else 1.0
