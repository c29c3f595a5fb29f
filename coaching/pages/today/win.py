"""The loud moment of a rep's day: a step that was climbed in the last seven days, or whose reward is still to come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from coaching.pages import words
from plans.models import Milestone, Plan, Reward
from salesgym.numbers.pages.values import Sayers

NEWS_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Win:
    """`medal` is the state of its medal: "earned", or "to_verify" until a manager has verified the step.

    `asks_about` is the id of the first step, where the rep has not said yet what they did differently; else None.
    """

    title: str
    text: str
    medal: str
    asks_about: int | None = None


def win(
    plan: Plan, steps: Sequence[Milestone], say: Sayers, *, on: date, told: Collection[int] = ()
) -> Win | None:
    """The newest step that is news today; None without one. A claim is news once it is verified.

    `told` are the ids of the steps on which the rep has written something.
    """
    news = (
        step for step in reversed(steps) if step.is_reached and not step.is_claimed and _is_news(step, on=on)
    )
    step = next(news, None)
    if step is None:
        return None
    reward = getattr(step, "reward", None)
    is_first = sum(one.is_reached for one in steps) == 1
    said = {"done": words.step_done(step.position), "step": words.step_name(plan, step, say)}
    return Win(
        title=_("%(done)s: %(step)s") % said,
        text=_to_verify(reward) if step.is_to_verify else _verified(step, reward),
        medal="to_verify" if step.is_to_verify else "earned",
        asks_about=step.pk if is_first and step.pk not in told else None,
    )


def _is_news(step: Milestone, *, on: date) -> bool:
    reward = getattr(step, "reward", None)
    day = step.verified_on or step.reached_on
    is_owed = reward is not None and reward.is_earned and not reward.is_delivered
    return is_owed or (day is not None and on - day <= NEWS_DAYS)


def _to_verify(reward: Reward | None) -> str:
    if reward is None:
        return _("Your manager verifies it next.")
    return _("Your manager verifies it next, and it earns: %(what)s.") % {"what": reward.what}


def _verified(step: Milestone, reward: Reward | None) -> str:
    if reward is not None and reward.is_delivered:
        return _("Well climbed. Yours: %(what)s.") % {"what": reward.what}
    if reward is not None:
        return _("You earned: %(what)s. %(name)s gives it.") % {
            "what": reward.what,
            "name": reward.given_by.first_name,
        }
    if step.verified_by is not None:
        return _("%(name)s verified it. Well climbed.") % {"name": step.verified_by.first_name}
    return _("Well climbed.")
