"""What was promised in check-ins and is owed: late, or due this week, and how much was kept lately."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.permissions import may_release
from coaching.queries.talk_week import Promised
from plans.models import Commitment
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """One promise: its words, who owes it and when it is due. `keep_url` takes the form that keeps it, `give_up_url`
    the one that releases it, "" where the reader may not or is not asked.
    """

    who: User | None
    what: str
    whose: str
    when: str
    is_late: bool
    is_own: bool
    keep_url: str
    give_up_url: str = ""


@dataclass(frozen=True, slots=True)
class Promises:
    """Late and due lines, how many more there are, and what was kept."""

    late: Sequence[Line]
    due: Sequence[Line]
    more: int
    kept: str


def promises(found: Promised, *, reader: User, on: date) -> Promises:
    """What is owed, as this manager reads it."""
    told = lines(found.open, reader=reader, on=on)
    return Promises(
        late=[one for one in told if one.is_late],
        due=[one for one in told if not one.is_late],
        more=max(found.count - len(told), 0),
        kept=_kept(found),
    )


def lines(open_ones: Iterable[Commitment], *, reader: User, on: date) -> list[Line]:
    """These promises as this person reads them, in their order."""
    return [_line(one, reader, on) for one in open_ones]


def of_person(open_ones: Iterable[Commitment], *, reader: User, on: date, is_lead: bool) -> list[Line]:
    """The same, to be released by the reader where they wait for one, and where they `is_lead` of the talks; never
    what they promised themselves.
    """
    return [
        replace(_line(one, reader, on), give_up_url=reverse("coaching:give_up_promise", args=[one.talk.pk]))
        if may_release(reader, one.talk, is_lead=is_lead)
        else _line(one, reader, on)
        for one in open_ones
    ]


def _line(one: Commitment, reader: User, on: date) -> Line:
    is_late = one.is_late(on)
    return Line(
        who=one.promised_by,
        what=_("When %(cue)s: %(what)s") % {"cue": one.cue, "what": one.what} if one.cue else one.what,
        whose=_whose(one, reader),
        when=_when(one.due_on, on, is_late=is_late),
        is_late=is_late,
        is_own=one.promised_by_id == reader.pk,
        keep_url=reverse("coaching:keep_promise", args=[one.talk.pk]),
    )


def _whose(one: Commitment, reader: User) -> str:
    """You, for Lena; Tomas; Sofia, for Tomas"""
    by, to = one.promised_by, one.promised_to
    is_own = one.promised_by_id == reader.pk
    if to is None or to.pk == reader.pk:
        return by.first_name if by else ""
    if is_own:
        return _("You, for %(name)s") % {"name": to.first_name}
    return _("%(by)s, for %(name)s") % {"by": by.first_name if by else "", "name": to.first_name}


def _when(day: date, on: date, *, is_late: bool) -> str:
    if is_late:
        return _("was due %(day)s") % {"day": date_format(day, "j M")}
    if day == on:
        return _("due today")
    if day == on + timedelta(days=1):
        return _("due tomorrow")
    return _("due %(day)s") % {"day": date_format(day, "l j M")}


def _kept(found: Promised) -> str:
    said = {
        "team": found.kept_by_team,
        "of_team": found.of_team,
        "us": found.kept_by_us,
        "of_us": found.of_us,
    }
    if found.of_team and found.of_us:
        return (
            _("Kept in the last six weeks: %(team)s of %(of_team)s by the team, %(us)s of %(of_us)s by us.")
            % said
        )
    if found.of_team:
        return _("Kept in the last six weeks: %(team)s of %(of_team)s by the team.") % said
    if found.of_us:
        return _("Kept in the last six weeks: %(us)s of %(of_us)s by us.") % said
    return ""
