"""How far a manager, or a site admin, has come on the way to a first signed plan, by the facts; nothing is kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from coaching.queries.shell import FrameFacts
from plans.models import Plan
from plans.queries.first_plans import FirstPlans, first_plans
from salesgym.numbers.models import WeeklyValue
from salesgym.people.models import Invitation, Management, Membership, User
from salesgym.people.queries import set_up


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """`open_plan` is the id of an open plan of theirs; `plans` are those worth starting, None where one is open already
    or nothing is known yet.
    """

    has_people: bool
    has_numbers: bool
    open_plan: int | None
    plans: FirstPlans | None


@dataclass(frozen=True, slots=True)
class SetUpSteps:
    """How far a site admin who leads nobody has come, by the facts. `is_alone`: nobody else is here."""

    is_alone: bool
    has_managers: bool
    has_invited: bool
    has_numbers: bool


def set_up_steps(user: User) -> SetUpSteps | None:
    """None once any plan was signed. One query then, else five; `user` is the site admin who asks."""
    if Plan.objects.filter(activated_at__isnull=False).exists():
        return None
    others = User.objects.active().exclude(pk=user.pk)
    return SetUpSteps(
        is_alone=set_up.is_alone(user),
        has_managers=Management.objects.today().exists(),
        has_invited=others.filter(Exists(Invitation.objects.filter(person=OuterRef("pk")))).exists(),
        has_numbers=WeeklyValue.objects.exists(),
    )


def first_steps(user: User, facts: FrameFacts, people: Sequence[User], *, on: date) -> FirstSteps | None:
    """None once a plan of their teams was signed. No query where the board shows such a plan, else two, and where no plan
    is there those of `first_plans`.
    """
    board_plans = facts.board_plans or ()
    if any(plan.activated_at is not None for plan in board_plans):
        return None
    team_ids = [team.pk for team in facts.teams]
    if Plan.objects.of_teams(team_ids, user).filter(activated_at__isnull=False).exists():
        return None
    members = Membership.objects.today_in(team_ids).exclude(person=user)
    has_numbers = WeeklyValue.objects.filter(rep__in=members.values("person")).exists()
    open_plan = facts.plans[0].pk if facts.plans else None
    is_asked = has_numbers and open_plan is None
    return FirstSteps(
        has_people=bool(people),
        has_numbers=has_numbers,
        open_plan=open_plan,
        plans=first_plans(people, on=on) if is_asked else None,
    )
