"""What somebody wants to hear about, in words: four groups, and how much of each is on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from salesgym.kinds import Group
from salesgym.notices.queries.preference import Choice


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group's title, what belongs to it, and how much of it is on."""

    title: str
    text: str
    state: str


def group_words(group: Group, choices: Sequence[Choice]) -> GroupWords:
    """The words of a group of kinds, as they are chosen today."""
    title, text = {
        Group.WAITS: (
            _("What waits for you"),
            _("To sign, to verify, to give, to answer: what others cannot go on without."),
        ),
        Group.PROGRESS: (
            _("Progress"),
            _("Steps that come up or are reached, plans that start and end, numbers that moved."),
        ),
        Group.PEOPLE: (_("People"), _("What others say, answer or take back.")),
        Group.LETTERS: (
            _("Weekly letters"),
            _("One mail a week about your plan, your mentees or your team."),
        ),
    }[group]
    return GroupWords(title, text, _state(choices))


def is_on(choices: Sequence[Choice]) -> bool:
    """Whether anything of a group is on."""
    return any(choice.in_app or choice.email for choice in choices)


def _state(choices: Sequence[Choice]) -> str:
    """All, nothing, or how many of how many, in the app and by email."""
    in_app = [choice.in_app for choice in choices if choice.kind.in_app]
    email = [choice.email for choice in choices if choice.kind.by_email]
    if not is_on(choices):
        return _("Nothing of this reaches you.")
    if all(in_app) and all(email):
        return _("All of it, in the app and by email.") if in_app else _("All of it, by email.")
    said = {"app": sum(in_app), "kinds": len(in_app), "email": sum(email), "mails": len(email)}
    if not in_app:
        return _("A part of it: %(email)s of %(mails)s by email.") % said
    return _("A part of it: %(app)s of %(kinds)s in the app, %(email)s of %(mails)s by email.") % said
