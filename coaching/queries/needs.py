"""What waits for a manager on each plan. The database counts it, so that every page shows the same number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, JSONObject
from django.utils import dateparse

from coaching.queries import silence
from plans.models import Agreement, Mentorship, Milestone, Plan, Reward, Signature, Support

UNANSWERED = timedelta(days=3)
# So long a step whose date has passed, or a mentor's no, is news. After that the plan's own page tells it.
FRESH = timedelta(days=14)
# Stalled is judged in Python; all others are counted by the database.
STALLED = "stalled"
COUNTED = ("review", "changes", "sign", "unanswered", "verify", "reward", "invitation", "declined")
# These are counted by their rows, which the lines of the queue are built from.
LISTED = ("promise", "overdue")
# How many things of each of these kinds wait on one plan; a kind that is missing counts as none.
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LatePromise:
    """A promise to the rep whose day has passed; `by` is the name of the person who made it, "" for the company."""

    what: str
    by: str
    due_on: date


@dataclass(frozen=True, slots=True)
class PlanNeeds:
    """One plan with what waits on it: its steps in order with their rewards, and whom it has asked.

    `asked` is the first name of the person who is asked to be the mentor, "" where nobody is; `late` are promises whose
    day has passed, the oldest first, and `overdue` the ids of steps whose date has passed lately.
    """

    plan: Plan
    counts: Counts
    steps: Sequence[Milestone]
    asked: str = ""
    late: Sequence[LatePromise] = ()
    overdue: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """Since when it has been too long: worked out here, compared in the database."""

    silence: silence.Limits
    on: date
    overdue_since: date
    asked_by: datetime
    declined_since: datetime


def times(*, on: date, at: datetime) -> Times:
    """Today's limits: the weeks and days in which a plan may have been silent, asked before."""
    return Times(silence.limits(on=on), on, on - FRESH, at - UNANSWERED, at - FRESH)


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
        needs_unanswered=_unanswered(limits),
        needs_promise=_late_promises(limits),
        needs_overdue=_overdue(limits),
        needs_declined=_declined(limits),
        needs_invitation=_one(
            Exists(
                Mentorship.objects.filter(
                    plan=OuterRef("pk"), status=Mentorship.Status.ASKED, asked_at__lte=limits.asked_by
                )
            )
        ),
    )


def _unanswered(limits: Times) -> Case:
    return _one(
        Q(status=Plan.Status.PROPOSED, suggested_at=None, proposed_at__lte=limits.asked_by)
        & ~Exists(_latest_signature(Signature.Party.REP))
    )


def _late_promises(limits: Times) -> ArraySubquery:
    rows = Support.objects.filter(
        plan=OuterRef("pk"),
        plan__status__in=Plan.WORKING,
        delivered_on=None,
        due_on__lt=limits.on,
    )
    told = JSONObject(what="what", by="promised_by__name", due_on="due_on")
    return ArraySubquery(rows.order_by("due_on", "pk").values(row=told))


def _overdue(limits: Times) -> ArraySubquery:
    steps = Milestone.objects.filter(
        plan=OuterRef("pk"),
        plan__status=Plan.Status.ACTIVE,
        status=Milestone.Status.AHEAD,
        due_on__gte=limits.overdue_since,
        due_on__lt=limits.on,
    )
    return ArraySubquery(steps.values("pk"))


def _declined(limits: Times) -> Case:
    asked = Mentorship.objects.filter(plan=OuterRef("pk"))
    lately = asked.filter(status=Mentorship.Status.DECLINED, answered_at__gte=limits.declined_since)
    return _one(
        Q(mentor=None, status__in=[Plan.Status.ACTIVE, Plan.Status.PAUSED])
        & Exists(lately)
        & ~Exists(asked.filter(status=Mentorship.Status.ASKED))
    )


def judged(plans: Iterable[Plan], *, on: date) -> dict[int, Counts]:
    """By plan id how many things of each kind wait for a manager. The plans come from `with_needs`."""
    return {plan.pk: _counts(plan, on=on) for plan in plans}


def of(plan: Plan, counts: Counts, steps: Sequence[Milestone], *, asked: str = "") -> PlanNeeds:
    """What waits on one plan, which comes from `with_needs`, with these counts of `judged` and its steps."""
    annotated = vars(plan)
    return PlanNeeds(
        plan,
        counts,
        steps,
        asked,
        late=[_late(row) for row in annotated.get("needs_promise", ())],
        overdue=annotated.get("needs_overdue", ()),
    )


def _late(row: Mapping[str, str | None]) -> LatePromise:
    due_on = dateparse.parse_date(row["due_on"] or "")
    if due_on is None:
        raise ValueError("A promise has no day.")
    return LatePromise(row["what"] or "", row["by"] or "", due_on)


def _counts(plan: Plan, *, on: date) -> Counts:
    annotated = vars(plan)
    counts: dict[str, int] = {kind: annotated[f"needs_{kind}"] for kind in COUNTED}
    counts |= {kind: len(annotated[f"needs_{kind}"]) for kind in LISTED}
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
