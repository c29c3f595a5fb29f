"""Two years of weekly numbers, deals and quotas for every rep of the bench."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from coaching.management.bench import world
from coaching.management.bench.rows import write
from coaching.management.bench.world import Span
from salesgym.numbers.calculations.money.attainment import QUARTER, calendar_period
from salesgym.numbers.models import Deal, Metric, Quota, Source, WeeklyValue

VALUE = ("rep", "metric", "week_start", "value", "source", "entered_at")
DEAL = (
    *("source", "external_id", "owner", "name", "stage", "amount_minor", "currency"),
    *("opened_on", "closed_on"),
)


def grow(span: Span, rep_ids: Iterable[int]) -> None:
    """Write the values, deals and quotas of these reps."""
    rep_ids = list(rep_ids)
    metrics = dict(Metric.objects.filter(key__in=world.METRICS).values_list("key", "pk"))
    source, _is_new = Source.objects.get_or_create(name="CRM")
    quarter = calendar_period(span.on, QUARTER).starts_on
    write(WeeklyValue, VALUE, _values(span, rep_ids, metrics))
    write(Deal, DEAL, (deal for rep_id in rep_ids for deal in _deals(span, rep_id, source.pk)))
    write(
        Quota,
        ("rep", "starts_on", "months", "amount"),
        ((rep_id, quarter, QUARTER, 90_000) for rep_id in rep_ids),
    )


def _values(span: Span, rep_ids: list[int], metrics: dict[str, int]) -> Iterator[tuple[object, ...]]:
    columns = [metrics[key] for key in world.METRICS]
    at = span.at.isoformat()
    for rep_id in rep_ids:
        draw = world.chance("values", rep_id)
        for week in span.mondays:
            meetings = draw.randint(14, 24)
            opened = sum(draw.random() < 0.22 for _ in range(meetings))
            decided = draw.randint(2, 6)
            wins = sum(draw.random() < 0.24 for _ in range(decided))
            figures = (meetings, opened, wins, decided, wins * draw.randint(60, 110) * 100)
            for metric, figure in zip(columns, figures, strict=True):
                yield (rep_id, metric, week, figure, "import", at)


def _deals(span: Span, rep_id: int, source: int) -> Iterator[tuple[object, ...]]:
    """The deals of a rep, opened at even distances over the last year; the newest eighth is still open."""
    draw = world.chance("deals", rep_id)
    for place in range(world.DEALS):
        opened = span.on - timedelta(days=364 - place * 9)
        is_open = place >= world.DEALS * 7 // 8
        closed: date | None = None if is_open else opened + timedelta(days=draw.randint(9, 45))
        stage = "open" if is_open else "won" if draw.random() < 0.3 else "lost"
        amount = draw.randint(40, 160) * 10_000
        yield (source, f"{rep_id}-{place}", rep_id, f"Deal {place}", stage, amount, "USD", opened, closed)
