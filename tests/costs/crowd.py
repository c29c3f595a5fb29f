"""Many plans like one, in few statements: pages are asked what two hundred of them cost."""

import uuid
from collections.abc import Iterable
from copy import copy
from typing import TypeVar

from django.db.models import Model

from coaching.models import Comment, PracticeEntry
from plans.models import Commitment, Milestone, Plan, ProgrammeItem, Reward, Signature
from salesgym.numbers.models import WeeklyValue
from salesgym.people.models import Membership, User

Row = TypeVar("Row", bound=Model)


def more_like(plan: Plan, many: int) -> list[Plan]:
    """As many further plans with everything that hangs on this one, each of a rep of its own."""
    reps = reps_like(plan.rep, many)
    plans = _written(
        again(plan, rep=rep, status=Plan.Status.DRAFT, proposed_at=None, activated_at=None) for rep in reps
    )
    _promised(plan, plans)
    life = {name: getattr(plan, name) for name in ("status", "proposed_at", "activated_at")}
    Plan.objects.filter(pk__in=[one.pk for one in plans]).update(**life)
    for one in plans:
        vars(one).update(life)
    _signed(plan, plans)
    _lived(plan, plans)
    return plans


def again(row: Row, **changes: object) -> Row:
    """The same once more, not stored yet."""
    made = copy(row)
    made.pk = None
    if hasattr(made, "client_id"):
        made.client_id = uuid.uuid4()
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def _written(rows: Iterable[Row]) -> list[Row]:
    made = list(rows)
    return type(made[0]).objects.bulk_create(made) if made else []


def reps_like(rep: User, many: int, **changes: object) -> list[User]:
    """As many further people with these changes, each with the team and the weekly values of this one."""
    codes = [uuid.uuid4().hex for _one in range(many)]
    reps = _written(
        again(rep, name=f"Person {code[:8]}", email=f"{code}@example.com", **changes) for code in codes
    )
    _written(again(place, person=one) for place in Membership.objects.filter(person=rep) for one in reps)
    _written(again(value, rep=one) for value in WeeklyValue.objects.filter(rep=rep) for one in reps)
    return reps


def _promised(plan: Plan, plans: list[Plan]) -> None:
    for step in Milestone.objects.filter(plan=plan):
        steps = _written(again(step, plan=one) for one in plans)
        _written(
            again(reward, milestone=one) for reward in Reward.objects.filter(milestone=step) for one in steps
        )
    for model in (ProgrammeItem, Commitment):
        _written(again(row, plan=one) for row in model.objects.filter(plan=plan) for one in plans)


def _signed(plan: Plan, plans: list[Plan]) -> None:
    for text in plan.agreements.all():
        texts = _written(again(text, plan=one) for one in plans)
        for signature in Signature.objects.filter(agreement=text):
            is_own = signature.signer_id == plan.rep_id
            _written(
                again(signature, agreement=one, **({"signer": one.plan.rep} if is_own else {}))
                for one in texts
            )


def _lived(plan: Plan, plans: list[Plan]) -> None:
    _written(
        again(entry, plan=one, rep=one.rep)
        for entry in PracticeEntry.objects.filter(plan=plan)
        for one in plans
    )
    _written(
        again(comment, plan=one, author=one.rep)
        for comment in Comment.objects.filter(plan=plan, author=plan.rep, practice=None)
        for one in plans
    )
