"""A plan's stored judgement: what a night's run would have written, without running it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.forecast.inputs import ForecastInputs, Measurement, PeerFigures, StepChances, Why
from plans.models import Forecast, Plan


def told(total: float, over: float, *, weeks: int = 6, kind: Kind = Kind.RATIO) -> Measurement:
    """What some weeks said; they end on a fixed Sunday."""
    return Measurement(kind, total, over, weeks, date(2026, 1, 5), date(2026, 2, 15))


def basis_of(plan: Plan, **more: object) -> Basis:
    """What a plan is judged by: 54 of 247 before it, among 9 people of the role who stand at 25 %."""
    usual: dict[str, object] = {
        "kind": Kind.RATIO,
        "total": 54.0,
        "over": 247.0,
        "weeks": 13,
        "until": date(2026, 1, 4),
        "prior": (25.0, 75.0),
        "reps": 9,
        "spread": 1.2,
        "week_sizes": (19.0,) * 13,
        "goal": float(plan.target or 0.28),
        "plan_weeks": 12,
        "lower_is_better": False,
        "seed": plan.pk,
    }
    return Basis(**{**usual, **more})  # type: ignore[arg-type]


def give_forecast(
    plan: Plan,
    *,
    by_date: float | None = 0.52,
    by_end: float | None = None,
    real: float | None = 0.72,
    expected: float | None = 0.2,
    verdict: str = "keep going",
    basis: Basis | None = None,
    since: Measurement | None = None,
    peers: PeerFigures | None = None,
    why: dict[str, Why] | None = None,
    is_pushed: bool = False,
    improved_on: date | None = None,
) -> Forecast:
    """The judgement of a plan whose first open step has these chances: 28 of 114 since the start, 54 of 247 before."""
    step = plan.milestones.filter(status="ahead").order_by("position").first()
    by_end = by_date if by_end is None else by_end
    told_of, stands = why or {}, {"is_pushed": is_pushed, "improved_on": improved_on}
    steps = (StepChances(step.pk, by_date, by_end, told_of.get("step")),) if step else ()
    inputs = replace(
        _inputs(plan, basis or basis_of(plan), since or told(28, 114), peers or PeerFigures(6, 0.23, 0.24)),
        steps=steps,
        **stands,
        why=told_of,
    )
    return Forecast.objects.create(
        plan=plan,
        worked_out_at=timezone.now(),
        status="needs_a_push" if is_pushed else "on_track",
        milestone=step if by_date is not None else None,
        by_date=_kept(by_date),
        by_end=_kept(by_end),
        real=_kept(real),
        expected=_kept(expected),
        verdict=verdict,
        **stands,
        inputs=inputs.to_json(),
    )


def _inputs(plan: Plan, basis: Basis, since: Measurement, peers: PeerFigures) -> ForecastInputs:
    return ForecastInputs(
        on=timezone.localdate(),
        weeks_in=4,
        seed=plan.pk,
        metric=plan.metric_id,
        bases={plan.metric_id or 0: basis},
        since=since,
        likely=(0.2, 0.245, 0.3),
        peers=peers,
    )


def _kept(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
