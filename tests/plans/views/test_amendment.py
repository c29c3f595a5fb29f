"""Changing the dates of a signed plan, as the manager types them and the rep answers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import pause
from plans.models import Amendment
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    starts_on = timezone.localdate() - timedelta(weeks=2, days=timezone.localdate().weekday())
    return PlanFactory(rep=rep, manager=manager, starts_on=starts_on, active=True)


def url(plan, name="amend_plan"):
    return reverse(f"plans:{name}", args=[plan.pk])


def typed(plan, **changes):
    steps = {f"due_{step.pk}": step.due_on for step in plan.milestones.all()}
    ends_on = plan.ends_on + timedelta(weeks=2)
    return {**steps, "ends_on": ends_on, "reason": "A trade fair <b>in March</b>.", **changes}


def sent(plan, manager, client_of):
    """The new dates, looked at and signed by the manager."""
    page = client_of(manager).post(url(plan), typed(plan, action="look"))
    digest = page.context["form"]["sha256"].value()
    answer = client_of(manager).post(url(plan), typed(plan, action="propose", sha256=digest))
    assert answer.url == reverse("coaching:plan_page", args=[plan.pk])
    return Amendment.objects.get()


def test_a_manager_reads_what_changes_before_they_sign_it(plan, manager, client_of):
    client = client_of(manager)
    assert f'href="{url(plan)}"' in client.get(reverse("coaching:plan_page", args=[plan.pk])).content.decode()

    page = client.post(url(plan), typed(plan, action="look")).content.decode()

    assert "What changes" in page
    assert '<ins class="sg-changed">Last day: ' in page
    assert "Sign and send to Marcus" in page
    assert not Amendment.objects.exists()
    waiting = sent(plan, manager, client_of)
    assert waiting.reason == "A trade fair <b>in March</b>."


def test_dates_typed_anew_after_the_look_are_shown_once_more_and_nothing_is_signed(plan, manager, client_of):
    page = client_of(manager).post(url(plan), typed(plan, action="look"))
    digest = page.context["form"]["sha256"].value()
    other = plan.ends_on + timedelta(weeks=3)

    answer = client_of(manager).post(url(plan), typed(plan, action="propose", sha256=digest, ends_on=other))

    assert "Read it once more, then sign" in answer.content.decode()
    assert answer.context["form"]["sha256"].value() != digest
    assert not Amendment.objects.exists()


def test_bad_days_keep_what_was_typed(plan, manager, client_of):
    for changes, words in (
        ({"ends_on": "soon"}, "Write the day like 2026-03-31"),
        ({"ends_on": plan.starts_on}, "The last day is over already"),
        ({}, "Say in a sentence why the dates change"),
    ):
        page = client_of(manager).post(url(plan), typed(plan, action="look"))
        data = typed(plan, action="propose", sha256=page.context["form"]["sha256"].value(), **changes)
        if not changes:
            data["reason"] = " "

        answer = client_of(manager).post(url(plan), data).content.decode()

        assert words in answer
        assert f'value="{data["ends_on"]}"' in answer
    assert not Amendment.objects.exists()


def test_the_rep_is_led_to_the_new_dates_and_signs_them(plan, rep, manager, client_of):
    waiting = sent(plan, manager, client_of)
    client = client_of(rep)
    page = client.get(reverse("coaching:plan_page", args=[plan.pk])).content.decode()
    assert "Dana Whitfield proposes new dates" in page
    page = client.get(url(plan)).content.decode()
    assert "A trade fair &lt;b&gt;in March&lt;/b&gt;." in page

    data = {"action": "sign", "sha256": waiting.sha256, "comment": ""}
    client.post(url(plan, "answer_amendment"), data)
    again = client.post(url(plan, "answer_amendment"), data, follow=True).content.decode()

    plan.refresh_from_db()
    assert plan.ends_on.isoformat() == waiting.terms["ends_on"]
    assert "Nothing waits here any more" in again
    agreement = client.get(reverse("plans:agreement", args=[plan.pk])).content.decode()
    assert "Agreement 2, proposed" in agreement
    assert "Earlier texts" in agreement


def test_the_rep_may_say_what_they_would_rather_have(plan, rep, manager, client_of):
    sent(plan, manager, client_of)
    client = client_of(rep)
    data = {"action": "decline", "comment": ""}
    assert "Say in a sentence what you would rather have" in (
        client.post(url(plan, "answer_amendment"), data).content.decode()
    )

    client.post(url(plan, "answer_amendment"), {**data, "comment": "One week is enough."})

    assert Amendment.objects.get().answer == "declined"
    page = client_of(manager).get(url(plan)).content.decode()
    assert "One week is enough." in page
    assert "See what changes" in page


def test_a_page_that_showed_other_dates_signs_nothing(plan, rep, manager, client_of):
    waiting = sent(plan, manager, client_of)

    page = client_of(rep).post(url(plan, "answer_amendment"), {"action": "sign", "sha256": "0" * 64})

    assert "Read these, then sign" in page.content.decode()
    assert page.context["answer"]["sha256"].value() == waiting.sha256
    assert Amendment.objects.get().is_open


def test_dates_that_no_longer_fit_are_told_and_the_plan_stays_as_it_was(plan, rep, manager, client_of):
    waiting = sent(plan, manager, client_of)
    pause.pause(plan=plan, by=manager, reason="Flu", at=timezone.now() - timedelta(days=7))
    pause.resume(plan=plan, by=manager, at=timezone.now())

    data = {"action": "sign", "sha256": waiting.sha256}
    page = client_of(rep).post(url(plan, "answer_amendment"), data, follow=True).content.decode()

    waiting.refresh_from_db()
    assert waiting.answer == "overtaken"
    assert "they no longer fit. Nothing has changed." in page


def test_a_manager_takes_them_back(plan, manager, client_of):
    sent(plan, manager, client_of)

    page = client_of(manager).post(url(plan, "answer_amendment"), {"action": "take_back"}, follow=True)

    assert "Taken back. What you both signed holds." in page.content.decode()
    assert Amendment.objects.get().answer == "taken_back"
