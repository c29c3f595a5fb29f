"""Capable, and too little of it: asked with the person's rates and volume beside the role's."""

import pytest
from django.utils import timezone

from plans.actions import first_draft
from plans.documents import reasons
from plans.models import Plan, Skill
from salesgym.numbers.actions import role_figures
from tests.coaching.floor import manager_of, team
from tests.plans.first_team import first_team
from tests.plans.views.wizard_pages import opened, post, url

pytestmark = pytest.mark.django_db


def test_the_manager_reads_rates_and_volume_beside_the_role(client):
    harbor, at = team(), timezone.now()
    anna = first_team(harbor, until=timezone.localdate(), peers=6, anna={"meetings": 10})["anna"]
    role_figures.renew(at=at)
    skill = Skill.objects.get(key="discovery-questions")
    plan = first_draft.open_full(rep=anna, by=manager_of(harbor), at=at, skill=skill)
    client.force_login(manager_of(harbor))

    volume = client.get(url("reason", plan)).context["volume"]

    meetings = next(row for row in volume.volumes if row.label == "Meetings")
    assert meetings.own == "10"
    assert meetings.role not in {"", "10"}
    assert volume.rates


def test_a_yes_is_said_to_the_rep_and_in_the_text(client):
    plan = opened(client)
    assert "not known" in client.get(url("reason", plan)).content.decode()

    post(client, "reason", plan, has_low_volume="on")

    plan = Plan.objects.get(pk=plan.pk)
    said = "Capable, and too little of it: the rates hold, the volume is low."
    assert said in reasons.lines(plan)
    assert said in client.get(url("review", plan)).content.decode()
