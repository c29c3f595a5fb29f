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


def posted(page):
    """What the form of an admin page would send as it stands."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value not in (None, False):
                sent[field.html_name] = getattr(value, "pk", value)
    return sent


def test_a_rubric_keeps_three_to_five_behaviors_with_one_about_the_buyer(site_admin, client_of):
    skill, client = Skill.objects.get(key="deal-size"), client_of(site_admin)
    url = reverse("admin:plans_skill_change", args=[skill.pk])
    sent = posted(client.get(url))

    assert client.post(url, sent).status_code == 302
    too_few = {name: value for name, value in sent.items() if not name.endswith("is_active")}
    assert "asks for 3 to 5 behaviors" in client.post(url, too_few).content.decode()
    no_buyer = {name: value for name, value in sent.items() if not name.endswith("is_about_buyer")}
    assert "one behavior is about the buyer" in client.post(url, no_buyer).content.decode()


def test_a_drill_is_offered_the_behaviors_of_its_own_skill(site_admin, client_of):
    skill = Skill.objects.get(key="deal-size")

    page = client_of(site_admin).get(reverse("admin:plans_skill_change", args=[skill.pk]))

    assert "Lays out three sizes and recommends one" in page.content.decode()
    assert "Says the price once and stops" not in page.content.decode()
