import pytest
from django.contrib import admin
from django.urls import reverse

from plans.models import Skill

pytestmark = pytest.mark.django_db


def test_skills_are_set_up_in_the_admin_and_plans_are_not(site_admin, client_of):
    registered = {model.__name__ for model in admin.site._registry if model._meta.app_label == "plans"}

    assert registered == {"Skill"}


def test_a_skill_opens_with_its_drills(site_admin, client_of):
    skill = Skill.objects.order_by("position").first()

    page = client_of(site_admin).get(reverse("admin:plans_skill_change", args=[skill.pk]))

    assert skill.drills.first().name in page.content.decode()


def test_a_manager_sets_up_nothing(manager, client_of):
    assert client_of(manager).get(reverse("admin:plans_skill_changelist")).status_code == 404
