"""A team that works: reps with running plans, numbers, practice and a mentor, dated around today.

Elsewhere dates are fixed. Here they cannot be: views and tasks read the clock themselves, and what they show depends on
the day, such as the week of a plan, its status and who is a member or a manager. A plan with fixed dates would have
ended for every test that ran later.
"""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from plans.models import Plan
from salesgym.people.models import Team, User
from tests.factories.coaching import CommentFactory, PracticeEntryFactory
from tests.factories.numbers import give_weeks
from tests.factories.people import OrganizationFactory, RepFactory, TeamFactory, UserFactory
from tests.factories.plans import (
    STEPS,
    CommitmentFactory,
    DrillFactory,
    MilestoneFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
    SkillFactory,
    live_until,
)


def team(name: str = "Harbor SMB") -> Team:
    OrganizationFactory()
    return TeamFactory(name=name, manager=UserFactory(name="Dana Whitfield"))


def manager_of(team: Team) -> User:
    return team.managements.get().person


def running_plan(
    team: Team, *, skill=None, mentor: User | None = None, life: str = "active", weeks_ago: int = 4, **fields
) -> Plan:
    """A rep of this team in week 5 of 12, with numbers and one workout of yesterday.

    The first step is due on the Thursday of this week; on that of the next where the plan began three `weeks_ago`.
    """
    on = timezone.localdate()
    rep = RepFactory(team=team)
    plan = PlanFactory(
        rep=rep,
        manager=manager_of(team),
        mentor=mentor,
        skill=skill or SkillFactory(name="Discovery questions"),
        starts_on=on - timedelta(days=on.weekday(), weeks=weeks_ago),
        steps=False,
        worth={"commission": "3912", "currency": "USD", "commission_rate": "0.1", "weeks": 13},
        **fields,
    )
    for position, target, weeks in STEPS:
        step = MilestoneFactory(
            plan=plan,
            position=position,
            target=Decimal(target),
            due_on=min(plan.starts_on + timedelta(weeks=weeks, days=3), plan.ends_on),
        )
        RewardFactory(milestone=step, what=f"Reward {position}")
    drill = DrillFactory(skill=plan.skill, name="Second question ladder", short_name="Ladder")
    ProgrammeItemFactory(plan=plan, drill=drill)
    CommitmentFactory(plan=plan, due_on=on + timedelta(days=4))
    live_until(plan, life)
    give_weeks(rep, "meetings", [19] * 20, until=on)
    give_weeks(rep, "opportunities", [4] * 16 + [5] * 4, until=on)
    if plan.is_working:
        practiced_at = timezone.make_aware(datetime.combine(on - timedelta(days=1), time(9)))
        PracticeEntryFactory(plan=plan, drill=drill, practiced_at=practiced_at, note="It opened two budgets.")
        Plan.objects.filter(pk=plan.pk).update(last_practice_on=practiced_at.date())
        CommentFactory(plan=plan, author=rep, created_at=practiced_at)
    plan.refresh_from_db()
    return plan


def read(client, user, url):
    """The page as this person gets it, and its words."""
    client.force_login(user)
    response = client.get(url)
    return response, response.content.decode()
