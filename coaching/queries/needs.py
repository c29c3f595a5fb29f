"""What waits for a manager on each plan. The database counts it, so that every page shows the same number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
    prefetch_related_objects,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject
from django.utils import dateparse

from coaching.queries import mentor_needs, silence, vague_needs
from coaching.queries.mentor_needs import MentorNeed, MentorWaits, mentor_need
from coaching.queries.vague_needs import VagueStep
from plans.models import Agreement, Approval, Commitment, Milestone, Plan, Reward, Signature
from plans.queries.days_off import WAITS, waiting_weeks
from plans.queries.formal_end import is_shown
from plans.queries.typed_weeks import TypedWeek, waiting_of

UNANSWERED = timedelta(days=3)
# So long a step whose date has passed, or a mentor's no, is news. After that the plan's own page tells it.
FRESH = timedelta(days=14)
# Stalled is judged in Python; all others are found by the database.
STALLED = "stalled"
COUNTED = ("review", "changes", "sign", "unanswered", "hr_returned", "hr_approved")
# How many things of each of these kinds wait on one plan; a kind that is missing counts as none.
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LatePromise:
    """A promise to the rep whose day has passed, and the name and id of who made it: "" and None for the company."""

    what: str
    by: str
    by_id: int | None
    due_on: date


@dataclass(frozen=True, slots=True)
class PlanNeeds:
    """One plan with what waits on it, and its steps in order with their rewards.

    `late` are promises of ours whose day has passed, the oldest first, and `overdue` the ids of steps whose date has passed
    lately; `mentor` is what waits about the mentor, `vague` are steps whose meaning the rep has asked for, `typed` what the
    rep typed and a manager confirms.
    """

    plan: Plan
    counts: Counts
    steps: Sequence[Milestone]
    late: Sequence[LatePromise] = ()
    overdue: Sequence[int] = ()
    mentor: MentorNeed | None = None
    vague: Sequence[VagueStep] = ()
    typed: Sequence[TypedWeek] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """Since when it has been too long: worked out here, compared in the database.

    `overdue_since` is None where the plans come without their steps, which `load_steps` then loads.
    """

    silence: silence.Limits
    on: date
    overdue_since: date | None
    asked_by: datetime
    declined_since: datetime


def times(*, on: date, at: datetime) -> Times:
    """Today's limits: the weeks and days in which a plan may have been silent, asked before."""
    return Times(silence.limits(on=on), on, on - FRESH, at - UNANSWERED, at - FRESH)


def with_needs(plans: QuerySet[Plan], limits: Times) -> QuerySet[Plan]:
    """The plans, annotated for `judged`: how many things of each counted kind wait, and the facts of silence.

    Without `overdue_since` nothing is asked about their steps.
    """
    if limits.overdue_since is not None:
        plans = plans.annotate(needs_steps=_steps(limits))
    return plans.annotate(
        needs_sign=_one(
            Q(status=Plan.Status.PROPOSED, suggested_at=None)
            & Exists(_latest_signature(Signature.Party.REP))
            & ~Exists(_latest_signature(Signature.Party.MANAGER))
            & ~vague_needs.waits()
        ),
        needs_changes=_one(Q(status=Plan.Status.PROPOSED, suggested_at__isnull=False)),
        needs_review=_one(Q(status=Plan.Status.IN_REVIEW) & ~is_shown()),
        silence=silence.facts(limits.silence),
        vague=vague_needs.vague_steps(),
        needs_unanswered=_unanswered(limits),
        needs_hr_returned=_answered_by_hr(Approval.Answer.RETURNED),
        needs_hr_approved=_answered_by_hr(Approval.Answer.APPROVED),
        needs_promises=_late_promises(limits),
        needs_mentor=mentor_need(asked_by=limits.asked_by, since=limits.declined_since),
        **{WAITS: waiting_weeks()},
    )


def _unanswered(limits: Times) -> Case:
    return _one(
        Q(status=Plan.Status.PROPOSED, suggested_at=None, proposed_at__lte=limits.asked_by)
        & ~Exists(_latest_signature(Signature.Party.REP))
        & ~vague_needs.waits()
    )


def _answered_by_hr(answer: Approval.Answer) -> Case:
    """A formal draft whose newest text HR has answered so."""
    newer = Approval.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    answered = Approval.objects.filter(~Exists(newer), plan=OuterRef("pk"), answer=answer)
    return _one(Q(status=Plan.Status.DRAFT, kind=Plan.Kind.FORMAL) & Exists(answered))


def _late_promises(limits: Times) -> ArraySubquery:
    """Promises of ours whose day has passed, the oldest first; they wait while the plan is working, which `_late_of` asks.

    Those of the rep remind the rep.
    """
    rows = Commitment.objects.filter(
        plan=OuterRef("pk"), kind=Commitment.Kind.SUPPORT, delivered_on=None, due_on__lt=limits.on
    ).exclude(promised_by=OuterRef("rep"))
    told = JSONObject(what="what", by="promised_by__name", by_id="promised_by", due_on="due_on")
    return ArraySubquery(rows.order_by("due_on", "pk").values(row=told))


def _steps(limits: Times) -> ArraySubquery:
    """The steps on which something waits: to verify, to reward, or with a date that has passed lately."""
    owed, overdue = Q(reward__earned_at__isnull=False, reward__delivered_on=None), _overdue(limits)
    steps = Milestone.objects.filter(Q(status=Milestone.Status.REACHED) | owed | overdue, plan=OuterRef("pk"))
    told = JSONObject(pk="pk", status="status", is_owed=_is(owed), is_overdue=_is(overdue))
    return ArraySubquery(steps.values(row=told))


def load_steps(plans: Sequence[Plan], limits: Times) -> None:
    """Load the steps of plans that came from `with_needs` without them, in order, and their rewards. Two queries."""
    steps = Milestone.objects.annotate(is_overdue=_is(_overdue(limits))).order_by("position")
    # Rewards by a query of their own: a join searches for the reward of each step, or reads them all.
    prefetch_related_objects(plans, Prefetch("milestones", steps.prefetch_related("reward")))


def _overdue(limits: Times) -> Q:
    return Q(status=Milestone.Status.AHEAD, due_on__gte=limits.overdue_since, due_on__lt=limits.on)


def _steps_of(plan: Plan) -> list[dict[str, Any]]:
    """What is known of the steps of this plan, whether they came with it or were loaded."""
    annotated = vars(plan)
    if "needs_steps" in annotated:
        return annotated["needs_steps"]
    return [_told(step) for step in plan.milestones.all()]


def _told(step: Milestone) -> dict[str, Any]:
    """The same of a step of `load_steps` as the database tells of others."""
    reward: Reward | None = getattr(step, "reward", None)
    is_owed = reward is not None and reward.is_owed
    return {"pk": step.pk, "status": step.status, "is_owed": is_owed, "is_overdue": vars(step)["is_overdue"]}


def _late_of(plan: Plan) -> list[dict[str, Any]]:
    return vars(plan).get("needs_promises", []) if plan.is_working else []


def _overdue_of(plan: Plan) -> list[int]:
    """A plan that rests is late with nothing."""
    steps = _steps_of(plan) if plan.status == Plan.Status.ACTIVE else []
    return [row["pk"] for row in steps if row["is_overdue"]]


def _mentor_of(plan: Plan) -> MentorNeed | None:
    return mentor_needs.read(plan, vars(plan)["needs_mentor"])


def judged(plans: Iterable[Plan], *, on: date) -> dict[int, Counts]:
    """By plan id how many things of each kind wait for a manager. The plans come from `with_needs`."""
    return {plan.pk: _counts(plan, on=on) for plan in plans}


def of(plan: Plan, counts: Counts, steps: Sequence[Milestone]) -> PlanNeeds:
    """What waits on one plan, which comes from `with_needs`, with these counts of `judged` and its steps."""
    return PlanNeeds(
        plan,
        counts,
        steps,
        late=[_late(row) for row in _late_of(plan)],
        overdue=_overdue_of(plan),
        mentor=_mentor_of(plan),
        vague=vague_needs.read(plan),
        typed=_typed(plan),
    )


def _typed(plan: Plan) -> list[TypedWeek]:
    """What the rep typed; nothing of a plan that is closed."""
    return [one for one in waiting_of(plan) if one.is_of_rep(plan)] if plan.is_working else []


def _late(row: Mapping[str, Any]) -> LatePromise:
    due_on = dateparse.parse_date(row["due_on"] or "")
    if due_on is None:
        raise ValueError("A promise has no day.")
    return LatePromise(row["what"] or "", row["by"] or "", row["by_id"], due_on)


def _counts(plan: Plan, *, on: date) -> Counts:
    annotated = vars(plan)
    steps, mentor = _steps_of(plan), _mentor_of(plan)
    counts: dict[str, int] = {kind: annotated[f"needs_{kind}"] for kind in COUNTED}
    return counts | {
        "vague": len(vague_needs.read(plan)),
        "typed": len({one.week for one in _typed(plan)}),
        "promise": len(_late_of(plan)),
        "verify": sum(row["status"] == Milestone.Status.REACHED for row in steps),
        "overdue": len(_overdue_of(plan)),
        "reward": sum(row["is_owed"] for row in steps),
        **{kind.value: int(mentor is not None and mentor.waits == kind) for kind in MentorWaits},
        STALLED: int(silence.is_stalled(plan, annotated["silence"], on=on)),
    }


def _is(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def _one(condition: Q | Exists | Combinable) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _latest_signature(party: str) -> QuerySet[Signature]:
    """This party's name under the agreement as it was proposed last."""
    latest = Agreement.objects.filter(plan=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1]
    return Signature.objects.filter(party=party, agreement=Subquery(latest))
