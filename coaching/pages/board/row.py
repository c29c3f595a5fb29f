"""One rep's row on the team board, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.calculations import week
from coaching.pages import drawings, words
from coaching.pages.board.needs import answer_url
from coaching.queries import standing as standings
from coaching.queries.board import BoardPlan, BoardRep
from coaching.queries.standing import Standing
from coaching.queries.wishes import Wish
from plans.calculations.drawing.milestone_path import MilestonePath
from plans.calculations.status import StatusWord
from plans.calculations.worth.funnel import QUARTER_WEEKS
from plans.models import Milestone, Plan
from plans.pages.at_the_end import at_the_end
from plans.pages.status import Status, shown
from plans.queries.pace import AllSeries
from salesgym.numbers.calculations.drawing.sparkline import Sparkline
from salesgym.numbers.calculations.wording import Style
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.pages import values
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.scorecard import Series
from salesgym.people.models import User

# Who needs the manager first: plans that stand still or fall behind, then those that wait for the manager. Plans
# that go well need nothing, those that rest or wait for the rep still less; reps without a plan come last.
ORDER = {
    StatusWord.STALLED: 0,
    StatusWord.NEEDS_A_PUSH: 1,
    StatusWord.JUST_STARTED: 3,
    StatusWord.ON_TRACK: 3,
}
WAITS_FOR_MANAGER, RESTS, DRAFTED, WITHOUT_PLAN = 2, 4, 5, 6


@dataclass(frozen=True, slots=True)
class Row:
    """What the board says about one rep."""

    rep: User
    order: tuple[int, str, int]
    line: str
    focus: str = ""
    now: str = ""
    goal: str = ""
    aside: str = ""
    path: MilestonePath | None = None
    path_words: str = ""
    next_step: str = ""
    signal: str = ""
    trend: Sparkline | None = None
    trend_words: str = ""
    days: tuple[str, ...] = ()
    days_words: str = ""
    practice: str = ""
    mentor: User | None = None
    mentor_words: str = ""
    status: str = StatusWord.NO_PLAN
    chance: float | None = None
    start_url: str = ""
    answer_url: str = ""
    draft_url: str = ""
    discard_url: str = ""
    has_plan: bool = field(default=False)

    @property
    def shown(self) -> Status:
        """The status as it is printed: word, icon, class."""
        return shown(self.status, chance=self.chance)


def build(rep: BoardRep, series: AllSeries, *, say: Sayers, on: date) -> Row:
    """The row of this rep: with an open plan, after a finished one, or before the first."""
    row = _built(rep, series, say=say, on=on)
    return row if rep.wish is None else _asking(row, rep.wish)


def _asking(row: Row, wish: Wish) -> Row:
    """The row of a rep who asks for a plan: it stands with those that wait for the manager."""
    return replace(
        row,
        order=(WAITS_FOR_MANAGER, row.rep.name, row.rep.pk),
        aside=_("Asks for a plan: %(focus)s") % {"focus": wish.focus},
        answer_url=answer_url(wish),
    )


def _built(rep: BoardRep, series: AllSeries, *, say: Sayers, on: date) -> Row:
    if rep.plan is None:
        return _without(rep, series, say)
    if not rep.plan.plan.is_open:
        return _finished(rep, rep.plan, series, say=say, on=on)
    if rep.plan.plan.status == Plan.Status.DRAFT:
        return _drafted(rep, rep.plan)
    return _running(rep, rep.plan, series, say=say, on=on)


def _running(rep: BoardRep, planned: BoardPlan, series: AllSeries, *, say: Sayers, on: date) -> Row:
    """An open plan that was proposed: it runs, rests, is in review or waits to start."""
    plan, steps = planned.plan, planned.steps
    standing = standings.of(plan, steps, series, on=on, with_left=False)
    waits = standing.status == StatusWord.WAITING_TO_START
    runs = plan.status == Plan.Status.ACTIVE and not waits
    return Row(
        rep=rep.user,
        order=(_place(planned, standing, rep.signals), rep.user.name, rep.user.pk),
        line=_line(plan, standing, on=on),
        focus=str(plan.skill),
        now="" if waits else say(plan.metric).now(standing.plan_value),
        goal=_goal(plan, say),
        aside=_waiting_for(planned)
        if waits
        else at_the_end(standing.window, plan.metric, say, ended_on=standing.ended_on),
        path=drawings.path(steps, standing, is_started=not waits),
        path_words=drawings.path_words(standing, len(steps), is_started=not waits),
        next_step=_next_step(plan, steps, say, on=on),
        trend=drawings.trend(plan, series),
        trend_words=drawings.short_trend_words(plan, standing, say),
        # A plan that rests or is over asks for no workout, so it has no open days.
        days=week.dots(on=on, practiced=rep.practiced, work_days=rep.work_days) if runs else (),
        days_words=words.practice_days(len(rep.practiced)),
        practice=words.from_day(plan.starts_on, on=on) if waits and plan.starts_on else _("Nothing planned"),
        mentor=plan.mentor,
        mentor_words="" if plan.mentor else _asked(planned),
        status=standing.status,
        chance=standing.chance,
        has_plan=True,
    )


def _place(planned: BoardPlan, standing: Standing, signals: Sequence[EarlySignal] = ()) -> int:
    """Where this plan's row stands, see ORDER; in one place by name."""
    place = ORDER.get(standing.status, RESTS)
    is_asked = bool(signals) or any(planned.counts.values())
    return min(place, WAITS_FOR_MANAGER) if is_asked else place


def _next_step(plan: Plan, steps: Sequence[Milestone], say: Sayers, *, on: date) -> str:
    """26% by 11 Dec: the step ahead of a plan that runs, or when it was due."""
    step = next((step for step in steps if step.status == Milestone.Status.AHEAD), None)
    if step is None or plan.status != Plan.Status.ACTIVE:
        return ""
    said = {"step": words.step_goal(step, say), "day": words.day(step.due_on)}
    if step.due_on < on:
        return _("%(step)s was due %(day)s") % said
    return _("%(step)s by %(day)s") % said


def _line(plan: Plan, standing: Standing, *, on: date) -> str:
    if plan.starts_on is None or plan.ends_on is None:
        return ""
    if standing.status == StatusWord.WAITING_TO_START:
        return words.starts(plan.starts_on, on=on)
    number, _weeks = words.week_number(plan.starts_on, plan.ends_on, on=on)
    return _("Week %(week)s, %(left)s") % {"week": number, "left": words.days_left(plan.ends_on, on=on)}


def _goal(plan: Plan, say: Sayers) -> str:
    return f"{say(plan.metric).target(plan.target)} {plan.metric.short_phrase if plan.metric else ''}".strip()


def _waiting_for(planned: BoardPlan) -> str:
    plan = planned.plan
    if plan.activated_at is not None:
        return _("Begins soon") if plan.is_formal else _("Both signed")
    if plan.suggested_at is not None:
        return _("%(name)s suggests a change") % {"name": plan.rep.first_name}
    if planned.counts.get("sign"):
        signed = _("Answered by %(name)s") if plan.is_formal else _("Agreement signed by %(name)s")
        return signed % {"name": plan.rep.first_name}
    return _("With %(name)s to read") % {"name": plan.rep.first_name}


def _asked(planned: BoardPlan) -> str:
    return _("%(name)s is asked") % {"name": planned.asked} if planned.asked else _("None yet")


def _mentors(rep: BoardRep) -> str:
    names = [name.split()[0] for name in rep.mentees]
    return _("Mentors %(names)s") % {"names": ", ".join(names)} if names else _("None yet")


def _joined(user: User) -> str:
    return _("Joined in %(month)s") % {"month": date_format(user.joined_on, "F Y")} if user.joined_on else ""


def _without(rep: BoardRep, series: AllSeries, say: Sayers) -> Row:
    signal = rep.signals[0] if rep.signals else None
    number = rep.number
    own = series[rep.user.pk, number.pk] if number is not None else None
    said = _in_a_quarter(own, number, say) if own is not None and number is not None else ""
    return Row(
        rep=rep.user,
        order=(WITHOUT_PLAN, rep.user.name, rep.user.pk),
        line=_joined(rep.user),
        aside=f"{signal.metric} {say(signal.metric).bare.round(signal.value)}" if signal else said,
        trend=drawings.own_trend(own, number) if own is not None and number is not None else None,
        trend_words=said,
        signal=_("Early signal, worth a chat") if signal else "",
        practice=_("No drills yet"),
        mentor_words=_mentors(rep),
        start_url=_start_url(rep),
    )


def _in_a_quarter(own: Series, number: Metric, say: Sayers) -> str:
    """24% won, in 13 weeks"""
    window = own.window(last=QUARTER_WEEKS)
    said = {
        "value": say(number).now(window.value),
        "phrase": number.short_phrase or number.name,
        "weeks": window.weeks,
    }
    return (
        ngettext(
            "%(value)s %(phrase)s, in %(weeks)s week",
            "%(value)s %(phrase)s, in %(weeks)s weeks",
            window.weeks,
        )
        % said
    )


def _start_url(rep: BoardRep) -> str:
    """Where a plan for this rep starts, about the number of their first early signal."""
    number = {"number": rep.signals[0].metric.key} if rep.signals else {}
    return reverse("plans:start_plan", query={"rep": rep.user.pk, **number})


def _drafted(rep: BoardRep, planned: BoardPlan) -> Row:
    plan = planned.plan
    return Row(
        rep=rep.user,
        order=(DRAFTED, rep.user.name, rep.user.pk),
        line=_joined(rep.user),
        focus=str(plan.skill or _("New plan")),
        # HR reads a formal draft while its text is with them.
        aside=_("A draft, not yet with %(name)s") % {"name": rep.user.first_name}
        if plan.is_formal
        else _("A draft, seen by managers alone"),
        practice=_("Nothing planned"),
        mentor_words=_mentors(rep),
        status="draft",
        draft_url=reverse("coaching:plan_page", args=[plan.pk]),
        discard_url=reverse("plans:discard_draft", args=[plan.pk]),
        has_plan=True,
    )


def _finished(rep: BoardRep, planned: BoardPlan, series: AllSeries, *, say: Sayers, on: date) -> Row:
    plan, steps = planned.plan, planned.steps
    standing = standings.of(plan, steps, series, on=on, with_left=False)
    return Row(
        rep=rep.user,
        order=(WITHOUT_PLAN, rep.user.name, rep.user.pk),
        line=_("Finished %(day)s") % {"day": words.day(plan.closed_at)} if plan.closed_at else "",
        aside=_gained(planned, say),
        path=drawings.path(steps, standing, is_started=plan.activated_at is not None) if steps else None,
        path_words=ngettext(
            "Last plan: %(reached)s of %(count)s step reached",
            "Last plan: %(reached)s of %(count)s steps reached",
            len(steps),
        )
        % {"reached": standing.reached, "count": len(steps)},
        trend=drawings.trend(plan, series),
        trend_words=drawings.short_trend_words(plan, standing, say),
        practice=_("Nothing planned"),
        mentor_words=_mentors(rep),
        start_url=_start_url(rep),
    )


def _gained(planned: BoardPlan, say: Sayers) -> str:
    """Objection handling, +7 points"""
    plan, value, metric = planned.plan, planned.final_value, planned.plan.metric
    if value is None or plan.baseline is None or metric is None:
        return str(plan.skill or "")
    gain = values.shown(value - plan.baseline, metric)
    said = say.money.whole(gain) if metric.style is Style.MONEY else f"{gain:.0f}"
    unit = _("points") if metric.style in {Style.SHARE, Style.PERCENT} else metric.short_phrase
    return f"{plan.skill}, {'+' if gain > 0 else ''}{said} {unit}".strip()
