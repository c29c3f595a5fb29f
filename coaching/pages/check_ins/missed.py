"""Whose it was that a check-in was missed: said plainly, and never guessed. Every page and mail has it from here."""

from django.utils.translation import gettext as _

from coaching.models import CheckIn
from salesgym.people.models import User


def missed_words(talk: CheckIn, reader: User) -> str:
    """One sentence. Without a word of either it is the leader's: they see to it that talks take place."""
    is_rep = reader.pk == talk.rep_id
    said = {"rep": talk.rep.first_name, "lead": talk.led_by.first_name}
    if talk.lead_confirmed_at is not None:
        if is_rep:
            return _("You did not confirm it within seven days.")
        return _("%(rep)s did not confirm it within seven days.") % said
    if talk.rep_confirmed_at is not None:
        if is_rep:
            return _("%(lead)s did not confirm it within seven days.") % said
        return _("It was not confirmed from our side within seven days.")
    if is_rep:
        return _("It did not take place. That counts as ours, not as yours.")
    return _("It did not take place. That counts as ours, not as %(rep)s's.") % said


def missed_and_next(talk: CheckIn, reader: User) -> str:
    """The same, and what becomes of the agenda."""
    said = {"whose": missed_words(talk, reader)}
    return _("%(whose)s What was on its agenda waits for the next one.") % said
