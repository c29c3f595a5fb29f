"""The pages on which a mentor is chosen ask at most twelve questions, whoever comes to mind (B3 of `make bench`)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import first_draft
from plans.models import Diagnosis, Skill
from plans.queries import mentors
from salesgym.numbers.actions import role_figures
from salesgym.numbers.models import RoleFigures
from tests.coaching.floor import manager_of, team
from tests.costs import cost
from tests.costs.crowd import reps_like
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, RewardFactory

pytestmark = pytest.mark.django_db
SIZES = (1, 20, 200)
MOST = {"people": 12, "invite": 11, "found": 12}


@pytest.fixture
def harbor():
    return team()


def rep_with(harbor, opportunities):
    rep = RepFactory(team=harbor, password="!")
    for key, value in (("meetings", 20), ("opportunities", opportunities)):
        give_weeks(rep, key, [value] * 13, until=timezone.localdate())
    return rep


@pytest.fixture
def plan(harbor):
    """A draft with all that comes of its own accord, of a rep who has no peers yet."""
    return first_draft.open_full(
        rep=rep_with(harbor, 4),
        by=manager_of(harbor),
        at=timezone.now(),
        skill=Skill.objects.get(key="discovery-questions"),
    )


def asks(client, reader, pages):
    """How many questions each of these pages takes this person."""
    client.force_login(reader)
    # The first page of a session is no measure.
    client.get(next(iter(pages.values())))
    return {name: cost.of(client, url)[0].query_count for name, url in pages.items()}


def pages_of(harbor, draft):
    """The page in the wizard, and of a running plan "Ask a mentor" with those who come to mind and those who are found."""
    running = PlanFactory(rep=rep_with(harbor, 4), manager=draft.manager, active=True)
    invite = reverse("plans:invite_mentor", args=[running.pk])
    return {
        "people": reverse("plans:wizard_people", args=[draft.pk]),
        "invite": invite,
        "found": f"{invite}?q=Person",
    }


@pytest.mark.parametrize("strong", [False, True])
def test_whom_to_ask_costs_the_same_with_any_number_of_peers(client, harbor, plan, strong):
    pages, costs = pages_of(harbor, plan), {}
    first = rep_with(harbor, 14 if strong else 4)
    role_figures.renew(at=timezone.now())

    for size in SIZES:
        # One in five stands out, or nobody.
        reps_like(first, size // 5)
        reps_like(plan.rep, size - size // 5 - 1)
        costs[size] = asks(client, plan.manager, pages)

    assert costs == dict.fromkeys(SIZES, MOST)


def test_strong_people_without_room_cost_no_more(client, harbor, plan):
    """They are looked at first, and then who is free."""
    pages = pages_of(harbor, plan)
    strong = rep_with(harbor, 14)
    reps_like(plan.rep, 3)
    for _number in range(2):
        PlanFactory(active=True, mentor=strong)

    assert asks(client, plan.manager, pages) == MOST
    assert strong not in mentors.suggestions(plan, on=timezone.localdate()).people


def test_a_draft_with_everything_on_it_costs_no_more(client, harbor, plan):
    """Steps with rewards, promises, drills, a cause that is ours to fix, and a mentor who is nobody's peer."""
    reps_like(plan.rep, 3)
    plan.mentor_wish = UserFactory(name="Elsewhere Ng")
    plan.save()
    for step in plan.milestones.all():
        RewardFactory(milestone=step, given_by=UserFactory())
        CommitmentFactory(plan=plan, promised_by=UserFactory())
    Diagnosis.objects.update_or_create(plan=plan, defaults={"causes": ["tools"]})
    page = {"people": reverse("plans:wizard_people", args=[plan.pk])}

    assert plan.milestones.exists()
    assert plan.programme.exists()
    assert asks(client, plan.manager, page) == {"people": MOST["people"]}


def test_a_role_of_which_nothing_is_stored_costs_no_more(client, harbor, plan):
    pages = pages_of(harbor, plan)
    reps_like(plan.rep, 3)

    assert not RoleFigures.objects.exists()
    assert asks(client, plan.manager, pages) == MOST
