"""Which numbers of whom are watched for a drift, and what another look at them brings. Nothing is written here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from salesgym.errors import Refused
from salesgym.numbers.calculations.money.attainment import ramp_end
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
from salesgym.numbers.calculations.statistics.setting_weeks import Setting
from salesgym.numbers.calculations.statistics.signals import Side
from salesgym.numbers.calculations.statistics.usual_range import UsualRange
from salesgym.numbers.calculations.statistics.usual_weeks import Tally, Usual
from salesgym.numbers.calculations.weeks.calendar import complete_weeks, monday
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS, Week
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.queries import scorecard, stale
from salesgym.numbers.queries.scorecard import Series
from salesgym.numbers.queries.signals.leading import leading, told_by
from salesgym.numbers.queries.usual import settings_of, usual_of
from salesgym.people.models import Membership, User

WEEKS = BASELINE_WEEKS + TESTED_WEEKS
# How inputs say that a drift ended without the number coming back.
NEW_LEVEL, CORRECTED = "new level", "corrected"

SignalsBy = Mapping[tuple[int, int], Sequence[EarlySignal]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at one number of one rep brought, with the weeks it was made from.

    `usual` is what every page calls usual, None where that is not known yet; `figure` the last four weeks as one
    number.
    """

    rep_id: int
    metric: Metric
    look: Look
    weeks: Sequence[Tally]
    known: Mapping[tuple[date, date], EarlySignal]
    usual: UsualRange | None
    figure: float | None

    def reading(self, drift: Drift) -> Reading:
        """The drift as it stands: from its beginning to its alarm, or to the newest week while it lasts."""
        last = drift.week if drift.ending else date.max
        return read([week for week in self.weeks if drift.since <= week.starts_on <= last])

    def signal_of(self, drift: Drift) -> EarlySignal:
        """The row that this drift was read from."""
        return self.known[drift.since, drift.week]


def watched_metrics() -> list[Metric]:
    """The leading numbers, in the order of pages."""
    return leading(scorecard.metrics().values())


def watched_reps(rep_ids: Collection[int]) -> dict[int, date]:
    """Those of them who may sign in and are in a team today, each with the day from which their weeks are watched.

    That is the end of the ramp of their role, which begins on the day they joined: in ramp every number moves. Without
    that day they are watched from the first week on.
    """
    found = (
        User.objects.active()
        .filter(pk__in=rep_ids)
        .filter(pk__in=Membership.objects.today().values("person"))
    )
    rows = found.order_by("pk").values_list("pk", "joined_on", "job_role__ramp_weeks")
    return {pk: ramp_end(joined_on, ramp or 0) or date.min for pk, joined_on, ramp in rows}


def reps_by_team() -> list[list[int]]:
    """Everybody in a team today, a list for each team."""
    teams: defaultdict[int, list[int]] = defaultdict(list)
    for team, person in Membership.objects.today().order_by("team", "person").values_list("team", "person"):
        teams[team].append(person)
    return list(teams.values())


def look_again(reps: Mapping[int, date], *, until: date, false_alarms_a_year: float) -> list[Finding]:
    """Every watched number of these reps looked at, up to the last complete week. Four queries for any number.

    `reps` has for each the day from which their weeks are watched. Where nothing is usual yet, nothing new is found.
    """
    metrics = watched_metrics()
    settings = settings_of(reps, on=until)
    weeks = max([WEEKS, *(setting.weeks_back(until) for setting in settings.values())])
    mondays = complete_weeks(until=until, weeks=weeks)
    series = scorecard.weekly_series(reps, metrics, until=until, weeks=weeks, with_spread=True)
    known = _known(reps, metrics, since=mondays[0])
    findings = []
    for rep_id, watched_from in reps.items():
        watched = {
            metric: _watched(
                metric, metrics, series[rep_id, metric.pk].since(_next_monday(watched_from)), known
            )
            for metric in metrics
        }
        looks = look(
            watched,
            seen_from=mondays[0],
            tested_from=mondays[-TESTED_WEEKS],
            false_alarms_a_year=false_alarms_a_year,
        )
        findings += [
            _finding(metric, found, watched[metric], series[rep_id, metric.pk], settings[rep_id], known)
            for metric, found in looks.items()
            if found != Look()
        ]
    return findings


def _finding(
    metric: Metric, found: Look, watched: Watched, series: Series, setting: Setting, known: SignalsBy
) -> Finding:
    usual = _usual(metric, series, setting)
    figure = series.window(last=ROLLING_WEEKS).value
    return Finding(
        rep_id=series.rep_id,
        metric=metric,
        look=found if usual else replace(found, found=()),
        weeks=watched.weeks,
        known=_by_weeks(known[series.rep_id, metric.pk]),
        usual=usual,
        figure=None if figure is None else float(figure),
    )


def _next_monday(day: date) -> date:
    """The Monday of the first whole week from this day on."""
    return day if day == date.min else monday(day + timedelta(days=6))


def _usual(metric: Metric, series: Series, setting: Setting) -> UsualRange | None:
    try:
        return usual_of(metric, series, setting)
    except Refused:
        return None


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
        told_by=told_by(metric, metrics),
    )
