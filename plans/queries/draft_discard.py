"""What goes and what stays when a draft is discarded."""

from dataclasses import dataclass

from plans.models import Diagnosis, FocusQuestion, Plan, Reward


@dataclass(frozen=True, slots=True)
class Discarded:
    """What a draft holds that would be deleted, and whether its rep has read of it.

    Nothing is deleted where `was_proposed`: what a rep has read stays with the record.
    """

    steps: int
    rewards: int
    promises: int
    has_reason: bool
    was_proposed: bool
    is_known_to_rep: bool


def what_goes(plan: Plan) -> Discarded:
    """The facts for the page that asks once. Seven queries at most."""
    return Discarded(
        steps=plan.milestones.count(),
        rewards=Reward.objects.filter(milestone__plan=plan).count(),
        promises=plan.support.count(),
        has_reason=bool(plan.headline or plan.why) or Diagnosis.objects.filter(plan=plan).exists(),
        was_proposed=was_proposed(plan),
        is_known_to_rep=is_known_to_rep(plan),
    )


def was_proposed(plan: Plan) -> bool:
    """Whether the rep has been shown a text to sign, also where it was taken back since."""
    return plan.agreements.exists()


def is_known_to_rep(plan: Plan) -> bool:
    """Whether the rep has read of this plan: it was proposed to them, they were asked which skill to pick, or it
    answers what they asked for.
    """
    is_asked = FocusQuestion.objects.filter(plan=plan).exists()
    return was_proposed(plan) or is_asked or plan.wishes.exists()
