"""Step 4 of the wizard: one word for the last step, every odds folded, and the parts that are drawn anew."""

import pytest

from tests.plans.views.milestones_page import draft, press, text, url, with_meetings

pytestmark = pytest.mark.django_db


def test_the_last_step_has_one_word_and_every_odds_are_folded(client):
    plan = with_meetings(draft(client), meetings=25, opportunities=5)

    fair = client.get(url(plan))
    tossed = press(client, plan, "draw", **{"step-1-run_weeks": "4", "step-1-target": "22"})

    assert [row.odds.word for row in fair.context["page"].rows][-1] == "Fair"
    assert text(fair).count("<b>Fair</b>") == 1
    assert "<b>A coin toss</b>" not in text(fair)
    assert text(tossed).count("<b>A coin toss</b>") == 1
    assert text(fair).count("How likely it is") == len(fair.context["page"].rows)


def test_every_part_that_is_drawn_anew_is_on_the_page_once(client):
    page = client.get(url(with_meetings(draft(client))))

    parts = [part.removeprefix("#").partition(":")[0] for part in page.context["redrawn"].split(",")]
    assert len(parts) > len(page.context["page"].rows)
    for part in parts:
        assert text(page).count(f'id="{part}"') == 1, part
    assert page.context["step_url"] == url(page.context["plan"])
    assert 'hx-vals=\'{"action": "draw"}\'' in text(page)
