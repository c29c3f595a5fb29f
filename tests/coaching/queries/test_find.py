import pytest
from django.urls import reverse

from salesgym.people.queries import directory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def links_of(user, name):
    return {one.person.user.name: [link.url for link in one.links] for one in directory.find(user, name)}


def test_mentor_finds_their_mentee_with_the_plan_and_without_the_numbers(rep, manager, mentor, stranger):
    plan = PlanFactory(active=True, rep=rep, manager=manager, mentor=mentor)

    assert links_of(mentor, "marcus") == {"Marcus Bell": [reverse("coaching:plan_page", args=[plan.pk])]}
    assert links_of(stranger, "marcus") == {}


def test_manager_finds_numbers_and_open_plan_of_their_rep(rep, manager):
    plan = PlanFactory(active=True, rep=rep, manager=manager)

    assert links_of(manager, "marcus") == {
        "Marcus Bell": [
            reverse("coaching:plan_page", args=[plan.pk]),
            reverse("numbers:rep_numbers", args=[rep.pk]),
        ]
    }


def test_site_admin_finds_people_and_no_plan(rep, manager, site_admin):
    PlanFactory(active=True, rep=rep, manager=manager)

    assert links_of(site_admin, "marcus") == {"Marcus Bell": []}


def test_draft_is_no_plan_to_open_yet(rep, manager):
    PlanFactory(rep=rep, manager=manager)

    assert links_of(manager, "marcus") == {"Marcus Bell": [reverse("numbers:rep_numbers", args=[rep.pk])]}
    assert links_of(rep, "marcus") == {"Marcus Bell": [reverse("numbers:rep_numbers", args=[rep.pk])]}
