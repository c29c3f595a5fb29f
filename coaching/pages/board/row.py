"""One rep's row on the team board, ready to print."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.calculations import week
from coaching.pages import drawings, words
from coaching.queries import needs, standing
from coaching.queries.standing import Standing
from plans.calculations.drawing.milestone_path import MilestonePath
from plans.calculations.progress import StatusWord
from plans.models import Milestone, Plan
from plans.pages.status import Status, shown
from plans.queries.pace import AllSeries
from salesgym.numbers.calculations.drawing.sparkline import Sparkline
from salesgym.numbers.calculations.wording import Style
from salesgym.numbers.models import EarlySignal
from salesgym.numbers.pages import values
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User

# Who needs the manager first: plans that stand still or fall behind, then what waits for a word of his. Plans
# that go well need none, those that rest or wait for the rep still less; reps without a plan come last.
ORDER = {StatusWord.STALLED: 0, StatusWord.NEEDS_A_PUSH: 1, StatusWord.ON_TRACK: 3}
WAITS_FOR_HIM, RESTS, DRAFTED, WITHOUT_PLAN = 2, 4, 5, 6


@dataclass(frozen=True, slots=True)
class Row:
    """What the board says about one rep."""

    rep: User
    order: tuple[int, str, int]
    line: str
    attainment: str = ""
    url: str = ""
    focus: str = ""
    now: str = ""
    goal: str = ""
    aside: str = ""
    path: MilestonePath | None = None
    path_words: str = ""
    signal: str = ""
    trend: Sparkline | None = None
    trend_words: str = ""
    days: tuple[str, ...] = ()
    days_words: str = ""
    practice: str = ""
    mentor: User | None = None
    mentor_words: str = ""
    status: str = StatusWord.NO_PLAN
    start_url: str = ""
    has_plan: bool = field(default=False)

    @property
    def shown(self) -> Status:
        """The status as it is printed: word, icon, class."""
        return shown(self.status)


def build(
    rep: User,
    plan: Plan | None,
    steps: Mapping[int, list[Milestone]],
    series: AllSeries,
    practiced: Collection[date],
    signals: Sequence[EarlySignal] = (),
    *,
    say: Sayers,
    on: date,
) -> Row:
    """The row of this rep: with an open plan, after a finished one, or before the first."""
    if plan is None:
        return _without(rep, signals, say)
    if not plan.is_open:
        return _finished(rep, plan, steps[plan.pk], series, say=say, on=on)
    if plan.status == Plan.Status.DRAFT:
        return _drafted(rep, plan)
    found = standing.of(plan, steps[plan.pk], series, on=on)
    waits = found.status == StatusWord.WAITING_TO_START
    return Row(
        rep=rep,
        order=(_place(plan, found, signals), rep.name, rep.pk),
        line=_line(plan, found, on=on),
        url=reverse("coaching:plan_page", args=[plan.pk]),
        focus=str(plan.skill),
        now="" if waits else say(plan.metric).now(found.plan_value),
        goal=_goal(plan, say),
        aside=_waiting_for(plan) if waits else "",
        path=drawings.path(steps[plan.pk], found, is_started=not waits),
        path_words=drawings.path_words(found, len(steps[plan.pk]), is_started=not waits),
        trend=drawings.trend(plan, series),
        trend_words=drawings.short_trend_words(plan, found, say),
        days=() if waits else week.dots(on=on, practiced=practiced, work_days=rep.work_days),  # type: ignore[attr-defined]
        days_words=words.practice_days(len(practiced)),
        practice=words.from_day(plan.starts_on, on=on) if waits and plan.starts_on else "",
        mentor=plan.mentor,
        mentor_words="" if plan.mentor else _asked(plan),
        status=found.status,
        has_plan=True,
    )


def _place(plan: Plan, found: Standing, signals: Sequence[EarlySignal] = ()) -> int:
    """Where this plan's row stands, see ORDER; in one place by name."""
    place = ORDER.get(found.status, RESTS)
    is_asked = bool(signals) or any(needs.counts(plan).values())
    return min(place, WAITS_FOR_HIM) if is_asked else place


def _line(plan: Plan, found: Standing, *, on: date) -> str:
    if plan.starts_on is None or plan.ends_on is None:
        return ""
    if found.status == StatusWord.WAITING_TO_START:
        return words.starts(plan.starts_on, on=on)
    week_number = max((on - plan.starts_on).days // 7 + 1, 1)
    return _("Week %(week)s, %(left)s") % {"week": week_number, "left": words.days_left(plan.ends_on, on=on)}


def _goal(plan: Plan, say: Sayers) -> str:
    return f"{say(plan.metric).target(plan.target)} {plan.metric.short_phrase if plan.metric else ''}".strip()


def _waiting_for(plan: Plan) -> str:
    if plan.activated_at is not None:
        return _("Both signed")
    if plan.suggested_at is not None:
        return _("%(name)s suggests a change") % {"name": plan.rep.first_name}
    if getattr(plan, "needs_sign", 0):
        return _("Agreement signed by %(name)s") % {"name": plan.rep.first_name}
    return _("With %(name)s to read") % {"name": plan.rep.first_name}


def _asked(plan: Plan) -> str:
    name = getattr(plan, "asked_name", "")
    return _("%(name)s is asked") % {"name": name.split()[0]} if name else _("None yet")


def _mentors(rep: User) -> str:
    names = [name.split()[0] for name in rep.mentors]  # type: ignore[attr-defined] # annotated by the board
    return _("Mentors %(names)s") % {"names": ", ".join(names)} if names else _("None yet")


def _joined(rep: User) -> str:
    return _("Joined in %(month)s") % {"month": date_format(rep.joined_on, "F Y")} if rep.joined_on else ""


def _without(rep: User, signals: Sequence[EarlySignal], say: Sayers) -> Row:
    signal = signals[0] if signals else None
    return Row(
        rep=rep,
        order=(WITHOUT_PLAN, rep.name, rep.pk),
        line=_joined(rep),
        aside=f"{signal.metric} {say(signal.metric).bare.round(signal.value)}" if signal else "",
        signal=_("Early signal, worth a chat") if signal else "",
        practice=_("No drills yet"),
        mentor_words=_mentors(rep),
        start_url=reverse("plans:start_plan", query={"rep": rep.pk}),
    )


def _drafted(rep: User, plan: Plan) -> Row:
    return Row(
        rep=rep,
        order=(DRAFTED, rep.name, rep.pk),
        line=_joined(rep),
        url=reverse("coaching:plan_page", args=[plan.pk]),
        focus=str(plan.skill or _("New plan")),
        aside=_("A draft, seen by managers alone"),
        practice=_("Nothing planned"),
        mentor_words=_mentors(rep),
        status="draft",
        has_plan=True,
    )


def _finished(
    rep: User, plan: Plan, steps: Sequence[Milestone], series: AllSeries, *, say: Sayers, on: date
) -> Row:
    found = standing.of(plan, steps, series, on=on)
    return Row(
        rep=rep,
        order=(WITHOUT_PLAN, rep.name, rep.pk),
        line=_("Finished %(day)s") % {"day": words.day(plan.closed_at)} if plan.closed_at else "",
        url=reverse("coaching:plan_page", args=[plan.pk]),
        aside=_gained(plan, say),
        path=drawings.path(steps, found, is_started=plan.activated_at is not None) if steps else None,
        path_words=_("Last plan: %(reached)s of %(count)s milestones reached")
        % {"reached": found.reached, "count": len(steps)},
        trend=drawings.trend(plan, series),
        trend_words=drawings.short_trend_words(plan, found, say),
        practice=_("Nothing planned"),
        mentor_words=_mentors(rep),
        start_url=reverse("plans:start_plan", query={"rep": rep.pk}),
    )


def _gained(plan: Plan, say: Sayers) -> str:
    """Objection handling, +7 points"""
    value, metric = getattr(plan, "final_value", None), plan.metric
    if value is None or plan.baseline is None or metric is None:
        return str(plan.skill or "")
    gain = values.shown(value - plan.baseline, metric)
    said = say.money.whole(gain) if metric.style is Style.MONEY else f"{gain:.0f}"
    unit = _("points") if metric.style in {Style.SHARE, Style.PERCENT} else metric.short_phrase
    return f"{plan.skill}, {'+' if gain > 0 else ''}{said} {unit}".strip()
