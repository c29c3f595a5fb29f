"""A mentor's own page ready to print: whom they helped, what moved, what held, and thanks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import quick_replies, words
from coaching.pages.pair_sheet import week_words
from coaching.pages.plan.mentor_card import answers_words
from coaching.queries.mentees import Given, Helped, MenteesFacts
from plans.models import Plan
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class Line:
    """One person who was helped. `moved` is what the number did, "" where that was not theirs to see; `written` is by
    week what the reader wrote on the sheets of a pair that is over.
    """

    plan: Plan
    when: str
    moved: str
    held: str
    thanks: str
    is_running: bool
    written: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Mentees:
    """Everything the page prints; `answers` is told to the mentor alone."""

    title: str
    summary: str
    answers: str
    now: list[Line]
    before: list[Line]


def mentees(facts: MenteesFacts, *, say: Sayers, on: date) -> Mentees:
    """The page of a mentor on this day."""
    lines = [_line(one, say, on=on) for one in facts.helped]
    people = len({one.plan.rep_id for one in facts.helped})
    return Mentees(
        title=ngettext("%(count)s person helped", "%(count)s people helped", people)
        % {"count": words.counted(people)}
        if people
        else _("Whom you help"),
        summary=_summary(facts),
        answers=answers_words(facts.usual),
        now=[line for line in lines if line.is_running],
        before=[line for line in lines if not line.is_running],
    )


def given_words(given: Given) -> str:
    """Helped 3 people as a mentor. 2 of their gains held. Empty for whoever has not mentored."""
    if not given.people:
        return ""
    helped = ngettext(
        "Helped %(count)s person as a mentor.", "Helped %(count)s people as a mentor.", given.people
    ) % {"count": given.people}
    return f"{helped} {_held_words(given.held)}".strip()


def _summary(facts: MenteesFacts) -> str:
    """2 gains held. Thanked 7 times."""
    held = sum(one.is_held for one in facts.helped)
    return f"{_held_words(held)} {_thanks_words(sum(map(_thanks, facts.helped)))}".strip()


def _held_words(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)s gain held.", "%(count)s gains held.", count) % {"count": count}


def _thanks_words(count: int) -> str:
    if not count:
        return ""
    return ngettext("Thanked once.", "Thanked %(count)s times.", count) % {"count": count}


def _thanks(one: Helped) -> int:
    return sum(map(quick_replies.thanks, one.replies))


def _line(one: Helped, say: Sayers, *, on: date) -> Line:
    return Line(
        plan=one.plan,
        when=_when(one, on=on),
        moved=_moved(one, say),
        held=_("The gain held") if one.is_held else "",
        thanks=_thanks_words(_thanks(one)),
        is_running=one.is_running,
        written=[(week_words(line.check_in.sheet_week), line.text) for line in one.written],
    )


def _when(one: Helped, *, on: date) -> str:
    """Week 7 of 12, or when it was: 5 October to 20 December 2026"""
    if one.is_running:
        return words.week_of(one.plan, on=on)
    began, ended = one.pairing.answered_at, one.pairing.ended_at
    if began is None or ended is None:
        return ""
    said = {"began": _day(began), "ended": _day(ended)}
    if one.plan.is_open:
        return _("%(began)s to %(ended)s, then somebody else went on") % said
    return _("%(began)s to %(ended)s") % said


def _moved(one: Helped, say: Sayers) -> str:
    """21.9% at the start, 25.0% now"""
    plan = one.plan
    if one.value is None or plan.baseline is None:
        return ""
    it = say(plan.metric)
    said = {"start": it.now(plan.baseline), "now": it.now(one.value)}
    number = str(plan.metric) if plan.metric else ""
    words_of = (
        _("%(start)s at the start, %(now)s now")
        if one.is_running
        else _("%(start)s at the start, %(now)s at the end")
    )
    return f"{number}: {words_of % said}" if number else words_of % said


def _day(at: datetime) -> str:
    return words.full_day(timezone.localtime(at).date())
