"""The staircase of the wizard's step 4: its direction, its rows, and what is refused under its field."""

import pytest

from plans.models import Skill
from tests.plans.views.wizard_pages import aimed, opened, post, steps_from, url
from tests.refused_forms import links_of

pytestmark = pytest.mark.django_db


def test_lower_is_better_turns_the_target_round(client):
    plan = opened(client)
    skill = Skill.objects.get(key="negotiation")
    post(client, "focus", plan, skill=skill.pk, start="typed", typed_value="14")

    assert "choose a target below it" in post(client, "big_picture", plan, target="15").content.decode()
    post(client, "big_picture", plan, target="10")
    post(client, "milestones", plan, **steps_from(client.get(url("milestones", plan))))

    targets = [float(step.target) for step in plan.milestones.order_by("position")]
    assert targets == sorted(targets, reverse=True)
    assert targets[-1] == 10


def test_steps_are_added_and_removed_without_a_script(client):
    plan = aimed(client)
    fields = steps_from(client.get(url("milestones", plan)))

    longer = post(client, "milestones", plan, **fields, action="add")
    shorter = post(client, "milestones", plan, **fields, action="remove-0")

    assert len(longer.context["form"].steps) == fields["steps"] + 1
    assert len(shorter.context["form"].steps) == fields["steps"] - 1
    assert not plan.milestones.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"step-0-target": "20"}, "go above it"),
        ({"step-1-target": "23"}, "Go above the step before."),
        ({"step-1-target": "29"}, "The way ends at 28%: go no further."),
        (
            {"step-1-measure": "done", "step-1-title": "Two calls"},
            "The last step measures the plan&#x27;s number",
        ),
        ({"step-1-due_on": "2020-01-01"}, "Choose a day after the plan&#x27;s first."),
        ({"step-0-due_on": ""}, "Choose a day."),
        ({"step-0-measure": "done", "step-0-title": ""}, "Say what is done by then"),
        ({"starts_on": "2020-01-06"}, "Choose a first day from today on"),
        ({"ends_on": "2099-01-01"}, "A plan takes 26 weeks at most"),
    ],
)
def test_a_broken_staircase_is_refused_under_its_field_and_kept(client, change, sentence):
    plan = aimed(client)
    fields = {**steps_from(client.get(url("milestones", plan))), "step-0-title": "My words", **change}

    answer = post(client, "milestones", plan, **fields)

    page = answer.content.decode()
    assert links_of(page)
    assert answer.status_code == 200
    assert sentence in page
    assert "step-0-title" in change or "My words" in page
