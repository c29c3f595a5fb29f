"""Mails about a check-in that took place: one side confirmed, the rep sees it differently, somebody answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.models import CheckIn, CheckInKind
from coaching.pages.check_ins.addresses import talk_url
from plans.emails.letter import Letter, kind_of
from plans.emails.matter import Refs
from plans.queries.people import managing_pairs
from salesgym.kinds import Group, Kind
from salesgym.notices.emails import absolute
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Told:
    """One talk and as what the reader reads of it."""

    talk: CheckIn
    is_rep: bool
    leads: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a batch of these mails is about."""

    talks: Mapping[int, CheckIn]
    managing: set[tuple[int, int]]


def prefetch(items: Sequence[tuple[User, Refs]], at: datetime) -> Loaded:
    """The talks of these mails and who manages their reps today: the same number of queries for any number."""
    people = ("rep", "led_by", "plan", "lead_confirmed_by", "answered_by")
    talks = CheckIn.objects.select_related(*people).in_bulk(
        {int(refs["check_in"]) for _person, refs in items}
    )
    return Loaded(talks, managing_pairs({talk.rep_id for talk in talks.values()}))


def told_of(reader: User, refs: Refs, at: datetime, loaded: Loaded | None) -> Told | None:
    """What this mail is about; None where its reader is in that talk no more."""
    everything = loaded or prefetch([(reader, refs)], at)
    talk = everything.talks.get(int(refs["check_in"]))
    if talk is None:
        return None
    if talk.kind == CheckInKind.PAIR:
        mentor = talk.plan.mentor_id if talk.plan else None
        leads = reader.pk == talk.led_by_id == mentor
    else:
        leads = (reader.pk, talk.rep_id) in everything.managing
    is_rep = reader.pk == talk.rep_id
    return Told(talk, is_rep, leads, at) if is_rep or leads else None


def may_open(recipient: User, refs: Refs) -> bool:
    """The talk is this person's to read today."""
    return CheckIn.objects.visible_to(recipient).filter(pk=refs["check_in"]).exists()


def kind(
    name: str,
    label: Any,
    words: Callable[[Told], Letter],
    wanted: Callable[[Told], bool],
    *,
    group: Group = Group.WAITS,
) -> Kind:
    """A kind of notice about one check-in, from its words and the question whether it still matters."""

    return kind_of(
        name,
        label,
        group,
        matter_of=told_of,
        prefetch=prefetch,
        context=lambda told: asdict(words(told)),
        wanted=wanted,
        may_open=may_open,
        template="check_in",
    )


def _confirm(told: Told) -> Letter:
    talk = told.talk
    return Letter(
        subject=_("A check-in for you to read"),
        title=_("Is this what you agreed?"),
        text=_("Read what was written down and say yes, or change it together. It counts once both have."),
        button=_("Read and confirm"),
        url=absolute(talk_url(talk)),
    )


def _confirm_is_wanted(told: Told) -> bool:
    talk = told.talk
    mine = talk.rep_confirmed_at if told.is_rep else talk.lead_confirmed_at
    return mine is None and talk.is_confirmed_by_one and told.at < talk.confirm_by


def _differs(told: Told) -> Letter:
    words = {"rep": told.talk.rep.first_name}
    return Letter(
        subject=_("A check-in waits for your answer"),
        title=_("%(rep)s sees it differently") % words,
        text=_("It stands beside the notes. Answer in a sentence or two, or talk about it."),
        quote=told.talk.seen_differently,
        quote_by=str(told.talk.rep),
        button=_("Read and answer"),
        url=absolute(talk_url(told.talk)),
    )


def _answered(told: Told) -> Letter:
    by = told.talk.answered_by or told.talk.led_by
    words = {"name": by.first_name}
    return Letter(
        subject=_("An answer about a check-in"),
        title=_("%(name)s answered how you see it") % words,
        text=_("Both stand beside the notes of that day."),
        quote=told.talk.answer,
        quote_by=str(by),
        button=_("Open the check-in"),
        url=absolute(talk_url(told.talk)),
    )


KINDS = (
    kind(
        "coaching.check_in_confirm",
        gettext_lazy("The other side confirmed a check-in, and you are asked"),
        _confirm,
        _confirm_is_wanted,
    ),
    kind(
        "coaching.check_in_differs",
        gettext_lazy("A rep sees a check-in differently"),
        _differs,
        lambda told: told.leads and bool(told.talk.seen_differently) and not told.talk.answer,
    ),
    kind(
        "coaching.check_in_answered",
        gettext_lazy("How you see a check-in was answered"),
        _answered,
        lambda told: told.is_rep and bool(told.talk.answer),
        group=Group.PEOPLE,
    ),
)
