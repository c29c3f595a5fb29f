"""The session of a manager runs out on the steps of a draft: what was typed comes back with the sign-in."""

from decimal import Decimal

import pytest
from django.core.cache import cache

from tests.plans.views.milestones_page import days, draft, fields_of, url, with_meetings
from tests.signed_out import browser_of, end_session, send_kept, sign_in, token_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests():
    cache.clear()


def test_steps_typed_while_the_session_ran_out_are_saved_after_signing_in_again(client):
    plan = with_meetings(draft(client), meetings=25, opportunities=5)
    manager = plan.manager
    browser = browser_of(manager)
    page = browser.get(url(plan))
    due = days(page)
    typed = {
        **fields_of(page),
        "step-0-title": "Two calls with the new opening",
        "step-0-target": "23.5",
        "csrfmiddlewaretoken": token_of(page),
    }

    end_session(browser)
    told = browser.post(url(plan), typed)
    assert told.status_code == 403
    assert "Your sign-in ended before this was sent, so nothing was changed yet." in words(told)
    assert "Two calls with the new opening" in words(told)
    assert not plan.milestones.exists()

    sign_in(browser, manager)
    saved = send_kept(browser, send_kept(browser, told))

    assert saved.status_code == 302
    assert saved.url.endswith("/draft/people/")
    first = plan.milestones.get(position=1)
    assert (first.title, first.target) == ("Two calls with the new opening", Decimal("0.235"))
    assert [step.due_on for step in plan.milestones.order_by("position")] == due


def test_steps_that_a_deputy_saved_meanwhile_are_compared_after_signing_in_again(client):
    """The kept form carries its version, so it goes over nothing that it has not seen."""
    plan = with_meetings(draft(client), meetings=25, opportunities=5)
    browser = browser_of(plan.manager)
    page = browser.get(url(plan))
    typed = {**fields_of(page), "step-0-title": "As typed", "csrfmiddlewaretoken": token_of(page)}
    assert client.post(url(plan), {**fields_of(page), "step-0-title": "As saved"}).status_code == 302

    end_session(browser)
    told = browser.post(url(plan), typed)
    sign_in(browser, plan.manager)
    compared = send_kept(browser, send_kept(browser, told))

    assert compared.status_code == 409
    assert "As typed" in words(compared)
    assert plan.milestones.get(position=1).title == "As saved"
