"""Promises of check-ins in words: who does what by when, in which situation, and what a reader may do with them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coaching.models import CheckIn
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """One promise. `person` is who owes it, None for the company. Of the addresses those are set that the reader may use."""

    what: str
    cue: str
    who: str
    person: User | None
    when: str
    is_kept: bool
    is_late: bool
    keep_url: str = ""
    back_url: str = ""
    withdraw_url: str = ""


def owners(talk: CheckIn, lead: User, mentor: User | None, *, reader: User) -> list[tuple[User, str]]:
    """Who may promise something in this talk, each with their name on the form: the rep, who leads it, the mentor."""
    people = {one.pk: one for one in (talk.rep, lead, mentor) if one is not None}
    return [(one, name_of(one, reader)) for one in people.values()]


def name_of(person: User, reader: User) -> str:
    """You, or a first name."""
    return _("You") if person.pk == reader.pk else person.first_name
