"""What both sides of a plan promise, in words: who made it, and how it stands with its day. Late is said, not only colored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.kept import Kept, kept_of
from plans.models import Commitment


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """Dana; was due 23 Oct. `is_late`: its day is over and it is still owed."""

    who: str
    when: str
    is_late: bool


class Sides(NamedTuple):
    """What both sides of a plan promise: what we do for it, and what its rep does."""

    ours: list[Commitment]
    own: list[Commitment]


def by_side(promises: Iterable[Commitment]) -> Sides:
    """The promises of one plan by who made them, on each side in their order."""
    everything = list(promises)
    return Sides(
        [one for one in everything if not one.is_of_rep], [one for one in everything if one.is_of_rep]
    )


def kept(promises: Iterable[Commitment]) -> Kept:
    """How many of these were kept, and how many of them late."""
    return kept_of((one.due_on, one.delivered_on) for one in promises)


def so_far(count: Kept) -> str:
    """While the plan runs: 2 of 3 kept so far, 1 late."""
    said = {"kept": count.kept, "made": count.made, "late": count.late}
    if count.late:
        return _("%(kept)s of %(made)s kept so far, %(late)s late") % said
    return _("%(kept)s of %(made)s kept so far") % said


def at_the_end(count: Kept) -> str:
    """2 of 3 kept, 1 late"""
    said = {"kept": count.kept, "made": count.made, "late": count.late}
    if count.late:
        return _("%(kept)s of %(made)s kept, %(late)s late") % said
    return _("%(kept)s of %(made)s kept") % said


def how_kept(promises: Iterable[Commitment], *, on: date, is_open: bool) -> str:
    """How many were kept on this day. While the plan runs what is to come counts as neither kept nor missed; "" where
    nothing counts yet."""
    counted = [one for one in promises if not is_open or one.delivered_on is not None or one.due_on < on]
    if not counted:
        return ""
    return so_far(kept(counted)) if is_open else at_the_end(kept(counted))


def both_sides(ours: Kept, own: Kept, *, name: str) -> str:
    """We kept 4 of 5 promises, 1 late. Anna kept 3 of 3. A side that made none is left out; "" without any."""
    return " ".join(words for words in (_we_kept(ours), _they_kept(own, name)) if words)


def _we_kept(count: Kept) -> str:
    said = {"kept": count.kept, "made": count.made, "late": count.late}
    if not count.made:
        return ""
    if count.late:
        return _("We kept %(kept)s of %(made)s promises, %(late)s late.") % said
    return _("We kept %(kept)s of %(made)s promises.") % said


def _they_kept(count: Kept, name: str) -> str:
    said = {"name": name, "kept": count.kept, "made": count.made, "late": count.late}
    if not count.made:
        return ""
    if count.late:
        return _("%(name)s kept %(kept)s of %(made)s, %(late)s late.") % said
    return _("%(name)s kept %(kept)s of %(made)s.") % said


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
        return _done(commitment.delivered_on, days_late=(commitment.delivered_on - commitment.due_on).days)
    said = {"day": date_format(commitment.due_on, "j M")}
    if is_over:
        return _("was due %(day)s, not kept when the plan ended") % said
    return _("was due %(day)s") % said if is_late else _("due %(day)s") % said


def _done(day: date, *, days_late: int) -> str:
    """done 8 Nov, 3 days late"""
    said = {"day": date_format(day, "j M"), "days": days_late}
    if days_late <= 0:
        return _("done %(day)s") % said
    return ngettext("done %(day)s, %(days)s day late", "done %(day)s, %(days)s days late", days_late) % said


def promise_line(commitment: Commitment, *, is_own: bool, is_late: bool) -> str:
    """For whoever answers for it: Your promise to Jordan is due Friday 23 October: two joint calls."""
    said = {
        "rep": commitment.of_plan.rep.first_name,
        "day": date_format(commitment.due_on, "l j F"),
        "what": commitment.what,
    }
    if commitment.is_of_rep:
        if is_late:
            return _("Your promise was due %(day)s: %(what)s") % said
        return _("Your promise is due %(day)s: %(what)s") % said
    if is_own:
        if is_late:
            return _("Your promise to %(rep)s was due %(day)s: %(what)s") % said
        return _("Your promise to %(rep)s is due %(day)s: %(what)s") % said
    if is_late:
        return _("A promise to %(rep)s was due %(day)s: %(what)s") % said
    return _("A promise to %(rep)s is due %(day)s: %(what)s") % said
