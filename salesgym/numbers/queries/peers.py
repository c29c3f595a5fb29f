"""Peers: people of the same job role past their ramp. Anonymous wherever they are shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import MD5, Cast

from salesgym.numbers.calculations.measured import Counted, Measured, Rate
from salesgym.numbers.calculations.measuring import measured
from salesgym.numbers.calculations.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import Series, weekly_series
from salesgym.people.models import Membership, Today, User

PEER_WEEKS = 13
FEWEST_PEER_WEEKS = 8
# Enough for any prior and any share; more would only take longer.
MOST_PEERS = 60


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

    def windows(self, metric: Metric) -> list[Window]:
        """One number for each of these peers, as far as it is known."""
        return [window for one in self.of(metric) if (window := one.window()).value is not None]

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
        _same_role(rep.job_role_id, on=on).exclude(pk=rep.pk).values_list("pk", flat=True)[:MOST_PEERS]
    )


def peers_of(rep: User, metrics: Collection[Metric], *, until: date, weeks: int = PEER_WEEKS) -> Peers:
    """The peers of a rep with these metrics over the complete weeks before the week of `until`. Two queries."""
    ids = peer_ids(rep, on=until)
    return Peers(weekly_series(ids, metrics, until=until, weeks=weeks) if ids else {})


def _same_role(role_id: int, *, on: date) -> QuerySet[User]:
    """Active members of teams in this role, past ramp; in an order that has nothing to do with who they are."""
    running = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=Today()), starts_on__lte=Today())
    ramp_ends_on = ExpressionWrapper(F("joined_on") + 7 * F("job_role__ramp_weeks"), output_field=DateField())
    return (
        User.objects.active()
        .alias(ramp_ends_on=ramp_ends_on)
        .filter(
            Q(joined_on=None) | Q(ramp_ends_on__lte=on), job_role=role_id, pk__in=running.values("person")
        )
        .order_by(MD5(Cast("pk", CharField())))
    )
