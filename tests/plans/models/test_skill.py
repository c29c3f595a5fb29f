"""The skills that a fresh installation offers."""

import pytest

from plans.models import Drill, Skill

pytestmark = pytest.mark.django_db


def test_a_fresh_installation_offers_eight_skills_in_the_order_of_the_funnel():
    offered = Skill.objects.filter(is_active=True).order_by("position").values_list("key", flat=True)

    assert list(offered) == [
        "prospecting-calls",
        "from-talk-to-meeting",
        "discovery-questions",
        "building-opportunities",
        "objection-handling",
        "moving-to-a-decision",
        "negotiation",
        "deal-size",
    ]


def test_every_skill_moves_a_number_and_every_drill_can_be_followed():
    for drill in Drill.objects.select_related("skill__metric"):
        assert drill.skill.metric.key
        assert len(drill.how.split()) >= 60
        assert len(drill.cue) <= 70
