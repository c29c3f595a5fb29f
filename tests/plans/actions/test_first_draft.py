"""A draft filled in with all that the wizard would suggest by itself; the words are missing, and nothing else."""

from datetime import UTC, date, datetime

import pytest

from plans.actions import draft, first_draft, proposal
from plans.actions.draft import AnotherPlanIsOpen
from plans.actions.draft_number import NoStart
from plans.models import Plan, Skill
from plans.queries.readiness import Lack, missing
from salesgym.numbers.actions import role_figures
from tests.factories.people import RepFactory
from tests.plans.first_team import first_team

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def anna(rep, manager):
    team = rep.memberships.get().team
    low = {"meetings": 20, "opportunities": 3}
    anna = first_team(team, until=ON, anna=low)["anna"]
    role_figures.renew(at=AT)
    return anna


def skill(metric="meeting_to_opportunity"):
    return Skill.objects.filter(metric__key=metric, is_active=True).order_by("position", "name")[0]


def test_a_full_draft_lacks_the_words_alone(anna, manager):
    plan = first_draft.open_full(rep=anna, by=manager, at=AT, skill=skill())

    plan = Plan.objects.get(pk=plan.pk)
    assert (plan.baseline_numerator, plan.baseline_denominator, plan.baseline_weeks) == (39, 260, 13)
    assert plan.target > plan.baseline
    assert plan.starts_on == date(2026, 11, 30)
    assert plan.milestones.count() >= 1
    assert plan.mentor_wish is not None
    assert plan.programme.count() == 2
    assert plan.worth
    assert [gap.lack for gap in missing(plan, on=ON)] == [Lack.HEADLINE, Lack.WHY]


def test_with_the_words_it_can_be_proposed(anna, manager):
    plan = first_draft.open_full(rep=anna, by=manager, at=AT, skill=skill())
    reason = draft.Reason(standing="", causes=[])
    plan = draft.save_reason(
        plan=plan,
        by=manager,
        at=AT,
        version=plan.version,
        reason=reason,
        headline="You win people in a minute.",
        why="Two deeper questions turn more meetings into deals.",
    )

    proposal.propose(plan=plan, by=manager, at=AT)

    assert Plan.objects.get(pk=plan.pk).status == Plan.Status.PROPOSED


def test_a_second_click_leads_to_the_draft_that_is_there(anna, manager):
    plan = first_draft.open_full(rep=anna, by=manager, at=AT, skill=skill())

    with pytest.raises(AnotherPlanIsOpen) as refused:
        first_draft.open_full(rep=anna, by=manager, at=AT, skill=skill())

    assert refused.value.plan == plan


def test_without_enough_weeks_nothing_is_opened(rep, manager):
    newcomer = RepFactory(team=rep.memberships.get().team)

    with pytest.raises(NoStart):
        first_draft.open_full(rep=newcomer, by=manager, at=AT, skill=skill())

    assert not Plan.objects.exists()
