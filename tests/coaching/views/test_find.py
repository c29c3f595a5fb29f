"""Find shows what its reader may open and do, and nothing else."""

import re

import pytest
from django.urls import reverse

from plans.models import Drill
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager, mentor):
    return PlanFactory(active=True, rep=rep, manager=manager, mentor=mentor)


def hits(browser, words):
    """What is found, as name and address, by the title of its group."""
    page = browser.get(reverse("coaching:find"), {"q": words})
    assert page.status_code == 200
    return {group.title: {hit.name: hit.url for hit in group.hits} for group in page.context["groups"]}


def test_everything_that_is_offered_opens_for_everybody(
    client_of, plan, rep, manager, mentor, stranger, hr, site_admin
):
    for reader in (rep, manager, mentor, stranger, hr, site_admin):
        browser = client_of(reader)
        for group in hits(browser, "").values():
            for url in group.values():
                assert browser.get(url.split("#")[0]).status_code in {200, 302}, (reader, url)


def test_what_one_can_do_is_found_by_each_of_its_names(client_of, plan, rep, manager, mentor):
    log, start = {"Log a workout": "/practice/log/"}, {"Start a plan": "/plans/new/"}

    assert hits(client_of(rep), "log practice")["Do"] == log
    assert hits(client_of(manager), "start plan")["Do"] == start
    assert hits(client_of(manager), "new plan")["Do"] == start
    assert "Do" not in hits(client_of(mentor), "log practice")
    assert "Do" not in hits(client_of(rep), "start a plan")


def test_pages_without_an_entry_in_the_rail_are_found(client_of, plan, manager, rep):
    assert hits(client_of(manager), "signals")["Pages"] == {"Early signals": "/signals/"}
    assert "Pages" not in hits(client_of(rep), "signals")


def test_a_skill_is_found_by_its_drills(client_of, plan, rep):
    drill = Drill.objects.first()

    assert hits(client_of(rep), drill.skill.name)["Skills and drills"][drill.name] == f"/drills/{drill.pk}/"


def test_the_one_thing_that_has_this_name_opens_at_once(client_of, plan, manager, rep, stranger):
    browser = client_of(manager)

    for words in ("Marcus Bell", "marcus"):
        assert browser.get("/find/", {"q": words}).url == f"/people/{rep.pk}/"
    assert browser.get("/find/", {"q": "early signals"}).url == "/signals/"
    # A part of a name leaves the choice to the reader.
    assert browser.get("/find/", {"q": "marc"}).status_code == 200
    assert client_of(stranger).get("/find/", {"q": "Marcus Bell"}).status_code == 200


def test_nothing_that_may_not_be_seen_is_named(client_of, plan, stranger, hr):
    for reader in (stranger, hr):
        text = client_of(reader).get("/find/", {"q": plan.skill.name}).content.decode()
        assert "Marcus" not in text
        assert f"/plans/{plan.pk}/" not in text


def test_empty_and_hostile_words_break_nothing(client_of, site_admin):
    browser = client_of(site_admin)
    for text in ["", "   ", "%", "_", "\x00", "<script>", "' OR 1=1 --", "x" * 5000]:
        page = browser.get("/find/", {"q": text}).content.decode()
        assert not re.search("<script>", page)
    assert "Nothing called" in browser.get("/find/", {"q": "zzzz"}).content.decode()
