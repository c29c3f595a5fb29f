"""See this as: the demo's pages through the eyes of others."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from coaching.pages.eyes import RULES, rule_of
from salesgym.people.models import User
from tests.access.routes import every_route, own_routes
from tests.access.table import TABLE
from tests.factories.formal import switched_on
from tests.factories.people import UserFactory
from tests.plans.formal_plans import formal_plan, hr_partner

pytestmark = pytest.mark.django_db

SEE_AS = "/demo/see-as/"


@pytest.fixture
def sample(plan):
    """Dana manages Marcus, whom Sofia mentors; all of them are people of the sample."""
    User.objects.update(is_sample=True)
    return plan


def see(client, person, address, **options):
    return client.post(SEE_AS, {"person": person.pk, "next": address}, **options)


def offered(html):
    return re.findall(r'name="person" value="(\d+)"', html)


@pytest.mark.usefixtures("in_the_demo")
def test_a_plan_is_offered_through_the_eyes_of_its_manager_rep_and_mentor(client, sample):
    page = reverse("coaching:plan_page", args=[sample.pk])
    client.force_login(sample.manager)

    html = client.get(page).content.decode()

    assert offered(html) == [str(one.pk) for one in (sample.manager, sample.rep, sample.mentor)]
    assert f'name="next" value="{page}"' in html


@pytest.mark.usefixtures("in_the_demo")
def test_what_hr_reads_is_offered_through_the_eyes_of_hr(client, rep, manager):
    plan, ruth = formal_plan(rep, manager), switched_on(hr_partner())
    User.objects.update(is_sample=True)
    # Whoever approved the plan in its life so far is no partner any more.
    User.objects.exclude(pk=ruth.pk).update(is_hr_partner=False)
    everybody = [str(one.pk) for one in (manager, rep, ruth)]
    client.force_login(ruth)

    for page in (reverse("formal:read_plan", args=[plan.pk]), reverse("formal:override", args=[plan.pk])):
        assert offered(client.get(page).content.decode()) == everybody
    desk = client.get(reverse("formal:desk")).content.decode()
    client.force_login(manager)
    own = client.get(reverse("coaching:plan_page", args=[plan.pk])).content.decode()

    assert offered(desk) == everybody
    assert offered(own) == everybody[:2]


@pytest.mark.usefixtures("in_the_demo")
def test_one_click_shows_the_same_address_to_somebody_else(client, sample):
    page = reverse("coaching:plan_page", args=[sample.pk]) + "?say=1"
    client.force_login(sample.manager)

    answer = see(client, sample.rep, page)

    assert answer.url == page
    assert client.get(page).wsgi_request.user == sample.rep


@pytest.mark.usefixtures("in_the_demo")
def test_a_page_that_somebody_may_not_see_says_the_rule_and_leads_back(client, sample):
    page = reverse("plans:agreement", args=[sample.pk])
    client.force_login(sample.manager)
    see(client, sample.mentor, page)

    answer = client.get(page)
    html = answer.content.decode()

    assert answer.status_code == 404
    assert "For Sofia this page does not exist" in html
    assert "An agreement is open to the two who sign it" in html
    assert "See it as Dana again" in html
    see(client, sample.manager, page)
    assert client.get(page).wsgi_request.user == sample.manager


@pytest.mark.usefixtures("in_the_demo")
def test_a_manager_who_looks_at_a_pairs_sheets_reads_that_they_are_for_the_two(client, sample):
    client.force_login(sample.manager)

    answer = client.get(reverse("coaching:pair_sheets", args=[sample.pk]))

    assert answer.status_code == 404
    assert "open to the rep and their mentor, and to nobody else." in answer.content.decode()


@pytest.mark.usefixtures("in_the_demo")
def test_a_page_that_is_seen_and_not_theirs_to_open_says_so(client, sample):
    page = reverse("plans:copy_plan", args=[sample.pk])
    client.force_login(sample.mentor)

    answer = client.get(page)

    assert answer.status_code == 403
    assert "This page is not open to Sofia" in answer.content.decode()


@pytest.mark.usefixtures("in_the_demo")
def test_a_mistyped_address_and_a_form_are_answered_as_everywhere(client, sample):
    client.force_login(sample.mentor)

    mistyped = client.get("/nowhere/")
    sent = client.post(reverse("plans:pause_plan", args=[0]), {"reason": "Two weeks in the mountains"})

    assert "There is nothing here for you" in mistyped.content.decode()
    assert "Two weeks in the mountains" in sent.content.decode()


@pytest.mark.usefixtures("in_the_demo")
def test_the_click_leads_to_addresses_of_this_site_and_to_people_of_the_sample(client, sample):
    stranger = UserFactory()
    client.force_login(sample.manager)

    assert see(client, sample.rep, "https://elsewhere.example/").url == "/"
    assert see(client, sample.rep, "//elsewhere.example/").url == "/"
    for nobody in (stranger.pk, "", "x", "9" * 30):
        assert client.post(SEE_AS, {"person": nobody, "next": "/"}).status_code == 404


@pytest.mark.usefixtures("in_the_demo")
def test_the_click_is_a_form_of_this_site_on_this_machine(client, sample):
    client.force_login(sample.manager)
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(sample.manager)

    assert see(forger, sample.rep, "/").status_code == 403
    assert see(client, sample.rep, "/", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get(SEE_AS).status_code == 405


def test_nothing_of_it_exists_outside_the_demo(client, sample):
    client.force_login(sample.manager)

    html = client.get(reverse("coaching:plan_page", args=[sample.pk])).content.decode()

    assert "sg-demo" not in html
    assert see(client, sample.rep, "/").status_code == 404
    assert client.get(reverse("plans:start_plan")).wsgi_request.user == sample.manager


def test_every_page_that_is_not_for_everybody_has_its_rule():
    shown = {route.name: route.path for route in own_routes()}
    closed = {
        name
        for name, row in TABLE.items()
        if name in shown and "GET" in row and not _is_for_everybody(row["GET"])
    }

    assert len(closed) > 30
    assert [name for name in closed if rule_of(shown[name]) == rule_of("")] == []
    assert all(any(one.path.startswith(begins) for one in every_route()) for begins, _rule in RULES)


def _is_for_everybody(states):
    return all(
        {"rep", "hr_partner"} <= set(who) for told in states.values() for who in [sum(told.values(), ())]
    )
