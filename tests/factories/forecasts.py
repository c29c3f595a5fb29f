"""A plan's stored forecast: what a night's run would have written, without running it."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from plans.calculations.forecast.inputs import Ahead, ForecastInputs, Form, Measurement, PeerFigures, Why
from plans.models import Forecast, Milestone, Plan


def told(
    total: float, over: float, *, weeks: float = 6, form: Form = Form.SHARE, values: tuple[float, ...] = ()
) -> Measurement:
    """What some weeks said; they end on a fixed Sunday."""
    return Measurement(form, total, over, weeks, date(2026, 1, 5), date(2026, 2, 15), 1.0, values)


def give_forecast(
    plan: Plan,
    *,
    chance: float | None = 0.52,
    improved: float | None = 0.72,
    expected: float | None = 0.2,
    verdict: str = "keep going",
    before: Measurement | None = None,
    since: Measurement | None = None,
    peers: PeerFigures | None = None,
    why: dict[str, Why] | None = None,
) -> Forecast:
    """The forecast of a plan's first open step: 28 of 114 since the start, 54 of 247 before."""
    step = plan.milestones.filter(status="ahead").order_by("position").first()
    since = since or told(28, 114)
    inputs = ForecastInputs(
        on=timezone.localdate(),
        weeks_in=4,
        seed=plan.pk,
        ahead=_ahead(step, since) if step else None,
        before=before or told(54, 247, weeks=13),
        since=since,
        peers=peers or PeerFigures(6, 40, 140, 0.22, 0.04, 0.23, 0.24),
        unchanged=expected,
        hoped=float(plan.target or 0),
        likely=(0.2, 0.245, 0.3),
        why=why or {},
    )
    return Forecast.objects.create(
        plan=plan,
        worked_out_at=timezone.now(),
        status="on_track",
        milestone=step,
        chance=_kept(chance),
        improved=_kept(improved),
        expected=_kept(expected),
        verdict=verdict,
        inputs=inputs.to_json(),
    )


def _ahead(step: Milestone, since: Measurement) -> Ahead:
    target = None if step.target is None else float(step.target)
    first_on = step.due_on - timedelta(weeks=4)
    return Ahead(step.pk, step.measure, target, step.due_on, first_on, step.due_on, since, 2.0)


def _kept(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
