"""A person as one opens their page, the plan that is their tab Plan, and what was agreed with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coaching.models import CheckIn
from plans.models import Agreement, Evidence, Plan
from plans.queries import formal_record, found
from plans.queries.acknowledgement import without_answer
from plans.queries.formal_record import Said
from salesgym.people.models import Moment, User
from salesgym.people.permissions import Reading
from salesgym.people.queries import directory


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody who exists for the reader, with their job role, and as what the reader reads about them."""

    person: User
    reading: Reading
    is_own: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """The plan of a person that counts for the reader, see `plan_of`, and every plan that has an agreement.

    `agreed` is for those who read terms, the newest first. Each has its skill and outcome, and `agreed_at`: when the
    text that counts was proposed. `talks_held` and `talks_missed` count its check-ins with the manager, as far as the
    reader may open them. `said` is what the record of each formal plan among them holds, by plan.
    """

    plan: Plan | None
    agreed: Sequence[Plan]
    said: Mapping[int, Sequence[Said]]


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
    """The plan of this person that counts for the reader: the open one, else the last that closed. One query.

    A draft that was put away is none; one that a rep has read and that is being changed is theirs, to be told so.
    """
    return _that_counts(_known_to(user, person))


def kept_of(user: User, person: User, *, sees_terms: bool = True) -> Kept:
    """What the Record of this person tells of their plans. One query, and one more for those who read terms where a plan is
    formal."""
    talks = CheckIn.objects.visible_to(user).line().standing().filter(plan=OuterRef("pk"))
    newest = Agreement.objects.filter(plan=OuterRef("pk")).order_by("-number")
    plans = list(
        _known_to(user, person)
        .annotate(
            without_answer=without_answer(),
            agreed_at=Subquery(newest.values("created_at")[:1]),
            talks_held=_how_many(talks.held()),
            talks_missed=_how_many(talks.missed(Moment())),
            shared=_how_many(Evidence.objects.filter(plan=OuterRef("pk"))),
        )
        .select_related("skill", "outcome")
    )
    agreed = [(vars(plan)["agreed_at"], plan.pk, plan) for plan in plans if _is_agreed(plan)]
    told = [plan for _at, _pk, plan in sorted(agreed, reverse=True)]
    said = formal_record.all_said([plan.pk for plan in told if plan.is_formal]) if sees_terms else {}
    return Kept(_that_counts(plans), told, said)


def _known_to(user: User, person: User) -> QuerySet[Plan]:
    """Every plan of this person that exists for the reader, with its skill: the open one first, then the last that closed."""
    plans = Plan.objects.visible_to(user).filter(rep=person)
    if user.pk == person.pk:
        taken_back = found.taken_back(person)
        plans = Plan.objects.filter(Q(pk__in=plans.values("pk")) | Q(pk__in=taken_back.values("pk")))
    return plans.select_related("skill").order_by(F("closed_at").desc(nulls_first=True), "-pk")


def _that_counts(plans: Iterable[Plan]) -> Plan | None:
    return next((plan for plan in plans if plan.is_open or plan.proposed_at is not None), None)


def _is_agreed(plan: Plan) -> bool:
    return plan.status != Plan.Status.DRAFT and vars(plan)["agreed_at"] is not None


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("plan").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)
