"""A rep asks for a plan; a manager answers with a draft or with one sentence."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from plans.actions import draft, history
from plans.models import Event, Plan, PlanWish, Skill
from plans.queries.people import managers_of
from salesgym.errors import Refused
from salesgym.notices.actions import notice
from salesgym.people.models import User


class PlanIsOpen(Refused):
    """The rep has a plan or a proposal that they may read."""


class NobodyToAsk(Refused):
    """Nobody manages this rep today."""


class AskedAlready(Refused):
    """Another wish of this rep waits for an answer."""


class NothingSaid(Refused):
    """The sentence is empty."""


class AnsweredAlready(Refused):
    """The wish was answered or taken back, so it waits for nobody."""


@transaction.atomic
def ask(*, rep: User, skill: Skill, sentence: str, at: datetime) -> PlanWish:
    """Ask those who manage the rep today for a plan about this skill. The same wish again gives the first one."""
    rep = User.objects.select_for_update(of=("self",)).get(pk=rep.pk)
    said = " ".join(sentence.split())
    # The row is locked, so that a draft is not proposed between this look and the wish.
    plan = Plan.objects.open().filter(rep=rep).select_for_update().first()
    if plan is not None and plan.status != Plan.Status.DRAFT:
        raise PlanIsOpen(_("You have a plan already: one focus at a time."))
    if not said:
        raise NothingSaid(_("Say in one sentence what you would like to get better at."))
    waiting = PlanWish.objects.open().filter(rep=rep).first()
    if waiting is not None:
        if (waiting.skill_id, waiting.sentence) == (skill.pk, said):
            return waiting
        raise AskedAlready(_("You have asked already. Take it back first to ask for something else."))
    managers = managers_of(rep)
    if not managers:
        raise NobodyToAsk(_("Nobody manages your team today. Ask again once somebody does."))
    wish = PlanWish.objects.create(rep=rep, skill=skill, sentence=said, asked_at=at)
    notice.give(
        "plans.plan_wished",
        to=managers,
        refs={"wish": wish.pk},
        title=_("%(rep)s asks for a plan: %(focus)s") % {"rep": rep.first_name, "focus": skill},
        url=reverse("plans:answer_wish", args=[wish.pk]),
        at=at,
    )
    return wish


@transaction.atomic
def take_back(*, wish: PlanWish, at: datetime) -> PlanWish:
    """The rep does not ask for it any longer."""
    wish = _lock_open(wish)
    wish.status, wish.answered_at = PlanWish.Status.TAKEN_BACK, at
    wish.save(update_fields=["status", "answered_at"])
    return wish


@transaction.atomic
def answer(*, wish: PlanWish, by: User, answer: str, at: datetime) -> PlanWish:
    """Answer with one sentence, which the rep reads on Today."""
    wish = _lock_open(wish)
    said = " ".join(answer.split())
    if not said:
        raise NothingSaid(_("Write one sentence that %(name)s can do something with.") % _named(wish))
    wish.status, wish.answer = PlanWish.Status.ANSWERED, said
    wish.answered_by, wish.answered_at = by, at
    wish.save(update_fields=["status", "answer", "answered_by", "answered_at"])
    _tell_rep(wish, _("%(manager)s has answered what you asked for: %(focus)s"), at=at)
    return wish


@transaction.atomic
def take_up(*, wish: PlanWish, by: User, at: datetime) -> Plan:
    """Answer with a draft: the one that is open, or a new one. Doing so twice gives the same draft."""
    rep = User.objects.select_for_update(of=("self",)).get(pk=wish.rep_id)
    taken = PlanWish.objects.filter(pk=wish.pk, plan__status=Plan.Status.DRAFT).select_related("plan").first()
    if taken is not None and taken.plan is not None:
        return taken.plan
    wish = _lock_open(wish)
    existing = Plan.objects.open().filter(rep=rep, status=Plan.Status.DRAFT).first()
    plan = existing or draft.open_draft(rep=rep, by=by, at=at)
    _settle(wish, plan, by, at)
    _tell_rep(wish, _("%(manager)s has opened a draft of the plan you asked for: %(focus)s"), at=at)
    return plan


def settle_with(plan: Plan, *, by: User, at: datetime) -> None:
    """A proposal answers what its rep has asked for, whatever its focus. The caller has locked the plan."""
    wish = PlanWish.objects.select_for_update(of=("self",)).open().filter(rep=plan.rep_id).first()
    if wish is not None:
        _settle(wish, plan, by, at)


def _settle(wish: PlanWish, plan: Plan, by: User, at: datetime) -> None:
    wish.status, wish.plan = PlanWish.Status.DRAFTED, plan
    wish.answered_by, wish.answered_at = by, at
    wish.save(update_fields=["status", "plan", "answered_by", "answered_at"])
    detail = {"what": str(wish.skill), "reason": wish.sentence}
    history.record(plan=plan, actor=by, event=Event.WISH_TAKEN_UP, at=at, detail=detail)


def _lock_open(wish: PlanWish) -> PlanWish:
    locked = PlanWish.objects.select_for_update(of=("self",)).select_related("rep", "skill").get(pk=wish.pk)
    if not locked.is_open:
        raise AnsweredAlready(_("This waits for no answer any more: it was answered or taken back."))
    return locked


def _tell_rep(wish: PlanWish, title: str, *, at: datetime) -> None:
    by = wish.answered_by
    notice.give(
        "plans.wish_answered",
        to=[wish.rep],
        refs={"wish": wish.pk},
        title=title % {"manager": by.first_name if by else "", "focus": wish.skill},
        url=reverse("coaching:today"),
        at=at,
    )


def _named(wish: PlanWish) -> dict[str, str]:
    return {"name": wish.rep.first_name}
