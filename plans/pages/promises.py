"""A promise to the rep in words: who made it, and how it stands with its day. Late is said, not only colored."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.models import Commitment


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """Dana; was due 23 Oct. `is_late`: its day is over and it is still owed."""

    who: str
    when: str
    is_late: bool


def promise_words(commitment: Commitment, *, by: str, is_over: bool, on: date) -> PromiseWords:
    """The words for this day. `by` is the name of who promised it, "" for the company; `is_over`: the plan is closed."""
    is_late = commitment.delivered_on is None and commitment.due_on < on and not is_over
    return PromiseWords(
        who=by.split()[0] if by else _("The company"),
        when=_when(commitment, is_late=is_late, is_over=is_over),
        is_late=is_late,
    )


def _when(commitment: Commitment, *, is_late: bool, is_over: bool) -> str:
    if commitment.delivered_on is not None:
        return _("done %(day)s") % {"day": date_format(commitment.delivered_on, "j M")}
    said = {"day": date_format(commitment.due_on, "j M")}
    if is_over:
        return _("was due %(day)s, not kept when the plan ended") % said
    return _("was due %(day)s") % said if is_late else _("due %(day)s") % said


def promise_line(commitment: Commitment, *, is_own: bool, is_late: bool) -> str:
    """For whoever answers for it: Your promise to Jordan is due Friday 23 October: two joint calls."""
    said = {
        "rep": commitment.of_plan.rep.first_name,
        "day": date_format(commitment.due_on, "l j F"),
        "what": commitment.what,
    }
    if is_own:
        if is_late:
            return _("Your promise to %(rep)s was due %(day)s: %(what)s") % said
        return _("Your promise to %(rep)s is due %(day)s: %(what)s") % said
    if is_late:
        return _("A promise to %(rep)s was due %(day)s: %(what)s") % said
    return _("A promise to %(rep)s is due %(day)s: %(what)s") % said
