"""Reminds the side whose turn it is of what waits for them, after two days and after five."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.actions.giving import give, in_batches
from coaching.queries import waiting
from coaching.queries.waiting import Waiting
from plans.models import Agreement, Amendment, StepQuestion
from plans.queries.people import managers_of
from salesgym.notices.actions.notice import Item
from salesgym.people.models import User

Thing = TypeVar("Thing")


def plan_agreements(*, at: datetime) -> int:
    """Remind of an agreement that is not signed; how many notices were new."""

    def item(one: Waiting[Agreement], person: User) -> Item:
        page = "plans:proposal" if one.is_reps_turn else "plans:agreement"
        return Item(
            to=person,
            title=_("The agreement on %(focus)s still waits for you") % {"focus": one.plan.skill},
            url=reverse(page, args=[one.plan.pk]),
            refs={"plan": one.plan.pk},
            occurrence=f"agreement{one.thing.number}-{one.days}d",
        )

    return _give("plans.agreement_to_sign", waiting.agreements(at=at), item, at)


def plan_amendments(*, at: datetime) -> int:
    """Remind the rep of new dates that they have not answered; how many notices were new."""

    def item(one: Waiting[Amendment], person: User) -> Item:
        return Item(
            to=person,
            title=_("New dates for %(focus)s still wait for you") % {"focus": one.plan.skill},
            url=reverse("plans:amend_plan", args=[one.plan.pk]),
            refs={"plan": one.plan.pk, "amendment": one.thing.pk},
            occurrence=f"{one.days}d",
        )

    return _give("plans.amendment_to_sign", waiting.amendments(at=at), item, at)


def plan_questions(*, at: datetime) -> int:
    """Remind the managers of what a rep asked about a step; how many notices were new."""

    def item(one: Waiting[StepQuestion], person: User) -> Item:
        return Item(
            to=person,
            title=_("%(rep)s still waits to hear what step %(number)s means")
            % {"rep": one.plan.rep.first_name, "number": one.thing.position},
            url=reverse("plans:answer_step", args=[one.thing.pk]),
            refs={"plan": one.plan.pk, "step_question": one.thing.pk},
            occurrence=f"{one.days}d",
        )

    return _give("plans.step_questioned", waiting.questions(at=at), item, at)


def _give(
    kind: str, found: Iterable[Waiting[Thing]], item: Callable[[Waiting[Thing], User], Item], at: datetime
) -> int:
    return give(kind, _turns(found, at), lambda turn: item(*turn), at)


def _turns(found: Iterable[Waiting[Thing]], at: datetime) -> Iterator[tuple[Waiting[Thing], User]]:
    """What waits with each person whose turn it is. Of those on leave none: back at work they read one reminder."""
    turns = (
        (one, person)
        for one in found
        for person in ([one.plan.rep] if one.is_reps_turn else managers_of(one.plan.rep))
    )
    for batch in in_batches(turns):
        away = waiting.on_leave({person for _one, person in batch}, at=at)
        yield from (turn for turn in batch if turn[1].pk not in away)
