"""What each side promised with a plan: two halves of the same size, ours first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.pages.plan import files
from coaching.pages.plan.files import FileLine
from coaching.pages.plan.settled import PutRight, of_promise
from coaching.queries.opened_plan import OpenedPlan, Promised
from plans import permissions
from plans.calculations.kept import Kept
from plans.pages.promises import both_sides, how_kept, kept, promise_words
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise. `who` is "" where its half names who made it."""

    what: str
    who: str
    who_id: int | None
    when: str
    is_delivered: bool
    is_late: bool
    deliver_url: str
    put_right: PutRight | None
    files: list[FileLine]
    files_url: str


@dataclass(frozen=True, slots=True)
class Half:
    """One side: whose, how many of those due by now were kept, the promises by their days, and the words for none."""

    title: str
    count: str
    promises: list[Promise]
    nothing: str = ""

    @property
    def first(self) -> list[Promise]:
        """What stands on the page: what is late, else what comes next, else one of those that are done."""
        late = [one for one in self.promises if one.is_late]
        return late or [one for one in self.promises if not one.is_delivered][:1] or self.promises[:1]

    @property
    def folded(self) -> list[Promise]:
        """The others, one click away."""
        return [one for one in self.promises if one not in self.first]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Both halves, or a mentor's own promises alone. `ended` is the sentence of a closed plan: who kept how many."""

    halves: list[Half]
    ended: str = ""

    def __bool__(self) -> bool:
        return any(half.promises for half in self.halves)


def ledger(opened: OpenedPlan, *, reader: User, at: datetime) -> Ledger:
    """What this reader may see of it: the two parties everything, a mentor what they promised."""
    plan = opened.plan
    if not permissions.can_see_terms(reader, plan):
        mine = [one for one in opened.promises if one.support.promised_by_id == reader.pk]
        return Ledger([_half(opened, mine, _("You promised"), reader=reader, at=at)])
    ours = [one for one in opened.promises if not one.support.is_of_rep]
    own = [one for one in opened.promises if one.support.is_of_rep]
    name = plan.rep.first_name
    is_rep = permissions.is_rep(reader, plan)
    title = _("You promised") if is_rep else _("%(name)s promised") % {"name": name}
    practice = _("Your practice, which you may change at any time.") if is_rep else _("The practice.")
    return Ledger(
        [
            _half(opened, ours, _("We promised"), reader=reader, at=at, nothing=_("Coaching along the way.")),
            _half(opened, own, title, reader=reader, at=at, nothing=practice),
        ],
        "" if plan.is_open else both_sides(_kept(ours), _kept(own), name=name),
    )


def _half(
    opened: OpenedPlan,
    promises: Sequence[Promised],
    title: str,
    *,
    reader: User,
    at: datetime,
    nothing: str = "",
) -> Half:
    on = localtime(at).date()
    words = how_kept((one.support for one in promises), on=on, is_open=opened.plan.is_open)
    return Half(title, words, [_promise(opened, one, reader, on, at) for one in promises], nothing)


def _kept(promises: Sequence[Promised]) -> Kept:
    return kept(one.support for one in promises)


def _promise(opened: OpenedPlan, promised: Promised, reader: User, on: date, at: datetime) -> Promise:
    support = promised.support
    is_delivered = support.delivered_on is not None
    may_deliver = not is_delivered and permissions.can_deliver_support(reader, support)
    said = promise_words(support, by=promised.by_name, is_over=not opened.plan.is_open, on=on)
    return Promise(
        what=support.what,
        who="" if support.is_of_rep else said.who,
        who_id=support.promised_by_id,
        when=said.when,
        is_delivered=is_delivered,
        is_late=said.is_late,
        deliver_url=reverse("plans:deliver_support", args=[support.pk]) if may_deliver else "",
        put_right=of_promise(opened, support, reader=reader, at=at),
        files=files.of_promise(opened, support),
        files_url=files.promise_page(support, reader=reader),
    )
