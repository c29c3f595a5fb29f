"""A step is claimed by the rep with evidence; a manager verifies it, or sends it back with a reason."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import amendment, announcement, history, step_announcement
from plans.actions.version import lock, save
from plans.models import Event, History, Milestone, Plan, Reward
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.handoff import hand_off
from salesgym.people.models import User

REVIEW_DAYS = timedelta(days=7)
# The forecast is about the first step ahead, which a claim or a step sent back changes.
JUDGE = "plans.tasks.judge_plans"


class PlanNotRunning(Refused):
    """The plan is not signed by both, or it is closed, so its steps cannot change."""


class NotAhead(Refused):
    """This step was reached already."""


class NotReached(Refused):
    """The step is not reached, or verified already."""


class ReasonMissing(Refused):
    """A claim without evidence, or a step sent back without a reason."""


class NumbersSaySo(Refused):
    """The numbers reached this step, so it cannot be sent back; corrected numbers put it ahead again."""


@transaction.atomic
def claim(*, milestone: Milestone, by: User, evidence: str, at: datetime) -> Milestone:
    """Mark the step as reached by the rep's claim, with the evidence, and ask the managers to verify it."""
    milestone = lock_step(milestone)
    if milestone.status != Milestone.Status.AHEAD:
        raise NotAhead(_("This step is reached already. Well done."))
    if not evidence.strip():
        raise ReasonMissing(_("Say what shows it: a call, a deal, a count. One sentence is enough."))
    milestone.status = Milestone.Status.REACHED
    milestone.reached_by = Milestone.ReachedBy.CLAIM
    milestone.reached_on = local_day(at)
    milestone.evidence = evidence.strip()
    milestone.note = ""
    milestone.save(update_fields=["status", "reached_by", "reached_on", "evidence", "note"])
    record(milestone, Event.MILESTONE_CLAIMED, by, at, evidence=milestone.evidence)
    step_announcement.milestone_to_verify(milestone, at=at)
    hand_off(JUDGE, plan_ids=[milestone.plan_id])
    return milestone


@transaction.atomic
def verify(*, milestone: Milestone, by: User, at: datetime) -> Milestone:
    """Mark the step as verified. Its reward is earned; with the last step the plan comes into review."""
    milestone = lock_step(milestone)
    if milestone.status == Milestone.Status.VERIFIED:
        raise NotReached(_("This step is verified already."))
    if milestone.status != Milestone.Status.REACHED:
        raise NotReached(_("This step is still ahead. It can be verified once it is reached."))
    milestone.status = Milestone.Status.VERIFIED
    milestone.verified_on = local_day(at)
    milestone.verified_by = by
    milestone.save(update_fields=["status", "verified_on", "verified_by"])
    record(milestone, Event.MILESTONE_VERIFIED, by, at)
    step_announcement.milestone_verified(milestone, by, at=at)
    _earn_reward(milestone, at)
    _review_after_last_step(milestone.plan, at)
    return milestone


@transaction.atomic
def send_back(*, milestone: Milestone, by: User, reason: str, at: datetime) -> Milestone:
    """Put a claimed step ahead again, with the manager's reason. The rep's evidence stays, for them to extend."""
    milestone = lock_step(milestone)
    if milestone.status != Milestone.Status.REACHED:
        raise NotReached(_("This step is not waiting to be verified."))
    refuse_numbers(milestone)
    if not reason.strip():
        raise ReasonMissing(_("Say what is still needed, so that the next try is clear."))
    take_back(milestone)
    milestone.note = reason.strip()
    milestone.save(update_fields=["note"])
    record(milestone, Event.MILESTONE_SENT_BACK, by, at, reason=milestone.note)
    step_announcement.milestone_sent_back(milestone, by, at=at)
    hand_off(JUDGE, plan_ids=[milestone.plan_id])
    return milestone


def refuse_numbers(milestone: Milestone) -> None:
    """Raise NumbersSaySo where the numbers reached the step, so that nobody writes a reason in vain."""
    if milestone.reached_by == Milestone.ReachedBy.NUMBERS and milestone.measure == Milestone.Measure.RUBRIC:
        raise NumbersSaySo(
            _(
                "A score of the rubric reached this step, so it stays: verify it, or talk about the score first."
            )
        )
    if milestone.reached_by == Milestone.ReachedBy.NUMBERS:
        raise NumbersSaySo(
            _("The numbers reached this step. Put the numbers right and the step follows them.")
        )


def take_back(milestone: Milestone) -> None:
    """Put a reached step ahead again. Day, way and value of reaching it are cleared; evidence and note stay."""
    milestone.status = Milestone.Status.AHEAD
    milestone.reached_on = None
    milestone.reached_by = ""
    milestone.reached_value = milestone.reached_numerator = milestone.reached_denominator = None
    milestone.save(
        update_fields=[
            "status",
            "reached_on",
            "reached_by",
            "reached_value",
            "reached_numerator",
            "reached_denominator",
        ]
    )


def lock_step(milestone: Milestone) -> Milestone:
    """The step, fresh, with its plan's row locked. Raises PlanNotRunning unless the plan is working."""
    plan = lock(milestone.plan)
    if not plan.is_working:
        raise PlanNotRunning(_("This plan is not running, so its steps stay as they are."))
    found = Milestone.objects.select_related("metric", "reward__given_by").get(pk=milestone.pk, plan=plan)
    found.plan = plan
    return found


def record(milestone: Milestone, event: Event, actor: User | None, at: datetime, **detail: object) -> History:
    """Record an event of a step in the history, with the position and title that the timeline shows."""
    step: dict[str, object] = {
        "milestone": milestone.pk,
        "position": milestone.position,
        "title": milestone.title,
    }
    return history.record(plan=milestone.plan, actor=actor, event=event, at=at, detail={**step, **detail})


def begin_review(plan: Plan, *, at: datetime) -> None:
    """Put a locked, active plan into review, and tell its managers; the outcome is due in 7 days. New dates that wait end."""
    amendment.end_open(plan, at=at)
    plan.status = Plan.Status.IN_REVIEW
    plan.review_due_on = local_day(at) + REVIEW_DAYS
    save(plan, "status", "review_due_on")
    history.record(
        plan=plan,
        actor=None,
        event=Event.PLAN_IN_REVIEW,
        at=at,
        detail={"due": plan.review_due_on.isoformat()},
    )
    announcement.review_due(plan, at=at)


def _earn_reward(milestone: Milestone, at: datetime) -> None:
    reward: Reward | None = getattr(milestone, "reward", None)
    if reward is None or reward.is_earned:
        return
    reward.earned_at = at
    reward.save(update_fields=["earned_at"])
    record(milestone, Event.REWARD_EARNED, None, at, what=reward.what)
    reward.milestone = milestone
    step_announcement.reward_to_deliver(reward, at=at)


def _review_after_last_step(plan: Plan, at: datetime) -> None:
    is_last = not plan.milestones.exclude(status=Milestone.Status.VERIFIED).exists()
    if is_last and plan.status == Plan.Status.ACTIVE:
        begin_review(plan, at=at)
