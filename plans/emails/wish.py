"""Mails about a plan that a rep asks for: there is no plan yet, so they load what was asked and who manages the rep."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import KINDS, Letter, MayOpen, anybody, kind_of
from plans.emails.matter import Refs
from plans.models import Plan, PlanWish
from plans.queries.people import managing_pairs
from salesgym.kinds import Group, Kind
from salesgym.notices.emails import absolute
from salesgym.people.models import User


@dataclass(frozen=True)
class Asked:
    """One wish and who reads of it."""

    wish: PlanWish
    is_rep: bool
    manages: bool


@dataclass
class Loaded:
    """What a batch of these mails is about."""

    wishes: dict[int, PlanWish]
    managing: set[tuple[int, int]]


def prefetch(items: Sequence[tuple[User, Refs]], at: datetime) -> Loaded:
    """Load what these mails are about, the same number of queries for one and for two hundred."""
    people = ("rep", "skill", "answered_by", "plan")
    wishes = PlanWish.objects.select_related(*people).in_bulk({int(refs["wish"]) for _reader, refs in items})
    return Loaded(wishes, managing_pairs({wish.rep_id for wish in wishes.values()}))


def _asked(reader: User, refs: Refs, at: datetime, loaded: Loaded | None) -> Asked | None:
    everything = loaded or prefetch([(reader, refs)], at)
    wish = everything.wishes.get(int(refs["wish"]))
    if wish is None:
        return None
    return Asked(wish, reader.pk == wish.rep_id, (reader.pk, wish.rep_id) in everything.managing)


def _waits(asked: Asked) -> bool:
    return asked.manages and asked.wish.is_open


def _is_news(asked: Asked) -> bool:
    """An answer in a sentence is; a draft until it is proposed or put away."""
    plan = asked.wish.plan
    has_draft = plan is not None and plan.status == Plan.Status.DRAFT
    return asked.is_rep and (has_draft or asked.wish.status == PlanWish.Status.ANSWERED)


def _may_answer(recipient: User, refs: Refs) -> bool:
    return PlanWish.objects.managed_by(recipient).filter(pk=refs["wish"]).exists()


def _wished(asked: Asked) -> Letter:
    wish = asked.wish
    words = {"rep": wish.rep.first_name, "focus": wish.skill}
    return Letter(
        subject=_("Somebody asks for a plan"),
        title=_("%(rep)s asks for a plan: %(focus)s") % words,
        text=_("Answer with a draft, or with one sentence. %(rep)s reads it on Today.") % words,
        quote=wish.sentence,
        quote_by=str(wish.rep),
        button=_("Read and answer"),
        url=absolute(reverse("plans:answer_wish", args=[wish.pk])),
    )


def _answered(asked: Asked) -> Letter:
    wish = asked.wish
    by = wish.answered_by
    words = {"manager": by.first_name if by else "", "focus": wish.skill}
    is_drafted = wish.plan is not None
    return Letter(
        # The same for a draft and for a sentence instead.
        subject=_("What you asked for is answered"),
        eyebrow=str(wish.skill),
        title=_("%(manager)s writes the plan you asked for") % words
        if is_drafted
        else _("%(manager)s has answered what you asked for") % words,
        text=_("You read every word before anything starts.")
        if is_drafted
        else _("You can talk about it whenever you like, and ask again."),
        quote=wish.answer,
        quote_by=str(by) if wish.answer else "",
        button=_("Open Today"),
        url=absolute(reverse("coaching:today")),
    )


def _kind(
    name: str,
    label: Any,
    words: Callable[[Asked], Letter],
    wanted: Callable[[Asked], bool],
    *,
    may_open: MayOpen,
    group: Group,
) -> Kind:
    def context(asked: Asked) -> dict[str, Any]:
        why = (
            _("You get this because you asked for a plan.")
            if asked.is_rep
            else _("You get this because you manage the team today.")
        )
        return {**asdict(words(asked)), "why": why}

    return kind_of(
        name,
        label,
        group,
        matter_of=_asked,
        prefetch=prefetch,
        context=context,
        wanted=wanted,
        may_open=may_open,
    )


KINDS += [
    _kind(
        "plans.plan_wished",
        gettext_lazy("A rep asks for a plan"),
        _wished,
        _waits,
        may_open=_may_answer,
        group=Group.WAITS,
    ),
    _kind(
        "plans.wish_answered",
        gettext_lazy("The plan you asked for is answered"),
        _answered,
        _is_news,
        may_open=anybody,
        group=Group.PEOPLE,
    ),
]
