"""What waits for a manager on each plan. The database counts it, so that every page shows the same number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from coaching.queries import silence
from plans.models import Agreement, Mentorship, Milestone, Plan, Reward, Signature

UNANSWERED = timedelta(days=3)
# Stalled is judged in Python; all others are counted by the database.
STALLED = "stalled"
COUNTED = ("review", "changes", "sign", "verify", "reward", "invitation")
# How many things of each of these kinds wait on one plan; a kind that is missing counts as none.
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlanNeeds:
    """One plan with what waits on it: its steps in order with their rewards, and whom it has asked.

    `asked` is the first name of the person who is asked to be the mentor, "" where nobody is.
    """

    plan: Plan
    counts: Counts
    steps: Sequence[Milestone]
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """Since when it has been too long: worked out here, compared in the database."""

    silence: silence.Limits
    asked_by: datetime


def times(*, on: date, at: datetime) -> Times:
    """Today's limits: the weeks and days in which a plan may have been silent, asked before."""
    return Times(silence.limits(on=on), at - UNANSWERED)


def with_needs(plans: QuerySet[Plan], limits: Times) -> QuerySet[Plan]:
    """The plans, annotated for `judged`: how many things of each counted kind wait, and the facts of silence."""
    return plans.annotate(
        needs_verify=_count(Milestone.objects.filter(plan=OuterRef("pk"), status=Milestone.Status.REACHED)),
        needs_reward=_count(
            Reward.objects.filter(milestone__plan=OuterRef("pk"), earned_at__isnull=False, delivered_on=None)
        ),
        needs_sign=_one(
            Q(status=Plan.Status.PROPOSED, suggested_at=None)
            & Exists(_latest_signature(Signature.Party.REP))
            & ~Exists(_latest_signature(Signature.Party.MANAGER))
        ),
        needs_changes=_one(Q(status=Plan.Status.PROPOSED, suggested_at__isnull=False)),
        needs_review=_one(Q(status=Plan.Status.IN_REVIEW)),
        silence=silence.facts(limits.silence),
        needs_invitation=_one(
            Exists(
                Mentorship.objects.filter(
                    plan=OuterRef("pk"), status=Mentorship.Status.ASKED, asked_at__lte=limits.asked_by
                )
            )
        ),
    )


def judged(plans: Iterable[Plan], *, on: date) -> dict[int, Counts]:
    """By plan id how many things of each kind wait for a manager. The plans come from `with_needs`."""
    return {plan.pk: _counts(plan, on=on) for plan in plans}


def _counts(plan: Plan, *, on: date) -> Counts:
    annotated = vars(plan)
    counts: dict[str, int] = {kind: annotated[f"needs_{kind}"] for kind in COUNTED}
    return counts | {STALLED: int(silence.is_stalled(plan, annotated["silence"], on=on))}


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _one(condition: Q | Exists | Combinable) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _latest_signature(party: str) -> QuerySet[Signature]:
    """This party's name under the agreement as it was proposed last."""
    latest = Agreement.objects.filter(plan=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1]
    return Signature.objects.filter(party=party, agreement=Subquery(latest))
