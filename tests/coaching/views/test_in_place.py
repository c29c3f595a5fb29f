"""A form that the page's script sends learns where it leads, and nothing else changes for it."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from plans.models import Plan
from tests.coaching.floor import manager_of

pytestmark = pytest.mark.django_db


def send(client, plan: Plan, page: str, **headers: str):
    client.force_login(plan.rep)
    return client.post(
        reverse("coaching:add_comment", args=[plan.pk]),
        {"body": "Two pauses, then the price.", "client_id": str(uuid4())},
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}", **headers},
    )


def test_a_form_taken_on_its_own_page_says_which_part_changes(client, plan):
    response = send(client, plan, f"{reverse('coaching:plan_page', args=[plan.pk])}?opened=1")

    assert (response.status_code, response.content, "Location" in response) == (204, b"", False)
    told = json.loads(response["HX-Location"])
    assert told["path"] == f"{reverse('coaching:plan_page', args=[plan.pk])}#conversation"
    assert (told["target"], told["select"]) == ("#main", "#main")
    page = client.get(told["path"])
    assert [str(message) for message in page.context["messages"]]


def test_a_form_that_leads_elsewhere_opens_that_page(client, plan):
    response = send(client, plan, reverse("coaching:today"))

    assert (response.status_code, "HX-Location" in response) == (204, False)
    assert response["HX-Redirect"].startswith(reverse("coaching:plan_page", args=[plan.pk]))


def test_a_form_of_somebody_signed_out_opens_the_sign_in_page(client, plan):
    response = client.post(
        reverse("coaching:add_comment", args=[plan.pk]), {"body": "x"}, headers={"HX-Request": "true"}
    )

    assert "HX-Location" not in response


def test_without_the_script_a_form_is_answered_as_ever(client, plan):
    client.force_login(plan.rep)

    response = client.post(
        reverse("coaching:add_comment", args=[plan.pk]), {"body": "Two pauses.", "client_id": str(uuid4())}
    )

    assert (response.status_code, "HX-Redirect" in response) == (302, False)


def test_what_follows_a_form_has_the_whole_content_and_the_way_around(client, plan):
    """The script asks for the page by itself: without the frame the part would lose it."""
    client.force_login(manager_of(plan.rep.memberships.get().team))
    asked = {"HX-Request": "true", "HX-Target": "main"}

    page = client.get(reverse("coaching:plan_page", args=[plan.pk]), headers=asked)

    rail = page.text[page.text.index('id="rail"') : page.text.index("</nav>")]
    assert reverse("coaching:board") in rail
