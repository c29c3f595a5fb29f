"""The numbers of a check-in: the plan's own now and last time, whether that is usual, and what else stands out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from coaching.pages import drawings
from coaching.pages.plan.chances import Chance
from coaching.pages.plan.truth import truth
from coaching.queries.talk import Agenda
from plans import permissions
from plans.models import Plan
from plans.pages.review import clause_words
from plans.queries.formal_end import left_of
from plans.queries.pace import own_weeks
from salesgym.numbers.calculations.drawing.sparkline import Sparkline
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.pages.days import short_day
from salesgym.numbers.pages.rep import metric_card
from salesgym.numbers.pages.rep.metric_card import Judged
from salesgym.numbers.pages.rep.usual_range import between, drifted, newest
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.scorecard import Series
from salesgym.people.models import User

JUDGED_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is, what it is now, and what it was."""

    label: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """`known` is how far they reach, `usual` holds them against the rep's own range, `signals` are other numbers that
    drifted. `clause` says how the progress clause stands today. `quiet` is said where nothing is new or stands out. `good` is the best news in them, "" without any: it
    stands at the start of the talk."""

    figures: list[Figure] = field(default_factory=list)
    trend: Sparkline | None = None
    trend_label: str = ""
    trend_words: str = ""
    usual: str = ""
    signals: list[str] = field(default_factory=list)
    chances: tuple[Chance, ...] = ()
    known: str = ""
    good: str = ""
    quiet: str = ""
    clause: str = ""


def numbers(agenda: Agenda, *, reader: User, say: Sayers, on: date) -> Numbers | None:
    """The numbers of this agenda, read on this day; None for a pair whose plan has none, and without numbers to speak of."""
    found = agenda.numbers
    metric = found.opened.plan.metric if found is not None else None
    own = own_weeks(found.opened.plan, metric.pk, found.series) if found is not None and metric else None
    if found is None or metric is None or own is None or own.is_empty:
        return _without_plan(agenda.signals, say)
    judged = _judged(agenda, metric, own)
    others = [signal for signal in agenda.signals if signal.metric_id != metric.pk]
    drift = newest(others)
    is_new = own.known_to is not None and own.known_to >= agenda.since
    before = own.before(agenda.since).window(last=found.opened.plan.window_weeks).value if is_new else None
    told = truth(found, reader=reader, say=say)
    return Numbers(
        figures=[
            Figure(
                label=metric.name,
                now=say(metric).now(found.standing.plan_value) or _("nothing yet"),
                before=_last_time(say(metric).now(before), is_first=agenda.is_first),
            ),
            *_counted(metric, own, say),
        ],
        trend=drawings.trend(found.opened.plan, found.series),
        trend_label=_down(metric),
        trend_words=drawings.short_trend_words(found.opened.plan, found.standing, say),
        usual=_usual(judged, metric, say),
        signals=[drifted(drift, say(drift.metric))] if drift is not None else [],
        chances=told.chances if told is not None else (),
        known=_known(own.known_to, on),
        good=_good(judged, metric, say) if is_new else "",
        clause=_clause(found.opened.plan, reader),
        quiet="" if is_new else _("No week has been added since then."),
    )


def _clause(plan: Plan, reader: User) -> str:
    """How the progress clause stands, for those who read the terms of a plan that both have signed."""
    if not plan.is_working or not permissions.can_see_terms(reader, plan):
        return ""
    forecast = getattr(plan, "forecast", None)
    return clause_words(
        {
            "real": None if forecast is None or forecast.real is None else float(forecast.real),
            "is_signed": vars(plan)["has_clause"],
            "is_extension": plan.predecessor_id is not None,
            "days_left": left_of(plan, moved=vars(plan)["days_moved"] or 0) if plan.is_formal else None,
        }
    )


def _known(newest: date | None, on: date) -> str:
    if newest is None:
        return ""
    return _("Numbers to %(day)s") % {"day": short_day(newest, beside=on)}


def _last_time(value: str, *, is_first: bool) -> str:
    if not value:
        return ""
    text = _("%(value)s two weeks ago") if is_first else _("%(value)s last time")
    return text % {"value": value}


def _without_plan(signals: Sequence[EarlySignal], say: Sayers) -> Numbers:
    """The one thing that changed in the funnel."""
    signal = newest(signals)
    if signal is None:
        return Numbers(quiet=_("Nothing stands out in the numbers. Talk about what comes next."))
    text = drifted(signal, say(signal.metric))
    return Numbers(signals=[text], good=text if signal.is_good else "")


def _judged(agenda: Agenda, metric: Metric, own: Series) -> Judged | None:
    if agenda.setting is None:
        return None
    return metric_card.judge(
        metric, own, agenda.setting, shown=JUDGED_WEEKS, is_before_plan=True, with_weeks=False
    )


def _usual(found: Judged | None, metric: Metric, say: Sayers) -> str:
    """Inside the usual range of 16% to 28%: so far this may be chance."""
    if found is None:
        return ""
    if found.usual is None:
        return found.why_not
    said = {"range": between(say(metric), found.usual.low, found.usual.high)}
    if found.is_inside:
        return _("Inside the usual range of %(range)s, so it may still be chance.") % said
    if _is_better(found, metric):
        return _("Better than the usual range of %(range)s.") % said
    return _("Outside the usual range of %(range)s. Worth asking what changed.") % said


def _good(found: Judged | None, metric: Metric, say: Sayers) -> str:
    """Meeting to opportunity is at 31%, better than the usual 16% to 28%."""
    if found is None or found.usual is None or found.is_inside or not _is_better(found, metric):
        return ""
    said = {
        "metric": metric.name,
        "value": say(metric).now(found.series.window(last=metric_card.ROLLING_WEEKS).value),
        "range": between(say(metric), found.usual.low, found.usual.high),
    }
    return _("%(metric)s is at %(value)s, better than the usual %(range)s.") % said


def _is_better(found: Judged, metric: Metric) -> bool:
    value = found.series.window(last=metric_card.ROLLING_WEEKS).value
    if value is None or found.usual is None:
        return False
    return value < found.usual.low if metric.lower_is_better else value > found.usual.high


def _counted(metric: Metric, own: Series, say: Sayers) -> list[Figure]:
    """What the number is made of, in the newest week and the one before: shares of both, averages of how many."""
    if not own.has_denominator or len(own.weeks) < 2:
        return []
    before, last = own.weeks[-2:]
    parts: list[tuple[Metric | None, str]] = [(metric.denominator, "denominator")]
    if metric.kind == Metric.Kind.RATIO:
        parts.append((metric.numerator, "numerator"))
    return [
        Figure(part.name, _of_week(last, name, part, say), _before(before, name, part, say))
        for part, name in parts
        if part is not None and getattr(last, name) is not None
    ]


def _of_week(week: Week, name: str, part: Metric, say: Sayers) -> str:
    return say(part).bare.now(getattr(week, name))


def _before(week: Week, name: str, part: Metric, say: Sayers) -> str:
    value = _of_week(week, name, part, say)
    return _("%(value)s the week before") % {"value": value} if value else ""


def _down(metric: Metric) -> str:
    return _("By week, down is better") if metric.lower_is_better else _("By week")
