"""Step 4 of the wizard: what is chosen for the manager, and what stays of what they typed."""

import pytest

from tests.plans.views.milestones_page import draft, press, runs, targets, text, url, with_meetings

pytestmark = pytest.mark.django_db


def test_usual_on_the_last_step_takes_the_run_that_suits_the_target(client):
    plan = with_meetings(draft(client, suggested={"weeks_wanted": 16}))
    suggested = runs(client.get(url(plan)))[-1]
    last = len(client.get(url(plan)).context["form"].steps) - 1
    usual = {f"step-{last}-run_weeks": ""}

    drawn = press(client, plan, "draw", **usual)
    moved = press(client, plan, "dates", **usual)
    saved = press(client, plan, "next", **usual)

    assert suggested > 4
    assert runs(drawn)[-1] == runs(moved)[-1] == suggested
    assert saved.status_code == 302
    assert plan.milestones.get(position=last + 1).run_weeks == suggested


@pytest.mark.parametrize("action", ["number-999999", "target"])
def test_a_mend_that_is_no_longer_offered_keeps_what_was_typed(client, action):
    plan = with_meetings(draft(client), meetings=25, opportunities=5)

    answer = press(client, plan, action, **{"step-0-title": "My own words", "step-0-target": "23.4"})

    assert "no longer offered" in text(answer)
    assert "My own words" in text(answer)
    assert targets(answer)[0] == "23.4"
