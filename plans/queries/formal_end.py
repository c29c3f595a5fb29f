"""What the end of a formal plan depends on besides its steps, and what HR has said about it."""

from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import JSONObject

from plans.calculations.formal_end import LONGEST_EXTENSION, LONGEST_IN_ALL, FormalEnd
from plans.calculations.kept import kept_of
from plans.models import AnnouncedOutcome, Commitment, Override, Pause, Plan
from salesgym import hooks


def formal_end(plan: Plan, *, at: datetime) -> FormalEnd | None:
    """What counts at the end of this plan besides its steps; None for a coaching plan. Two queries."""
    if plan.kind != Plan.Kind.FORMAL:
        return None
    by_others = Q(promised_by=None) | ~Q(promised_by=OuterRef("rep"))
    ours = Commitment.objects.filter(by_others, plan=OuterRef("pk"), kind=Commitment.Kind.SUPPORT)
    pauses = Pause.objects.filter(plan=OuterRef("pk")).values("plan").annotate(days=Sum("days_moved"))
    promised, moved, overridden = (
        Plan.objects.filter(pk=plan.pk)
        .annotate(
            promised=ArraySubquery(ours.values(days=JSONObject(due="due_on", kept="delivered_on"))),
            moved=Subquery(pauses.values("days")),
            overridden=ArraySubquery(Override.objects.filter(plan=OuterRef("pk")).values("block")),
        )
        .values_list("promised", "moved", "overridden")
        .get()
    )
    return FormalEnd(
        kept=kept_of((date.fromisoformat(one["due"]), _day(one["kept"])) for one in promised),
        missed=sum(count(plan, at) for count in hooks.missed_by_managers),
        days_left=left_of(plan, moved=moved or 0),
        overridden=frozenset(overridden),
    )


def days_left(plan: Plan) -> int:
    """Of the days that a formal plan may take with its extension, those that this one has not; a plan without dates
    leaves them all. One query, none before the plan begins: nothing is paused before."""
    if plan.activated_at is None:
        return left_of(plan, moved=0)
    return left_of(plan, moved=Pause.objects.filter(plan=plan).aggregate(days=Sum("days_moved"))["days"] or 0)


def latest_end(plan: Plan) -> date | None:
    """The latest last day that a formal plan may have: 180 days after its first, of an extension six weeks or what the plan
    before it leaves, and as much later as pauses have moved it. None for a coaching plan, without a query; two at most."""
    if plan.kind != Plan.Kind.FORMAL or plan.starts_on is None:
        return None
    before = plan.predecessor
    most = LONGEST_IN_ALL if before is None else min(LONGEST_EXTENSION, days_left(before))
    moved = Pause.objects.filter(plan=plan).aggregate(days=Sum("days_moved"))["days"] or 0
    return plan.starts_on + timedelta(days=most + -(-moved * 7 // 5))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def left_of(plan: Plan, *, moved: int) -> int:
    """Like `days_left`, without the working days by which pauses have moved it, of which five are a week, as
    plans_days_run has it."""
    if plan.starts_on is None or plan.ends_on is None:
        return LONGEST_IN_ALL
    return LONGEST_IN_ALL - (plan.ends_on - plan.starts_on).days + -(-moved * 7 // 5)


def waiting_outcome(plan: Plan) -> AnnouncedOutcome | None:
    """The outcome that was shown and is not final yet. One query, none of a coaching plan."""
    if plan.kind != Plan.Kind.FORMAL:
        return None
    told = AnnouncedOutcome.objects.waiting().filter(plan=plan)
    return told.select_related("announced_by", "next_skill").first()


def is_shown(plan: str = "pk") -> Exists:
    """An annotation of plans, or of what has one under this name: whether an outcome was shown and is not final yet."""
    return Exists(AnnouncedOutcome.objects.waiting().filter(plan=OuterRef(plan)))
