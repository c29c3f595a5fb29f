"""Promises in a check-in in words: who does what by when, in which situation, and what a reader may do with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.models import CheckIn, TalkPromise
from coaching.permissions import may_release
from coaching.queries.opened_plan import OpenedPlan, Promised
from plans import permissions
from plans.models import Commitment
from plans.pages.promises import promise_words
from salesgym.people.models import User

# Promises of the plan stand on an agenda so many days before they are due.
SOON = timedelta(days=7)


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
    give_up_url: str = ""


def owners(talk: CheckIn, lead: User, mentor: User | None, *, reader: User) -> list[tuple[User, str]]:
    """Who may promise something in this talk, each with their name on the form: the rep, who leads it, the mentor."""
    people = {one.pk: one for one in (talk.rep, lead, mentor) if one is not None}
    return [(one, name_of(one, reader)) for one in people.values()]


def name_of(person: User, reader: User) -> str:
    """You, or a first name."""
    return _("You") if person.pk == reader.pk else person.first_name


def earlier(promises: Sequence[TalkPromise], *, reader: User, on: date, is_lead: bool) -> list[Row]:
    """Those of earlier talks: kept ones first, as good news, then what is open by its day.

    What is open can be released where the reader `is_lead` of the talk or waits for it, and did not promise it.
    """
    rows = []
    for one in promises:
        row = _row(one, reader, on=on, may_keep=True)
        may_give_up = not row.is_kept and may_release(reader, one, is_lead=is_lead)
        url = reverse("coaching:give_up_promise", args=[one.pk]) if may_give_up else ""
        rows.append(replace(row, give_up_url=url))
    return sorted(rows, key=lambda row: not row.is_kept)


def made(
    talk: CheckIn, promises: Sequence[TalkPromise], *, reader: User, on: date, is_open: bool, is_over: bool
) -> list[Row]:
    """Those of this talk. While it is `is_open` they can be taken off again, once it `is_over` marked as done."""
    rows = []
    for one in promises:
        place = [talk.rep_id, talk.pk, one.pk]
        withdraw_url = reverse("coaching:withdraw_promise", args=place) if is_open else ""
        rows.append(_row(one, reader, on=on, may_keep=is_over, withdraw_url=withdraw_url))
    return rows


def own(promises: Sequence[TalkPromise], *, reader: User, on: date) -> list[Row]:
    """What the reader promised, named by the person who waits for it."""
    rows = [_row(one, reader, on=on, may_keep=True) for one in promises]
    named = [one.commitment.promised_to for one in promises]
    return [
        replace(row, who=_("For %(name)s") % {"name": to.first_name} if to else row.who)
        for row, to in zip(rows, named, strict=True)
    ]


def with_own_plan(promises: Sequence[Commitment], *, on: date) -> list[Row]:
    """What the reader promised with their plan (of `coaching.queries.today.OwnPlan`)."""
    return [
        Row(
            what=promise.what,
            cue="",
            who=_("With your plan"),
            person=None,
            when=_when(promise, on=on),
            is_kept=False,
            is_late=promise.is_late(on),
            keep_url=reverse("plans:deliver_support", args=[promise.pk]),
        )
        for promise in promises
    ]


def of_the_plan(opened: OpenedPlan, *, reader: User, on: date) -> list[Row]:
    """What both sides promise by the plan's terms and is due within a week or late, ours first; a mentor reads of their
    own alone.
    """
    sees_all = permissions.can_see_terms(reader, opened.plan)
    return [
        _support(promised, reader, on=on)
        for promised in sorted(opened.promises, key=lambda promised: promised.support.is_of_rep)
        if (sees_all or promised.support.promised_by_id == reader.pk)
        and opened.plan.is_working
        and promised.support.delivered_on is None
        and promised.support.due_on <= on + SOON
    ]


def _row(one: TalkPromise, reader: User, *, on: date, may_keep: bool, withdraw_url: str = "") -> Row:
    promise = one.commitment
    owner = promise.promised_by
    if owner is None:
        raise ValueError("A promise of a talk names who made it.")
    is_kept = promise.delivered_on is not None
    may_keep = may_keep and not is_kept and promise.given_up_on is None
    return Row(
        what=promise.what,
        cue=promise.cue,
        who=name_of(owner, reader),
        person=owner,
        when=_when(promise, on=on),
        is_kept=is_kept,
        is_late=promise.is_late(on),
        keep_url=reverse("coaching:keep_promise", args=[one.pk]) if may_keep else "",
        back_url=reverse("coaching:take_back_promise", args=[one.pk]) if promise.delivered_on == on else "",
        withdraw_url=withdraw_url,
    )


def _when(promise: Commitment, *, on: date) -> str:
    """done 21 Oct, was due 23 Oct, by Fri 6 Nov, not needed since 5 Nov"""
    if promise.given_up_on is not None:
        return _("not needed since %(day)s") % {"day": date_format(promise.given_up_on, "j M")}
    if promise.delivered_on is not None or promise.is_late(on):
        return promise_words(promise, by="", is_over=False, on=on).when
    return _("by %(day)s") % {"day": date_format(promise.due_on, "D j M")}


def _support(promised: Promised, reader: User, *, on: date) -> Row:
    support = promised.support
    said = promise_words(support, by=promised.by_name, is_over=False, on=on)
    may_keep = permissions.can_deliver_support(reader, support)
    return Row(
        what=support.what,
        cue="",
        who=_("You") if support.promised_by_id == reader.pk else said.who,
        person=None,
        when=said.when,
        is_kept=False,
        is_late=said.is_late,
        keep_url=reverse("plans:deliver_support", args=[support.pk]) if may_keep else "",
    )
