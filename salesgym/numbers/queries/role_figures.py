"""The figures of roles: those that are stored, and what they are worked out from."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.role_figures import SPREAD_WEEKS, Figures, role_figures
from salesgym.numbers.calculations.weeks.calendar import ends_on, last_complete_week
from salesgym.numbers.models import Metric, RoleFigures
from salesgym.numbers.queries.peers import MOST_PEERS, peer_ids_by_role
from salesgym.numbers.queries.scorecard import Series, metrics_by_id, weekly_series

# Job role and metric.
Key = tuple[int, int]


def figures_of(role_ids: Collection[int], metric_ids: Collection[int]) -> Mapping[Key, Figures]:
    """The stored figures by (role id, metric id); what has none is left out. One query."""
    rows = RoleFigures.objects.filter(job_role__in=role_ids, metric__in=metric_ids).values_list(
        "job_role_id", "metric_id", "kind", "reps", "until", "spread", "mean", "variance"
    )
    return {
        (role_id, metric_id): Figures(kind, reps, until, spread, mean, variance)
        for role_id, metric_id, kind, reps, until, spread, mean, variance in rows
    }


def figures_on(role_ids: Collection[int], metric_ids: Collection[int], *, on: date) -> Mapping[Key, Figures]:
    """The same; roles of which nothing is stored yet are worked out as of this day, with three queries more.

    What is frozen with a plan must not depend on whether the task that stores figures has run since an upgrade or a
    first import.
    """
    stored = figures_of(role_ids, metric_ids)
    missing = set(role_ids) - {role_id for role_id, _metric in stored}
    if not missing:
        return stored
    return {**stored, **dict(work_out(missing, on=on, metric_ids=metric_ids))}


def work_out(
    role_ids: Collection[int], *, on: date, metric_ids: Collection[int] | None = None
) -> Iterator[tuple[Key, Figures]]:
    """The figures of every metric in each of these roles, from the complete weeks before the week of `on`; of some
    metrics where they are named.

    They come from all active reps of a role past ramp, up to sixty, and every rep is judged by the same ones; see
    `role_figures` for the weeks that count. Roles and metrics that tell nothing yet are left out. Three queries.
    """
    ids = {role_id: reps[:MOST_PEERS] for role_id, reps in peer_ids_by_role(role_ids, on=on).items()}
    known = [metric for pk, metric in metrics_by_id().items() if metric_ids is None or pk in metric_ids]
    series = weekly_series(
        sorted({rep for reps in ids.values() for rep in reps}), known, until=on, weeks=SPREAD_WEEKS
    )
    until = ends_on(last_complete_week(on))
    for role_id in sorted(ids):
        for metric in known:
            if found := figures_from(series, ids[role_id], metric, until=until):
                yield (role_id, metric.pk), found


def figures_from(
    series: Mapping[tuple[int, int], Series], reps: Collection[int], metric: Metric, *, until: date
) -> Figures | None:
    """The figures of one metric in a role of these reps, from their series of 26 weeks up to this Sunday. No query.

    None where they tell nothing yet.
    """
    try:
        return role_figures((series[rep, metric.pk].weeks for rep in reps), metric.kind, until=until)
    except Refused:
        return None
