"""A person as one opens their page, the plan that is their tab Plan, and what was agreed with them."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery

from plans.models import Agreement, Plan
from plans.queries import found
from salesgym.people.models import User
from salesgym.people.permissions import Reading
from salesgym.people.queries import directory


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody who exists for the reader, with their job role, and as what the reader reads about them."""

    person: User
    reading: Reading
    is_own: bool


def find(user: User, pk: int) -> PersonSeen | None:
    """The person, if they exist for this reader; None otherwise. One query."""
    mentored = Plan.objects.mentored_by(user).filter(rep=OuterRef("pk"))
    people = directory.seen_by(user).select_related("job_role")
    row = people.annotate(
        is_managed=Exists(User.objects.managed_by(user).filter(pk=OuterRef("pk"))),
        is_mentored=Exists(mentored),
    )
    person = row.filter(pk=pk).first()
    if person is None:
        return None
    is_own, annotated = person.pk == user.pk, vars(person)
    if is_own or annotated["is_managed"]:
        return PersonSeen(person, Reading.PARTY, is_own)
    return PersonSeen(person, Reading.MENTOR if annotated["is_mentored"] else Reading.NAME, is_own)


def plan_of(user: User, person: User) -> Plan | None:
    """The plan of this person that counts for the reader: the open one, else the last that closed.

    A draft that was put away is none; one that a rep has read and that is being changed is theirs, to be told so.
    """
    plans = (
        Plan.objects.visible_to(user).filter(rep=person).exclude(status=Plan.Status.CLOSED, proposed_at=None)
    )
    plan = plans.select_related("skill").order_by(F("closed_at").desc(nulls_first=True), "-pk").first()
    if user.pk == person.pk and (plan is None or not plan.is_open):
        return found.being_changed(person) or plan
    return plan


def agreed(user: User, person: User) -> list[Plan]:
    """The plans of this person that have an agreement, for those who read terms: the newest first. One query.

    Each has its skill and outcome, and `agreed_at`: when the text that counts was proposed.
    """
    newest = Agreement.objects.filter(plan=OuterRef("pk")).order_by("-number")
    plans = Plan.objects.visible_to(user).filter(rep=person).exclude(status=Plan.Status.DRAFT)
    return list(
        plans.annotate(agreed_at=Subquery(newest.values("created_at")[:1]))
        .filter(agreed_at__isnull=False)
        .select_related("skill", "outcome")
        .order_by("-agreed_at", "-pk")
    )
