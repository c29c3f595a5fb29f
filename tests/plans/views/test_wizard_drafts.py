"""Who finds a draft and when: two tabs, two clicks, strangers, and a plan that was proposed meanwhile."""

import pytest
from django.urls import reverse

from plans.models import Plan
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory
from tests.plans.views.wizard_pages import focused, manager_and_rep, opened, post, url, version_of

pytestmark = pytest.mark.django_db


def test_a_second_tab_sees_both_texts_and_loses_nothing(client):
    plan = focused(client)
    old = version_of(plan)
    post(client, "reason", plan, headline="What the first tab says")

    second = client.post(url("reason", plan), {"version": old, "headline": "What the second tab says"})

    page = second.content.decode()
    assert second.status_code == 409
    assert "What the first tab says" in page
    assert "What the second tab says" in page
    assert Plan.objects.get().headline == "What the first tab says"

    fields = {"version": second.context["version"], "headline": "What the second tab says"}
    assert client.post(url("reason", plan), fields).status_code == 302
    assert Plan.objects.get().headline == "What the second tab says"


def test_a_double_click_saves_once_and_goes_on(client):
    plan = focused(client)
    fields = {"version": version_of(plan), "headline": "Once", "action": "next"}

    client.post(url("reason", plan), fields)
    again = client.post(url("reason", plan), fields)

    assert again.url == url("big_picture", plan)
    assert version_of(plan) == fields["version"] + 1


def test_a_second_open_plan_is_refused_with_a_link_to_the_open_one(client):
    plan = focused(client)

    answer = client.post(reverse("plans:start_plan"), {"rep": plan.rep_id})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Marcus has an open plan already" in page
    assert url("reason", plan) in page


def test_every_step_leads_to_the_page_that_discards_the_draft(client):
    plan = focused(client)
    discard = reverse("plans:discard_draft", args=[plan.pk])

    for name in ("focus", "reason", "big_picture", "review"):
        assert f'href="{discard}"' in client.get(url(name, plan)).content.decode()
    assert f'href="{discard}"' in client.get(reverse("coaching:board")).content.decode()


def test_a_draft_for_the_wrong_rep_is_discarded_in_two_clicks(client):
    plan = focused(client)
    discard = reverse("plans:discard_draft", args=[plan.pk])
    asking = client.get(discard)
    assert "Marcus has read nothing of it, and nobody is told." in asking.content.decode()

    fields = {"version": asking.context["form"].initial["version"], "reason": "Opened for the wrong rep"}
    client.post(discard, fields)
    again = client.post(discard, fields, follow=True)

    assert "This draft is discarded already." in again.content.decode()
    page = client.get(reverse("coaching:plan_page", args=[plan.pk])).content.decode()
    assert "This draft was discarded" in page
    assert "Opened for the wrong rep" in page
    assert client.post(reverse("plans:start_plan"), {"rep": plan.rep_id}).status_code == 302


def test_a_draft_that_changed_while_it_was_being_discarded_is_shown_again(client):
    plan = focused(client)

    answer = client.post(
        reverse("plans:discard_draft", args=[plan.pk]), {"version": 1, "reason": "No longer needed"}
    )

    assert answer.status_code == 409
    assert "No longer needed" in answer.content.decode()
    assert Plan.objects.get().status == Plan.Status.DRAFT


def test_steps_that_need_another_first_lead_to_it(client):
    plan = opened(client)

    for name in ("big_picture", "milestones", "people"):
        assert client.get(url(name, plan)).url == url("focus", plan)
    assert client.get(url("review", plan)).status_code == 200


def test_nobody_else_finds_the_draft(client):
    plan = focused(client)
    strangers = [plan.rep, UserFactory(), UserFactory(site_admin=True), UserFactory(hr_partner=True)]

    for person in strangers:
        client.force_login(person)
        for name in ("focus", "reason", "big_picture", "milestones", "people", "review"):
            assert client.get(url(name, plan)).status_code == 404
            assert client.post(url(name, plan), {}).status_code in {404, 405}
        assert client.post(reverse("plans:start_plan"), {"rep": plan.rep_id}).status_code == 404


def test_a_proposed_plan_leaves_the_wizard(client):
    manager, rep = manager_and_rep()
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)
    client.force_login(manager)

    assert client.get(url("reason", plan)).url == reverse("coaching:plan_page", args=[plan.pk])


def test_a_text_typed_while_the_plan_was_proposed_is_given_back(client):
    manager, rep = manager_and_rep()
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)
    client.force_login(manager)

    answer = post(client, "reason", plan, why="Two deeper questions in each meeting.")

    assert answer.status_code == 409
    assert "Two deeper questions in each meeting." in answer.content.decode()
