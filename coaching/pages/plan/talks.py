"""The next check-in beside a plan, and what was promised in talks, for whoever reads the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages.check_ins import words
from coaching.queries.opened_plan import OpenedPlan
from coaching.queries.talks_on_a_plan import OwedFromTalk
from plans.pages.promises import promise_words
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class NextTalk:
    """Monday 2 November, 10:00; 20 minutes. The first lines of its agenda, and the way there."""

    when: str
    length: str
    topics: Sequence[str]
    url: str
    verb: str


@dataclass(frozen=True, slots=True)
class FromTalk:
    """One open promise of a talk: its words, whose it is and when, and where it is marked as done."""

    what: str
    who: str
    who_id: int | None
    when: str
    is_late: bool
    keep_url: str


@dataclass(frozen=True, slots=True)
class FromTalks:
    """What is open from talks, by its day."""

    late: Sequence[FromTalk]
    later: Sequence[FromTalk]

    def __bool__(self) -> bool:
        return bool(self.late or self.later)

    @property
    def first(self) -> Sequence[FromTalk]:
        """What stands on the page: what is late, or else what comes next."""
        return self.late or self.later[:1]

    @property
    def folded(self) -> Sequence[FromTalk]:
        """What is one click away."""
        return self.later if self.late else self.later[1:]


def next_talk(opened: OpenedPlan, reader: User) -> NextTalk | None:
    """The card of the talk that comes next; None for a mentor, and where none is planned."""
    talk = opened.next_talk
    if talk is None:
        return None
    is_rep = reader.pk == opened.plan.rep_id
    said = {"day": words.day(talk.at, reader.zone), "hour": words.hour(talk.at, reader.zone)}
    return NextTalk(
        when=_("%(day)s, %(hour)s") % said,
        length=ngettext("%(count)s minute", "%(count)s minutes", talk.minutes) % {"count": talk.minutes},
        topics=talk.topics,
        url=reverse("coaching:check_in", args=[opened.plan.rep_id, talk.pk]),
        verb=_("Add a topic") if is_rep else _("Prepare check-in"),
    )


def from_talks(opened: OpenedPlan, *, on: date) -> FromTalks:
    """What is open from talks, the oldest day first. Whoever reads it may mark it as done."""
    lines = [_line(one, on) for one in opened.from_talks]
    return FromTalks([one for one in lines if one.is_late], [one for one in lines if not one.is_late])


def _line(one: OwedFromTalk, on: date) -> FromTalk:
    owed = one.commitment
    said = promise_words(owed, by=one.by_name, is_over=False, on=on)
    what = _("When %(cue)s: %(what)s") % {"cue": owed.cue, "what": owed.what} if owed.cue else owed.what
    keep_url = reverse("coaching:keep_promise", args=[one.pk])
    return FromTalk(what, said.who, owed.promised_by_id, said.when, said.is_late, keep_url)
