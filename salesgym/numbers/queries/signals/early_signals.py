"""Which numbers of whom are watched for a drift, and what another look at them brings. Nothing is written here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from salesgym.numbers.calculations.statistics.early_signal import (
    BASELINE_WEEKS,
    TESTED_WEEKS,
    Drift,
    Ending,
    Look,
    Reading,
    Watched,
    look,
    read,
)
from salesgym.numbers.calculations.statistics.measured import is_binomial
from salesgym.numbers.calculations.statistics.signals import Side
from salesgym.numbers.calculations.statistics.usual_weeks import Tally, Usual
from salesgym.numbers.calculations.weeks.calendar import complete_weeks
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.queries import scorecard, stale
from salesgym.numbers.queries.scorecard import Series
from salesgym.people.models import Membership, User

WEEKS = BASELINE_WEEKS + TESTED_WEEKS
# How inputs say that a drift ended without the number coming back.
NEW_LEVEL, CORRECTED = "new level", "corrected"

SignalsBy = Mapping[tuple[int, int], Sequence[EarlySignal]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at one number of one rep brought, with the weeks it was made from."""

    rep_id: int
    metric: Metric
    look: Look
    weeks: Sequence[Tally]
    known: Mapping[tuple[date, date], EarlySignal]

    def reading(self, drift: Drift) -> Reading:
        """The drift as it stands: from its beginning to its alarm, or to the newest week while it lasts."""
        last = drift.week if drift.ending else date.max
        return read(drift, [week for week in self.weeks if drift.since <= week.starts_on <= last])

    def signal_of(self, drift: Drift) -> EarlySignal:
        """The row that this drift was read from."""
        return self.known[drift.since, drift.week]


def watched_metrics() -> list[Metric]:
    """The leading numbers: what moves weeks before the result does, and is at least partly in the rep's own hands.

    That is each stage of the funnel that is a count, and each share between two counts, unless the buyer decides
    it (wins, win rate): those move late and for many reasons. Averages are left out, since a few deals make them.
    A stage is heard where no watched share ends in it, so that one story gives one signal: with calls and the
    share that are answered, conversations say nothing new, and would use up a part of the budget.
    """
    counts = Q(kind=Metric.Kind.COUNT, funnel_order__isnull=False)
    shares = Q(kind=Metric.Kind.RATIO, numerator__kind=Metric.Kind.COUNT, denominator__kind=Metric.Kind.COUNT)
    own = [Metric.Control.ACTIVITY, Metric.Control.SHARED]
    return list(Metric.objects.filter(counts | shares, control__in=own).order_by("position", "pk"))


def active_reps(rep_ids: Collection[int]) -> list[int]:
    """Those of them who may sign in and are in a team today."""
    found = (
        User.objects.active()
        .filter(pk__in=rep_ids)
        .filter(pk__in=Membership.objects.today().values("person"))
    )
    return list(found.order_by("pk").values_list("pk", flat=True))


def reps_by_team() -> list[list[int]]:
    """Everybody in a team today, a list for each team."""
    teams: defaultdict[int, list[int]] = defaultdict(list)
    for team, person in Membership.objects.today().order_by("team", "person").values_list("team", "person"):
        teams[team].append(person)
    return list(teams.values())


def look_again(rep_ids: Collection[int], *, until: date, false_alarms_a_year: float) -> list[Finding]:
    """Every watched number of these reps looked at, up to the last complete week. Three queries for any number."""
    metrics = watched_metrics()
    mondays = complete_weeks(until=until, weeks=WEEKS)
    series = scorecard.weekly_series(rep_ids, metrics, until=until, weeks=WEEKS)
    known = _known(rep_ids, metrics, since=mondays[0])
    findings = []
    for rep_id in rep_ids:
        watched = {metric: _watched(metric, metrics, series[rep_id, metric.pk], known) for metric in metrics}
        looks = look(
            watched,
            seen_from=mondays[0],
            tested_from=mondays[-TESTED_WEEKS],
            false_alarms_a_year=false_alarms_a_year,
        )
        findings += [
            Finding(rep_id, metric, found, watched[metric].weeks, _by_weeks(known[rep_id, metric.pk]))
            for metric, found in looks.items()
            if found != Look()
        ]
    return findings


def tallies(weeks: Iterable[Week]) -> list[Tally]:
    """The weeks that say something: counts by the share of the week that was worked, ratios by what was tried."""
    found = []
    for week in weeks:
        out_of = week.exposure if week.denominator is None else week.denominator
        if week.numerator is not None and week.is_weighed and out_of > 0:
            found.append(Tally(week.starts_on, float(week.numerator), float(out_of)))
    return found


def inputs_of(drift: Drift, reading: Reading) -> dict[str, float | str | bool]:
    """Everything an alarm was worked out from, for its row: `drift_from` reads it back."""
    usual = drift.usual
    return {
        "centre": usual.centre,
        "shift": usual.shift,
        "sigma": usual.sigma,
        "weeks": usual.weeks,
        "count": usual.count,
        "out_of": usual.out_of,
        "first": usual.first.isoformat(),
        "last": usual.last.isoformat(),
        "is_share": usual.is_share,
        "threshold": drift.threshold,
        "counted_from": drift.counted_from.isoformat(),
        "drift_weeks": reading.weeks,
        "drift_count": reading.count,
        "drift_out_of": reading.out_of,
        "is_together": reading.is_together,
        "ending": NEW_LEVEL if drift.ending and drift.ending.has_settled else "",
    }


def usual_from(inputs: Mapping[str, float | str | bool]) -> Usual:
    """What was usual when an alarm was found, as its row keeps it."""
    return Usual(
        centre=float(inputs["centre"]),
        shift=float(inputs["shift"]),
        sigma=float(inputs["sigma"]),
        weeks=int(inputs["weeks"]),
        count=float(inputs["count"]),
        out_of=float(inputs["out_of"]),
        first=date.fromisoformat(str(inputs["first"])),
        last=date.fromisoformat(str(inputs["last"])),
        is_share=bool(inputs["is_share"]),
    )


def drift_from(signal: EarlySignal) -> Drift:
    """A stored alarm as the arithmetic follows it."""
    ending = (
        Ending(signal.ended_on, has_settled=signal.inputs.get("ending") == NEW_LEVEL)
        if signal.ended_on
        else None
    )
    return Drift(
        Side(signal.side),
        date.fromisoformat(str(signal.inputs["counted_from"])),
        signal.since,
        signal.week,
        usual_from(signal.inputs),
        float(signal.inputs["threshold"]),
        ending,
    )


def managers_of(rep_ids: Collection[int]) -> dict[int, set[int]]:
    """Who may look after each of these reps today: their team's managers, for those away the deputies. Three queries."""
    teams = dict(Membership.objects.today().filter(person__in=rep_ids).values_list("person", "team"))
    by_team = stale.managers_of_teams(set(teams.values()))
    return {rep: by_team[team] - {rep} for rep, team in teams.items()}


def _known(rep_ids: Collection[int], metrics: Sequence[Metric], *, since: date) -> SignalsBy:
    rows = EarlySignal.objects.filter(Q(ended_on=None) | Q(ended_on__gte=since), rep__in=rep_ids)
    found: defaultdict[tuple[int, int], list[EarlySignal]] = defaultdict(list)
    for signal in rows.filter(metric__in=metrics).order_by("week"):
        found[signal.rep_id, signal.metric_id].append(signal)
    return found


def _by_weeks(signals: Sequence[EarlySignal]) -> dict[tuple[date, date], EarlySignal]:
    return {(signal.since, signal.week): signal for signal in signals}


def _watched(metric: Metric, metrics: Sequence[Metric], series: Series, known: SignalsBy) -> Watched:
    is_share = metric.has_denominator and is_binomial(series.weeks)
    return Watched(
        weeks=tallies(series.weeks),
        is_share=is_share,
        known=[drift_from(signal) for signal in known[series.rep_id, metric.pk]],
        told_by=[other for other in metrics if other.numerator_id == metric.pk],
    )
