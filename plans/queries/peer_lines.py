"""What the peers of a batch of plans say: each peer's weeks read once, each question answered once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import fsum

from plans.calculations.forecast.inputs import PeerFigures
from plans.calculations.forecast.team_change import Sums, change_of, weighed_alike
from plans.calculations.timeline.full_weeks import first_full_week
from plans.models import Plan
from plans.queries.step_lines import USUAL_WEEKS, weeks_read
from salesgym.numbers.calculations.statistics.peers import MIN_PEERS
from salesgym.numbers.calculations.weeks.calendar import WEEK, monday
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.peers import FEWEST_PEER_WEEKS, peer_ids_by_role, without
from salesgym.numbers.queries.scorecard import Series, weekly_series

# What the others changed by is taken out of these; of an average it would say little.
ASKED = (Metric.Kind.RATIO, Metric.Kind.COUNT, Metric.Kind.MONEY)
Key = tuple[int, int, date]


@dataclass(frozen=True, slots=True)
class Peer:
    """One peer beside one plan: the two sides of their number before its first week, and since; both have some."""

    rep_id: int
    before: Sums
    since: Sums


@dataclass(frozen=True, slots=True)
class Lookup:
    """The peers of a batch. `known` remembers what was asked: by role, metric and the day from which weeks count."""

    ids: Mapping[int, Sequence[int]]
    series: Mapping[tuple[int, int], Series]
    known: dict[Key, list[Peer]] = field(default_factory=dict)

    def of(self, plan: Plan) -> PeerFigures:
        """What the others of this plan's role did before it and since, the rep left out. An extension counts on. No query."""
        role_id, metric = plan.rep.job_role_id, plan.metric
        if metric is None or role_id is None or plan.counts_since is None or metric.kind not in ASKED:
            return PeerFigures()
        key = (role_id, metric.pk, plan.counts_since)
        if key not in self.known:
            self.known[key] = list(self._told(role_id, metric, key[2]))
        chosen = set(without(plan.rep_id, self.ids[role_id]))
        peers = [one for one in self.known[key] if one.rep_id in chosen]
        before, since = weighed_alike([one.before for one in peers], [one.since for one in peers])
        change = change_of(metric.kind, before, since) if len(peers) >= MIN_PEERS else 0.0
        return PeerFigures(len(peers), _value(before), _value(since), change)

    def _told(self, role_id: int, metric: Metric, counts_since: date) -> list[Peer]:
        # The rep's own weeks: a week that the plan shares with the time before it is on neither side.
        until, start = monday(counts_since), first_full_week(counts_since)
        first = until - USUAL_WEEKS * WEEK
        found = []
        for rep_id in self.ids[role_id]:
            weeks = self.series[rep_id, metric.pk].weeks
            before = [one for one in weeks if first <= one.starts_on < until and one.is_weighed]
            since = [one for one in weeks if one.starts_on >= start and one.is_weighed]
            peer = Peer(rep_id, _sums(before, metric.kind), _sums(since, metric.kind))
            # Whoever has numbers on one side alone would make the two sides those of different people.
            if len(before) >= FEWEST_PEER_WEEKS and peer.before[1] and peer.since[1]:
                found.append(peer)
        return found


def look_up(plans: Sequence[Plan], *, on: date) -> Lookup:
    """The peers of all these plans' reps, past ramp today, with the weeks from the first baseline on. Two queries."""
    asking = [plan for plan in plans if plan.metric and plan.metric.kind in ASKED and plan.rep.job_role_id]
    if not asking:
        return Lookup({}, {})
    ids = peer_ids_by_role({plan.rep.job_role_id for plan in asking if plan.rep.job_role_id}, on=on)
    everybody = sorted({pk for several in ids.values() for pk in several})
    metrics = {plan.metric.pk: plan.metric for plan in asking if plan.metric}
    series = weekly_series(everybody, list(metrics.values()), until=on, weeks=weeks_read(asking, on=on))
    return Lookup(ids, series)


def _sums(weeks: Sequence[Week], kind: str) -> Sums:
    """Successes and trials of a ratio; of counts and money the sum and the weeks worked."""
    total = fsum(float(week.numerator or 0) for week in weeks)
    if kind == Metric.Kind.RATIO:
        return total, fsum(float(week.denominator or 0) for week in weeks)
    return total, fsum(float(week.exposure) for week in weeks)


def _value(sums: Sums) -> float | None:
    return sums[0] / sums[1] if sums[1] else None
