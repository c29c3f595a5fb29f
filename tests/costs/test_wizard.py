"""Each step of the wizard asks the same for any number of peers, and little (B3 of `make bench`)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import first_draft
from plans.models import Skill
from salesgym.numbers.actions import role_figures
from tests.coaching.floor import manager_of, team
from tests.costs.test_floor import asked
from tests.plans.first_team import first_team

pytestmark = pytest.mark.django_db
# Whom to ask as a mentor takes four of the people's: see test_whom_to_ask.
MOST = {"focus": 11, "reason": 8, "big_picture": 10, "milestones": 9, "people": 12, "review": 8}


def test_the_steps_of_a_draft_cost_the_same_with_any_number_of_peers(client):
    harbor, at = team(), timezone.now()
    manager = manager_of(harbor)
    anna = first_team(harbor, until=timezone.localdate(), peers=6, anna={"opportunities": 3})["anna"]
    skill = Skill.objects.get(key="discovery-questions")
    role_figures.renew(at=at)
    plan = first_draft.open_full(rep=anna, by=manager, at=at, skill=skill)

    costs = []
    for peers in (0, 20):
        first_team(harbor, until=timezone.localdate(), peers=peers)
        role_figures.renew(at=at)
        pages = {name: reverse(f"plans:wizard_{name}", args=[plan.pk]) for name in MOST}
        costs.append({name: asked(client, manager, url)[0] for name, url in pages.items()})

    assert costs == [MOST, MOST]
