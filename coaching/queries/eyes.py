"""Through whose eyes the demo shows a page: the manager, the rep and the mentor of the plan that it is about, and HR."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from plans.models import Plan
from salesgym.people.models import User


class Part(StrEnum):
    """What somebody has to do with a plan."""

    MANAGER = "manager"
    REP = "rep"
    MENTOR = "mentor"
    HR = "hr"


@dataclass(frozen=True)
class Eyes:
    """A sample person, and the part that they have in the plan."""

    person: User
    part: Part


def around(*, plan_id: int | None = None, rep_id: int | None = None, is_of_hr: bool = False) -> list[Eyes]:
    """Manager, rep and mentor of this plan, or of the newest plan of this rep; else of the first plan of the sample.

    For a plan without a mentor the first plan lends its own: what others see of a page is worth a look, too. A page that
    `is_of_hr` is offered to HR as well, and without a plan it is about the first formal one at work.
    """
    first = _plans().exclude(mentor=None).order_by("pk").first()
    formal = _plans().filter(kind=Plan.Kind.FORMAL, status__in=Plan.WORKING) if is_of_hr else None
    plan = (formal.order_by("pk").first() if formal is not None else None) or first
    if plan_id is not None:
        plan = _plans().filter(pk=plan_id).first() or first
    elif rep_id is not None:
        plan = _plans().filter(rep=rep_id).order_by("-pk").first() or first
    if plan is None:
        return []
    mentor = plan.mentor or (first.mentor if first else None)
    found: dict[int, Eyes] = {}
    for part, person in ((Part.MANAGER, plan.manager), (Part.REP, plan.rep), (Part.MENTOR, mentor)):
        if person is not None and person.is_sample and person.is_active:
            found.setdefault(person.pk, Eyes(person, part))
    if is_of_hr and (hr := User.objects.active().filter(is_sample=True, is_hr_partner=True).first()):
        found.setdefault(hr.pk, Eyes(hr, Part.HR))
    return list(found.values())


def sample_person(pk: int | str | None) -> User | None:
    """The person of the sample with this key who can sign in; None for everybody else and for what is no key."""
    if not str(pk or "").isdecimal():
        return None
    return User.objects.active().filter(is_sample=True, pk=pk).first()


def _plans() -> QuerySet[Plan]:
    return Plan.objects.select_related("manager", "rep", "mentor")
