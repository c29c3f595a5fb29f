"""A check-in ready to print: its head, the parts of its agenda, and what was said and promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.models import CheckIn, CheckInKind, CheckInState, Topic
from coaching.pages import words
from coaching.pages.check_in import numbers as numbers_part
from coaching.pages.check_in import practice as practice_part
from coaching.pages.check_in import promises, questions, worked
from coaching.pages.check_in.agreeing import Agreeing, agreeing
from coaching.pages.check_in.numbers import Numbers
from coaching.pages.check_in.practice import Practice
from coaching.pages.check_in.promises import Row, name_of
from coaching.pages.check_ins.missed import missed_and_next
from coaching.pages.plan.banner import Notice, notice
from coaching.queries.talk import Agenda, TalkDeal, TalkFacts
from plans.calculations.status import StatusWord
from plans.pages.status import Status, shown
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User

OPEN = frozenset({CheckInState.PLANNED, CheckInState.DUE, CheckInState.RUNNING, CheckInState.WAITS})


@dataclass(frozen=True, slots=True)
class Line:
    """One topic: what, and who put it there; `can_remove` by the reader."""

    pk: int
    text: str
    who: str
    can_remove: bool


@dataclass(frozen=True, slots=True)
class AgendaParts:
    """The agenda from the top. `since` names the day since which things are counted."""

    worked: str
    numbers: Numbers | None
    since: str
    practice: Practice | None
    earlier: list[Row]
    deals: Sequence[TalkDeal]
    questions: Sequence[Promise]


@dataclass(frozen=True, slots=True)
class TalkPage:
    """The whole page for one reader. `is_open` while something may be written, `can_write` unless one side has confirmed.

    `has_record`: there is or was something to write down. `reads_too` says who else reads the notes. `advice` is worth knowing before asking for more.
    """

    over: str
    title: str
    when: str
    way_out: str
    can_move: bool
    status: Status | None
    has_record: bool
    is_open: bool
    can_write: bool
    is_over: bool
    is_rep: bool
    reads_too: str
    closed_title: str
    closed_text: str
    other: User
    agenda: AgendaParts | None
    advice: Notice | None
    topics: list[Line]
    made: list[Row]
    agreeing: Agreeing | None
    edition: str
    places: frozenset[str]


def page(facts: TalkFacts, *, reader: User, say: Sayers, at: datetime) -> TalkPage:
    """The page of a check-in for one of its two sides."""
    talk, on = facts.talk, localtime(at).date()
    is_rep = reader.pk == talk.rep_id
    is_open = facts.state in OPEN
    can_write = is_open and not talk.is_confirmed_by_one
    other = facts.lead if is_rep else talk.rep
    is_over = facts.state in {CheckInState.WAITS, CheckInState.HELD, CheckInState.MISSED}
    standing = facts.agenda.numbers.standing if facts.agenda and facts.agenda.numbers else None
    closed_title, closed_text = _closed(facts, reader)
    return TalkPage(
        over=_over(facts),
        title=_title(facts, is_rep=is_rep),
        when=_when(talk),
        way_out=_way_out(talk),
        can_move=talk.started_at is None and facts.state in {CheckInState.PLANNED, CheckInState.DUE},
        status=shown(standing.status, chance=None if is_rep else standing.chance) if standing else None,
        has_record=facts.state != CheckInState.CALLED_OFF or bool(talk.notes or facts.made),
        is_open=is_open,
        can_write=can_write,
        is_over=is_over,
        is_rep=is_rep,
        reads_too=_reads_too(other, is_rep=is_rep, is_pair=talk.kind == CheckInKind.PAIR),
        closed_title=closed_title,
        closed_text=closed_text,
        other=other,
        agenda=_agenda(facts.agenda, talk, reader, say, at) if facts.agenda else None,
        advice=_advice(facts.agenda, reader, at),
        topics=[_line(topic, reader, is_open=is_open) for topic in facts.topics],
        made=promises.made(
            talk, facts.made, reader=reader, on=on, is_open=can_write, is_over=is_over and not can_write
        ),
        agreeing=agreeing(facts, reader=reader, at=at),
        edition=facts.edition,
        places=_places(facts, is_rep=is_rep, can_write=can_write, at=at),
    )


def _agenda(agenda: Agenda, talk: CheckIn, reader: User, say: Sayers, at: datetime) -> AgendaParts:
    on = localtime(at).date()
    is_rep, is_pair = reader.pk == talk.rep_id, talk.kind == CheckInKind.PAIR
    found = numbers_part.numbers(agenda, reader=reader, say=say, on=on)
    practiced = practice_part.practice(agenda, is_rep=is_rep)
    of_plan = (
        promises.of_the_plan(agenda.opened, reader=reader, on=on) if agenda.opened and not is_pair else []
    )
    return AgendaParts(
        worked=worked.what_worked(agenda, talk.rep, found.good if found else "", reader=reader, say=say),
        numbers=found,
        since=words.day_and_month(agenda.since),
        practice=practiced,
        earlier=[
            *promises.earlier(agenda.promises, reader=reader, on=on, is_lead=not is_rep),
            *of_plan,
        ],
        deals=agenda.deals,
        questions=questions.questions(
            agenda.opened.plan if agenda.opened else None,
            status=agenda.numbers.standing.status if agenda.numbers else StatusWord.NO_PLAN,
            has_practiced=bool(practiced.last) if practiced else None,
            is_pair=is_pair,
        ),
    )


def _places(facts: TalkFacts, *, is_rep: bool, can_write: bool, at: datetime) -> frozenset[str]:
    """Which forms stand on the page, by their place."""
    talk, state = facts.talk, facts.state
    was_held = state in {CheckInState.WAITS, CheckInState.HELD} and at < talk.confirm_by
    shown = {
        "notes": can_write,
        "promises": can_write,
        "topics": state in OPEN,
        "private": True,
        "rating": is_rep and was_held,
        "differently": is_rep and was_held and not talk.seen_differently,
        "answer": not is_rep and bool(talk.seen_differently) and not talk.answer,
    }
    return frozenset(place for place, is_shown in shown.items() if is_shown)


def _over(facts: TalkFacts) -> str:
    """Check-in 6, Negotiation"""
    said = {"number": facts.number, "skill": facts.plan.skill if facts.plan else ""}
    if facts.talk.kind == CheckInKind.PAIR:
        return _("Pair sheet %(number)s, %(skill)s") % said
    return _("Check-in %(number)s, %(skill)s") % said if said["skill"] else _("Check-in %(number)s") % said


def _title(facts: TalkFacts, *, is_rep: bool) -> str:
    """Lena and Dana, 20 minutes"""
    said = {
        "rep": facts.talk.rep.first_name,
        "lead": facts.lead.first_name,
        "minutes": facts.talk.minutes,
    }
    if is_rep:
        return _("You and %(lead)s, %(minutes)s minutes") % said
    return _("%(rep)s and you, %(minutes)s minutes") % said


def _when(talk: CheckIn) -> str:
    """Planned for Monday 26 October, 10:00; once it was, from when to when."""
    begins = localtime(talk.started_at or talk.planned_for)
    said = {"day": date_format(begins, "l j F"), "time": time_format(begins, "G:i")}
    if talk.started_at is None:
        return _("Planned for %(day)s, %(time)s") % said
    if talk.ended_at is None:
        return _("%(day)s, since %(time)s") % said
    return _("%(day)s, %(time)s to %(end)s") % (said | {"end": time_format(localtime(talk.ended_at), "G:i")})


def _way_out(talk: CheckIn) -> str:
    """The tab from which the page is opened: a mentor has that of the plan."""
    tab = "coaching:person" if talk.kind == CheckInKind.PAIR else "coaching:person_check_ins"
    return reverse(tab, args=[talk.rep_id])


def _reads_too(other: User, *, is_rep: bool, is_pair: bool) -> str:
    said = {"name": other.first_name}
    if is_rep and not is_pair:
        return _("%(name)s reads this, and whoever stands in for them.") % said
    return _("%(name)s reads this.") % said


def _closed(facts: TalkFacts, reader: User) -> tuple[str, str]:
    """Why nothing can be changed any more: a title and a sentence; both empty while it is open."""
    talk = facts.talk
    if facts.state == CheckInState.CALLED_OFF:
        by = talk.called_off_by
        title = (
            _("%(name)s called this check-in off") % {"name": name_of(by, reader)} if by else _("Called off")
        )
        return title, talk.called_off_why or _("No reason was given.")
    if facts.state == CheckInState.HELD:
        return _("Both of you said yes to this"), _("It stays as it is. What changes goes into the next one.")
    if facts.state == CheckInState.MISSED:
        return _("This check-in was missed"), missed_and_next(talk, reader)
    return "", ""


def _advice(agenda: Agenda | None, reader: User, at: datetime) -> Notice | None:
    """Where the plan stands still: that it may be the plan. The same words as on its page."""
    if agenda is None or agenda.opened is None or agenda.numbers is None:
        return None
    if agenda.numbers.standing.status != StatusWord.STALLED:
        return None
    if reader.pk == agenda.opened.plan.rep_id:
        title = _("Two quiet weeks may mean the plan is wrong")
        return Notice(
            "lake", "lightbulb", title, _("Say what got in the way: the drill, the leads, the time.")
        )
    return notice(agenda.opened, agenda.numbers.standing, reader=reader, on=localtime(at).date())


def _line(topic: Topic, reader: User, *, is_open: bool) -> Line:
    is_own = topic.added_by_id == reader.pk
    return Line(topic.pk, topic.text, name_of(topic.added_by, reader), is_own and is_open)
