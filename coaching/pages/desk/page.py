"""A mentor's desk ready to print: what waits for an answer and since when, the mentees, who asks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import Comment
from coaching.pages import drawings, words
from coaching.queries.desk import DeskFacts, MentoredPlan, Unanswered
from plans.calculations.drawing.milestone_path import MilestonePath
from plans.models import Mentorship, Plan
from plans.pages.status import Status, shown
from plans.queries.pace import AllSeries
from salesgym.numbers.calculations.drawing.sparkline import Sparkline
from salesgym.numbers.pages.values import Sayers
from salesgym.people.pages.sentence import Sentence, sentence


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something the rep wrote that the mentor has not answered."""

    plan: Plan
    what: str
    text: str
    at: datetime
    since: str
    url: str


@dataclass(frozen=True, slots=True)
class Mentee:
    """One mentee's plan in a line."""

    plan: Plan
    status: Status
    line: str
    now: str
    goal: str
    path: MilestonePath | None
    path_words: str
    trend: Sparkline | None
    trend_words: str
    last_practice: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the page prints."""

    waiting: list[Waiting]
    mentees: list[Mentee]
    invitations: list[Mentorship]

    @property
    def title(self) -> str:
        if not self.waiting:
            return _("Mentor's desk")
        said = {"count": words.counted(len(self.waiting))}
        return (
            ngettext(
                "%(count)s mentee waits for your answer",
                "%(count)s mentees wait for your answer",
                len(self.waiting),
            )
            % said
        )


def desk(facts: DeskFacts, *, say: Sayers, on: date) -> Desk:
    """The desk of a mentor on this day."""
    return Desk(
        [_waiting(one, on=on) for one in facts.unanswered],
        [_mentee(one, facts.series, say=say, on=on) for one in facts.plans],
        facts.invitations,
    )


def _mentee(mentored: MentoredPlan, series: AllSeries, *, say: Sayers, on: date) -> Mentee:
    plan, steps, standing = mentored.plan, mentored.steps, mentored.standing
    return Mentee(
        plan=plan,
        status=shown(standing.status, chance=standing.chance),
        line=words.week_of(plan, on=on),
        now=say(plan.metric).now(standing.plan_value),
        goal=f"{say(plan.metric).target(plan.target)} {plan.metric.short_phrase if plan.metric else ''}",
        path=drawings.path(steps, standing, is_started=plan.activated_at is not None),
        path_words=drawings.path_words(standing, len(steps), is_started=True),
        trend=drawings.trend(plan, series),
        trend_words=drawings.trend_words(plan, standing, say),
        last_practice=_last_practice(plan, on=on),
    )


def _waiting(unanswered: Unanswered, *, on: date) -> Waiting:
    plan, row, at = unanswered.plan, unanswered.row, unanswered.at
    since = _since(at, on=on)
    drill, entry, text = (
        ("", None, row.body) if isinstance(row, Comment) else (row.drill.name, row.pk, row.note)
    )
    return Waiting(
        plan,
        wrote(plan.rep.first_name, plan.rep_id, drill=drill),
        text,
        at,
        since,
        answer_url(plan.pk, entry=entry),
    )


def wrote(name: str, person: int, *, drill: str) -> Sentence:
    """Marcus on Second question ladder, for the note of a workout; Marcus wrote, for a comment."""
    words = _("%(name)s on %(drill)s") if drill else _("%(name)s wrote")
    return sentence(words, {"name": name, "drill": drill}, name=person)


def answer_url(plan_id: int, *, entry: int | None) -> str:
    """Where the mentor answers the note of this workout; without one, what was said on the plan."""
    if entry is None:
        return f"{reverse('coaching:plan_page', args=[plan_id])}#conversation"
    page = reverse("coaching:plan_practice", args=[plan_id], query={"answer": entry})
    return f"{page}#entry-{entry}"


def _since(at: datetime, *, on: date) -> str:
    """today, 9:05; waits since yesterday; 31 Aug, waits 89 days"""
    days = (on - timezone.localtime(at).date()).days
    if days <= 0:
        return _("today, %(time)s") % {"time": time_format(timezone.localtime(at), "G:i")}
    said = {"days": days, "day": words.day(timezone.localtime(at).date())}
    return ngettext("waits since yesterday", "%(day)s, waits %(days)s days", days) % said


def _last_practice(plan: Plan, *, on: date) -> str:
    if plan.last_practice_on is None:
        return _("No workout yet")
    days = (on - plan.last_practice_on).days
    if days <= 0:
        return _("Practiced today")
    return ngettext("Practiced yesterday", "Practiced %(days)s days ago", days) % {"days": days}
