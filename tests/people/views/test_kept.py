"""Nothing typed is lost: what the server answers to a form that it cannot take, without any script."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from salesgym.kept import ANSWERED, TAKEN
from salesgym.people.models import User
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory
from tests.signed_out import browser_of, send_kept, sign_in, token_of, words

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}
SAID = "The pause after the price worked twice today"


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests():
    cache.clear()


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def comment_of(browser, plan, **more):
    page = browser.get(reverse("coaching:plan_page", args=[plan.pk]))
    return {"body": SAID, "client_id": page.context["form"]["client_id"].value(), **more}, token_of(page)


def test_a_form_whose_cookies_are_all_gone_is_kept_and_sent_again_after_signing_in(plan, manager):
    browser = browser_of(manager)
    url = reverse("coaching:add_comment", args=[plan.pk])
    fields, token = comment_of(browser, plan)
    browser.cookies.clear()

    told = browser.post(url, {**fields, "csrfmiddlewaretoken": token}, **HERE)
    assert told.status_code == 403
    assert "You are signed out" in words(told)
    assert SAID in words(told)

    sign_in(browser, manager)
    assert send_kept(browser, send_kept(browser, told)).status_code == 302
    assert plan.comments.get().body == SAID


def test_a_form_without_its_token_from_a_page_of_this_site_is_asked_for_again(plan, manager):
    browser = browser_of(manager)
    url = reverse("coaching:add_comment", args=[plan.pk])
    fields, _ = comment_of(browser, plan)

    asked = browser.post(url, fields, **HERE)
    assert asked.status_code == 403
    assert f"You are signed in as {manager.name}" in words(asked)

    assert send_kept(browser, asked).status_code == 302
    assert plan.comments.get().body == SAID


def test_a_form_of_another_site_is_not_even_repeated(plan, manager):
    browser = browser_of(manager)
    url = reverse("coaching:add_comment", args=[plan.pk])
    fields, token = comment_of(browser, plan)

    for sent in ({**fields, "csrfmiddlewaretoken": token}, fields):
        answer = browser.post(url, sent, HTTP_ORIGIN="https://elsewhere.example")
        assert answer.status_code == 403
        assert SAID not in words(answer)
    assert not plan.comments.exists()


def test_what_was_typed_stands_on_the_page_that_refuses_it(client, plan, manager):
    """The right went while the page was open: 404 for whoever may not see it, 403 for whoever may not do it."""
    stranger = UserFactory()
    client.force_login(stranger)
    unseen = client.post(reverse("coaching:add_comment", args=[plan.pk]), {"body": SAID})
    client.force_login(plan.rep)
    refused = client.post(reverse("plans:pause_plan", args=[plan.pk]), {"reason": "My leave begins <b>"})

    assert unseen.status_code == 404
    assert f"<li>{SAID}</li>" in words(unseen)
    assert refused.status_code == 403
    assert "My leave begins &lt;b&gt;" in refused.content.decode()
    assert "What you wrote" not in words(client.get("/nowhere/"))


def test_an_address_that_takes_only_a_form_says_so_instead_of_nothing(client, plan, manager):
    client.force_login(manager)

    answer = client.get(reverse("coaching:add_comment", args=[plan.pk]))

    assert answer.status_code == 405
    assert "This address is not a page" in words(answer)
    assert answer.headers["Allow"] == "POST"


def test_a_form_is_named_as_taken_or_as_one_that_comes_back(client, manager):
    client.force_login(manager)
    fields = {"time_zone": "UTC", "digest_weekday": "1", "digest_hour": "8", "kept": "12-345"}

    refused = client.post("/me/", {**fields, "name": ""})
    assert TAKEN not in refused.cookies
    assert refused.cookies[ANSWERED].value == "12-345"
    for number, name in (("12-345", "Dana W"), ("6-7", "Dana Whit"), ('x"; y', "Dana")):
        taken = client.post("/me/", {**fields, "name": name, "kept": number})
        assert taken.status_code == 302

    assert client.cookies[TAKEN].value == "12-345.6-7"
    assert client.get("/nowhere/").status_code == client.post("/nowhere/", {"kept": "8-9"}).status_code == 404
    assert client.cookies[ANSWERED].value == "12-345"
    assert User.objects.get(pk=manager.pk).name == "Dana"


def test_signing_out_forgets_pages_and_leaves_what_is_kept_to_the_person(client, manager):
    client.force_login(manager)

    answer = client.post(reverse("account_logout"))

    assert answer.headers["Clear-Site-Data"] == '"cache"'
