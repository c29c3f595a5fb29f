"""What taking something back means, in the words of the page that asks for the reason."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.models import Commitment, Milestone, Reward


@dataclass(frozen=True, slots=True)
class PutRightWords:
    """What is taken back, what follows from it, and the sentence once it is done."""

    title: str
    text: str
    done: str


def of_step(step: Milestone) -> PutRightWords:
    reward: Reward | None = getattr(step, "reward", None)
    said = {"number": step.position, "what": reward.what if reward else ""}
    follows = _("The step stays reached and waits to be verified again.")
    if reward is not None:
        follows = (
            _("The step stays reached and waits to be verified again. Its reward waits with it: %(what)s.")
            % said
        )
    return PutRightWords(
        title=_("Take back the verification of step %(number)s") % said,
        text=follows,
        done=_("Taken back. Step %(number)s waits to be verified again.") % said,
    )


def of_reward(reward: Reward) -> PutRightWords:
    return PutRightWords(
        title=_("Take back that the reward was given"),
        text=_("%(what)s stays earned, and is still to be given.") % {"what": reward.what},
        done=_("Taken back. The reward is still to be given."),
    )


def of_promise(commitment: Commitment) -> PutRightWords:
    return PutRightWords(
        title=_("Take back that the promise was kept"),
        text=_("It stands open again: %(what)s.") % {"what": commitment.what},
        done=_("Taken back. The promise is still to be kept."),
    )
