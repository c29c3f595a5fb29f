"""The notices that something was taken back: to those whom it was told or shown, apart from who took it back."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from plans.actions.announcement import give, once, page_of
from plans.actions.step_announcement import givers_of
from plans.models import Commitment, History, Milestone, Plan, Reward
from plans.queries.people import managers_of
from salesgym.people.models import User

KIND = "plans.put_right"


def verification(
    milestone: Milestone, reward: Reward | None, told: History, *, to_managers: bool, at: datetime
) -> None:
    """Tell the rep and the mentor, those who read that the `reward` is theirs to give, and of a review the managers."""
    plan = milestone.plan
    _give(
        plan,
        told,
        to=[
            plan.rep,
            *([plan.mentor] if plan.mentor else []),
            *(givers_of(reward) if reward else []),
            *(managers_of(plan.rep) if to_managers else []),
        ],
        title=_("Step %(number)s of %(rep)s waits to be verified again")
        % {"number": milestone.position, "rep": plan.rep.first_name},
        refs={"milestone": milestone.pk},
        at=at,
    )


def reward(reward: Reward, told: History, *, at: datetime) -> None:
    """Tell the rep, and those who hand it over."""
    plan = reward.milestone.plan
    _give(
        plan,
        told,
        to=[plan.rep, *givers_of(reward)],
        title=_("A reward for %(rep)s is still to be given: %(what)s")
        % {"rep": plan.rep.first_name, "what": reward.what},
        refs={"milestone": reward.milestone_id},
        at=at,
    )


def promise(commitment: Commitment, told: History, *, at: datetime) -> None:
    """Tell the rep, and the person who promised it where they are the mentor or manage the rep today.

    What the rep promised is waited for by the managers, who are told instead.
    """
    plan, managers = commitment.of_plan, managers_of(commitment.of_plan.rep)
    keepers = [person for person in [plan.mentor, *managers] if person == commitment.promised_by]
    words = _("A promise to %(rep)s is still to be kept: %(what)s")
    if commitment.is_of_rep:
        keepers, words = [*managers], _("A promise of %(rep)s is still to be kept: %(what)s")
    _give(
        plan,
        told,
        to=[plan.rep, *(person for person in keepers if person)],
        title=words % {"rep": plan.rep.first_name, "what": commitment.what},
        refs={"support": commitment.pk},
        at=at,
    )


def _give(
    plan: Plan, told: History, *, to: Iterable[User], title: str, refs: Mapping[str, int], at: datetime
) -> None:
    """Give the notice about this event of the history, once to everybody but the one who caused it."""
    give(
        KIND,
        plan,
        to=[person for person in once(to) if person.pk != told.actor_id],
        title=title,
        url=page_of(plan),
        occurrence="",
        at=at,
        refs={"history": told.pk, **refs},
    )
