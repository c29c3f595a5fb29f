"""The skills that a fresh installation offers."""

import pytest

from plans.models import Drill, Skill

pytestmark = pytest.mark.django_db


def test_a_fresh_installation_offers_four_skills_with_four_drills_each():
    drills = {skill.key: skill.drills.count() for skill in Skill.objects.filter(is_active=True)}

    assert drills == {
        "prospecting-calls": 4,
        "discovery-questions": 4,
        "objection-handling": 4,
        "negotiation": 4,
    }


def test_every_skill_moves_a_number_and_every_drill_can_be_followed():
    for drill in Drill.objects.select_related("skill__metric"):
        assert drill.skill.metric.key
        assert len(drill.how.split()) >= 60
        assert len(drill.cue) <= 70
