"""Ask first, in a browser: by keyboard, without scripts, on a phone; axe finds nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from plans.actions import focus_question
from plans.models import FocusQuestion, Plan, Skill
from tests.browser.looks import troubles_in_every_look, troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_manager_and_rep_pick_without_seeing_each_other_and_then_see_both(harbor, page_of):
    draft = Plan.objects.get(rep=harbor["grace"], status="draft")
    step = f"/plans/{draft.pk}/draft/focus/"

    sofia = page_of(harbor["sofia"], javascript=False)
    sofia.goto(step)
    sofia.get_by_label("Why this one, in a sentence").fill("Most stop at the first no.")
    sofia.get_by_role("button", name="Ask Grace first").click()
    sofia.get_by_text("Grace was asked on").wait_for()

    grace = page_of(harbor["grace"], phone=True)
    grace.goto("/today/")
    assert troubles_of(grace) == []
    grace.get_by_role("link", name="Pick one").click()
    grace.get_by_role("heading", name="Which skill would you pick?").wait_for()
    assert "Most stop at the first no." not in grace.content()
    grace.get_by_role("radio", name="Prospecting calls").focus()
    for _down in range(Skill.objects.count()):
        if grace.get_by_role("radio", name="Negotiation").is_checked():
            break
        grace.keyboard.press("ArrowDown")
    expect(grace.get_by_role("radio", name="Negotiation")).to_be_checked()
    grace.keyboard.press("Tab")
    grace.keyboard.type("I give discounts before anybody asks.")
    grace.keyboard.press("Tab")
    grace.keyboard.press("Enter")
    grace.get_by_text("Most stop at the first no.").wait_for()
    assert troubles_of(grace) == []
    assert not grace.faults

    sofia.goto(step)
    expect(sofia.get_by_text("I give discounts before anybody asks.")).to_be_visible()
    assert FocusQuestion.objects.get(plan=draft).is_answered
    wide = page_of(harbor["sofia"])
    wide.goto(step)
    assert troubles_of(wide) == []


def test_the_pages_of_an_open_question_are_sound_in_every_look(harbor, page_of):
    draft = Plan.objects.get(rep=harbor["grace"], status="draft")
    first, *rest = Skill.objects.filter(is_active=True).order_by("position")
    at = timezone.now() - timedelta(hours=1)
    offered = [first.pk, *(skill.pk for skill in rest)]
    focus_question.ask(plan=draft, by=harbor["sofia"], pick=first, offered=offered, at=at)

    for person, path in (
        ("sofia", f"/plans/{draft.pk}/draft/focus/"),
        ("grace", f"/plans/{draft.pk}/focus/"),
    ):
        page = page_of(harbor[person])
        page.goto(path)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        assert troubles_in_every_look(page, person) == []
