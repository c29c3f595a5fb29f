"""Peers: people of the same job role past their ramp. Anonymous wherever they are shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, ExpressionWrapper, F, Q, QuerySet, Window
from django.db.models.functions import MD5, Cast, RowNumber

from salesgym.compiled import compiled
from salesgym.numbers.calculations.statistics.measured import Counted, Measured, Rate, measured
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import Series, weekly_series
from salesgym.people.models import Membership, User

PEER_WEEKS = 13
FEWEST_PEER_WEEKS = 8
# Enough for any prior and any share; more would only take longer.
MOST_PEERS = 60
# An order that has nothing to do with who they are.
UNBIASED = MD5(Cast("pk", CharField()))


@dataclass(frozen=True, slots=True)
class Peers:
    """The weeks of peers, per metric. Those with fewer than eight weeks of it say nothing about it."""

    series: Mapping[tuple[int, int], Series]

    def of(self, metric: Metric) -> list[Series]:
        """Every peer's series of this metric that has enough weeks."""
        return [
            one
            for (_rep, metric_id), one in self.series.items()
            if metric_id == metric.pk and sum(week.is_weighed for week in one.weeks) >= FEWEST_PEER_WEEKS
        ]

    def windows(self, metric: Metric) -> list[rates.Window]:
        """One number for each of these peers, as far as it is known."""
        return list(self.windows_by_rep(metric).values())

    def windows_by_rep(self, metric: Metric) -> dict[int, rates.Window]:
        """The same by the peers' ids."""
        found = {rep: one.window() for (rep, metric_id), one in self.series.items() if metric_id == metric.pk}
        # The weeks of a window are those that `of` counts; counting them twice takes a third longer.
        return {
            rep: window
            for rep, window in found.items()
            if window.weeks >= FEWEST_PEER_WEEKS and window.value is not None
        }

    def measured(self, metric: Metric) -> list[Measured]:
        """The same as estimates take it; for a ratio those whose weeks are a share."""
        return [measured(one.weeks, metric.kind) for one in self.of(metric)]

    def counted(self, metric: Metric) -> list[Counted]:
        return [one for one in self.measured(metric) if isinstance(one, Counted)]

    def rates(self, metric: Metric) -> list[Rate]:
        return [one for one in self.measured(metric) if isinstance(one, Rate)]


def peer_ids(rep: User, *, on: date) -> list[int]:
    """Up to sixty peers of this rep: the same ones on every page, whoever reads it. One query."""
    if rep.job_role_id is None:
        return []
    return list(
        same_role(rep.job_role_id, on=on).exclude(pk=rep.pk).values_list("pk", flat=True)[:MOST_PEERS]
    )


def peers_of(rep: User, metrics: Collection[Metric], *, until: date, weeks: int = PEER_WEEKS) -> Peers:
    """The peers of a rep with these metrics over the complete weeks before the week of `until`. Two queries."""
    ids = peer_ids(rep, on=until)
    return Peers(weekly_series(ids, metrics, until=until, weeks=weeks) if ids else {})


def peer_ids_by_role(role_ids: Collection[int], *, on: date) -> dict[int, list[int]]:
    """For batches: the first sixty-one of each role, so that a rep is left out and sixty remain. One query."""
    found: dict[int, list[int]] = {role_id: [] for role_id in role_ids}
    for role_id, pk in _first_of_roles(tuple(role_ids), on=on):
        if role_id is not None:
            found[role_id].append(pk)
    return found


@compiled
def _first_of_roles(role_ids: tuple[int, ...], *, on: date) -> QuerySet[User, tuple[int | None, int]]:
    place = Window(RowNumber(), partition_by=F("job_role"), order_by=UNBIASED)
    rows = _past_ramp(on=on).filter(job_role__in=role_ids).annotate(place=place)
    return rows.filter(place__lte=MOST_PEERS + 1).order_by("place").values_list("job_role", "pk")


def without(rep_id: int, ids: Collection[int]) -> list[int]:
    """The sixty peers of this rep among those of their role: the ones `peer_ids` gives."""
    return [pk for pk in ids if pk != rep_id][:MOST_PEERS]


def same_role(role_id: int, *, on: date) -> QuerySet[User]:
    """Everybody of this role past its ramp, in the order in which peers are taken."""
    return _past_ramp(on=on).filter(job_role=role_id).order_by(UNBIASED)


def _past_ramp(*, on: date) -> QuerySet[User]:
    """Active members of teams past the ramp of their role."""
    ramp_ends_on = ExpressionWrapper(F("joined_on") + 7 * F("job_role__ramp_weeks"), output_field=DateField())
    return (
        User.objects.active()
        .alias(ramp_ends_on=ramp_ends_on)
        .filter(
            Q(joined_on=None) | Q(ramp_ends_on__lte=on), pk__in=Membership.objects.today().values("person")
        )
    )
