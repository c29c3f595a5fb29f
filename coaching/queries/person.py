"""A person as one opens their page, the plan that is their tab Plan, and what was agreed with them."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coaching.models import CheckIn
from plans.models import Agreement, Plan
from plans.queries import found
from salesgym.people.models import Moment, User
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

    Each has its skill and outcome, and `agreed_at`: when the text that counts was proposed. `talks_held` and
    `talks_missed` count its check-ins with the manager, as far as this person may open them.
    """
    talks = CheckIn.objects.visible_to(user).line().standing().filter(plan=OuterRef("pk"))
    newest = Agreement.objects.filter(plan=OuterRef("pk")).order_by("-number")
    plans = Plan.objects.visible_to(user).filter(rep=person).exclude(status=Plan.Status.DRAFT)
    return list(
        plans.annotate(
            agreed_at=Subquery(newest.values("created_at")[:1]),
            talks_held=_how_many(talks.held()),
            talks_missed=_how_many(talks.missed(Moment())),
        )
        .filter(agreed_at__isnull=False)
        .select_related("skill", "outcome")
        .order_by("-agreed_at", "-pk")
    )


def _how_many(talks: QuerySet[CheckIn]) -> Coalesce:
    counted = talks.order_by().values("plan").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)
