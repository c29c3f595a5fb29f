"""Takes back what was verified, given or kept by mistake: for 15 minutes as it is, later with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import commitment as promised
from plans.actions import history, put_right_announcement
from plans.actions import milestone as milestone_action
from plans.actions import reward as reward_action
from plans.actions.version import save
from plans.models import Commitment, Event, Milestone, Plan, Reward
from plans.queries.calendar import local_day
from plans.queries.put_right import done_at, needs_no_reason
from salesgym.errors import Refused
from salesgym.handoff import hand_off
from salesgym.people.models import User

# Numbers that were corrected meanwhile decide about the step again, and a plan that runs on is judged.
JUDGE = "plans.tasks.judge_plans"


class NothingToTakeBack(Refused):
    """The step is not verified, the reward not given or the promise not kept: perhaps it was taken back before."""


class RewardGiven(Refused):
    """The reward of the step was handed over, so the step stays verified until that is taken back."""


class ReasonMissing(Refused):
    """It was done more than `UNDO_FOR` ago, and no reason was given."""


@transaction.atomic
def take_back_verification(*, milestone: Milestone, by: User, at: datetime, reason: str = "") -> Milestone:
    """Put a verified step back to reached; its reward waits with it. Everybody who was told is told.

    A plan that came into review by its last step runs on, unless its last day has passed.
    """
    milestone = milestone_action.lock_step(milestone)
    refuse_step(milestone)
    plan = milestone.plan
    _refuse_silence(_is_undo(plan, Event.MILESTONE_VERIFIED, milestone.pk, at), reason)
    milestone.status = Milestone.Status.REACHED
    milestone.verified_on = milestone.verified_by = None
    # The note of a verified step says that it stays verified although its numbers were corrected.
    milestone.note = ""
    milestone.save(update_fields=["status", "verified_on", "verified_by", "note"])
    told = milestone_action.record(milestone, Event.MILESTONE_PUT_RIGHT, by, at, reason=reason.strip())
    reward = _unearn_reward(milestone, at)
    runs_on = _run_on(plan, at)
    put_right_announcement.verification(milestone, reward, told, to_managers=runs_on, at=at)
    hand_off(JUDGE, plan_ids=[plan.pk])
    return milestone


@transaction.atomic
def take_back_reward(*, reward: Reward, by: User, at: datetime, reason: str = "") -> Reward:
    """Put a reward that was marked as given back to earned; in a closed plan the history says that it is owed.

    Nobody is told when a reward is given, so an undo tells nobody either; later, people rely on what the page said.
    """
    reward = reward_action.lock_reward(reward)
    refuse_reward(reward)
    step = reward.milestone
    is_undo = _is_undo(step.plan, Event.REWARD_DELIVERED, step.pk, at)
    _refuse_silence(is_undo, reason)
    reward.delivered_on = reward.delivered_by = None
    reward.save(update_fields=["delivered_on", "delivered_by"])
    said = {"what": reward.what, "reason": reason.strip()}
    told = milestone_action.record(step, Event.REWARD_PUT_RIGHT, by, at, **said)
    if not step.plan.is_open:
        milestone_action.record(step, Event.REWARD_OWED, by, at, what=reward.what)
    if not is_undo:
        put_right_announcement.reward(reward, told, at=at)
    return reward


@transaction.atomic
def take_back_promise(*, commitment: Commitment, by: User, at: datetime, reason: str = "") -> Commitment:
    """Put a promise that was marked as kept back to open, while the plan works. An undo tells nobody, as above."""
    commitment = promised.lock_promise(commitment)
    refuse_promise(commitment)
    is_undo = _is_undo(commitment.of_plan, Event.SUPPORT_DELIVERED, commitment.pk, at)
    _refuse_silence(is_undo, reason)
    commitment.delivered_on = commitment.delivered_by = None
    commitment.save(update_fields=["delivered_on", "delivered_by"])
    told = promised.record(commitment, Event.SUPPORT_PUT_RIGHT, by, at, reason=reason.strip())
    if not is_undo:
        put_right_announcement.promise(commitment, told, at=at)
    return commitment


def refuse_step(milestone: Milestone) -> None:
    """Raise NothingToTakeBack for a step that is not verified, RewardGiven where its reward was handed over."""
    if milestone.status != Milestone.Status.VERIFIED:
        raise NothingToTakeBack(_("This step is not verified, so there is nothing to take back."))
    reward: Reward | None = getattr(milestone, "reward", None)
    if reward is not None and reward.is_delivered:
        raise RewardGiven(_("The reward of this step has been handed over. Take that back first."))


def refuse_reward(reward: Reward) -> None:
    """Raise NothingToTakeBack for a reward that is not given."""
    if not reward.is_delivered:
        raise NothingToTakeBack(_("This reward is not marked as given, so there is nothing to take back."))


def refuse_promise(commitment: Commitment) -> None:
    """Raise NothingToTakeBack for a promise that is not kept."""
    if commitment.delivered_on is None:
        raise NothingToTakeBack(_("This promise is not marked as kept, so there is nothing to take back."))


def _is_undo(plan: Plan, event: Event, thing: int, at: datetime) -> bool:
    return needs_no_reason(done_at(plan, event, thing), at=at)


def _refuse_silence(is_undo: bool, reason: str) -> None:
    if not is_undo and not reason.strip():
        raise ReasonMissing(
            _("Some time has passed, and others may count on it. Say in a sentence why it is taken back.")
        )


def _unearn_reward(milestone: Milestone, at: datetime) -> Reward | None:
    """The reward that was earned with the step, which now waits with it; None where there is none."""
    reward: Reward | None = getattr(milestone, "reward", None)
    if reward is None or not reward.is_earned:
        return None
    reward.earned_at = None
    reward.save(update_fields=["earned_at"])
    milestone_action.record(milestone, Event.REWARD_WAITS, None, at, what=reward.what)
    reward.milestone = milestone
    return reward


def _run_on(plan: Plan, at: datetime) -> bool:
    """Let a locked plan run on that is in review before its last day has passed: only verified steps bring it there."""
    if plan.status != Plan.Status.IN_REVIEW or plan.ends_on is None or plan.ends_on < local_day(at):
        return False
    plan.status = Plan.Status.ACTIVE
    plan.review_due_on = None
    save(plan, "status", "review_due_on")
    history.record(plan=plan, actor=None, event=Event.PLAN_RUNS_ON, at=at)
    return True
