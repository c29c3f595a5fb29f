"""Reminds the side whose turn it is of what waits for them, after two days and after five."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.actions.giving import in_batches, write
from coaching.queries import told, waiting
from plans.models import Agreement, Amendment, Plan, StepQuestion
from plans.queries.people import managers_of_each
from salesgym.notices.actions.notice import Item
from salesgym.people.models import User

Thing = TypeVar("Thing", bound=Model)


def plan_agreements(*, at: datetime) -> int:
    """Remind of an agreement that is not signed; how many notices were new."""

    def item(text: Agreement, person: User) -> Item:
        page = "plans:proposal" if person.pk == text.plan.rep_id else "plans:agreement"
        return Item(
            to=person,
            title=_("The agreement on %(focus)s still waits for you") % {"focus": text.plan.skill},
            url=reverse(page, args=[text.plan.pk]),
            refs={"plan": text.plan.pk},
            occurrence=f"agreement{text.number}-{_days(text)}d",
        )

    kind = "plans.agreement_to_sign"
    key = told.key(kind, "plan", F("plan"), ":agreement", F("number"), "-", F("days"), "d")
    of_reps = told.untold(waiting.agreements(at=at, rep_signed=False), key, to=("plan__rep",))
    of_managers = told.untold(waiting.agreements(at=at, rep_signed=True), key, managers_of="plan__rep")
    return _give(kind, of_reps, item, at) + _give(kind, of_managers, item, at, to_managers_of=_plan)


def plan_amendments(*, at: datetime) -> int:
    """Remind the rep of new dates that they have not answered; how many notices were new."""

    def item(dates: Amendment, person: User) -> Item:
        return Item(
            to=person,
            title=_("New dates for %(focus)s still wait for you") % {"focus": dates.plan.skill},
            url=reverse("plans:amend_plan", args=[dates.plan.pk]),
            refs={"plan": dates.plan.pk, "amendment": dates.pk},
            occurrence=f"{_days(dates)}d",
        )

    kind = "plans.amendment_to_sign"
    key = told.key(kind, "amendment", F("pk"), "-plan", F("plan"), ":", F("days"), "d")
    return _give(kind, told.untold(waiting.amendments(at=at), key, to=("plan__rep",)), item, at)


def plan_questions(*, at: datetime) -> int:
    """Remind the managers of what a rep asked about a step; how many notices were new."""

    def item(question: StepQuestion, person: User) -> Item:
        plan = question.agreement.plan
        return Item(
            to=person,
            title=_("%(rep)s still waits to hear what step %(number)s means")
            % {"rep": plan.rep.first_name, "number": question.position},
            url=reverse("plans:answer_step", args=[question.pk]),
            refs={"plan": plan.pk, "step_question": question.pk},
            occurrence=f"{_days(question)}d",
        )

    kind = "plans.step_questioned"
    key = told.key(kind, "plan", F("agreement__plan"), "-step_question", F("pk"), ":", F("days"), "d")
    found = told.untold(waiting.questions(at=at), key, managers_of="agreement__plan__rep")
    return _give(kind, found, item, at, to_managers_of=lambda question: question.agreement.plan)


def _give(
    kind: str,
    found: QuerySet[Thing],
    item: Callable[[Thing, User], Item],
    at: datetime,
    to_managers_of: Callable[[Thing], Plan] | None = None,
) -> int:
    """Remind the plan's rep of each, or the managers. Of those on leave nobody: back at work they read one reminder."""
    given = 0
    for batch in in_batches(found.iterator()):
        turns = _with_managers(batch, to_managers_of) if to_managers_of else _with_reps(batch)
        away = waiting.on_leave({person for _thing, person in turns}, at=at)
        items = [item(thing, person) for thing, person in turns if person.pk not in away]
        given += write(kind, items, at)
    return given


def _with_reps(things: Sequence[Any]) -> list[tuple[Any, User]]:
    return [(thing, thing.plan.rep) for thing in things]


def _with_managers(things: Sequence[Any], plan_of: Callable[[Any], Plan]) -> list[tuple[Any, User]]:
    managers = managers_of_each({plan_of(thing).rep_id for thing in things})
    return [(thing, person) for thing in things for person in managers.get(plan_of(thing).rep_id, ())]


def _plan(text: Agreement) -> Plan:
    return text.plan


def _days(thing: Model) -> int:
    """Which reminder is due, as the query has worked it out."""
    return vars(thing)["days"]
