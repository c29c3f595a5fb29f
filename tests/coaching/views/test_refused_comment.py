"""A comment that is refused comes back on the page where it was written, in place or as a whole page."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import Comment, PracticeEntry
from plans.actions import outcome
from tests.coaching.floor import running_plan
from tests.factories.coaching import CommentFactory, PracticeEntryFactory
from tests.factories.plans import left_open

pytestmark = pytest.mark.django_db
TOO_LONG = "So it went. " * 400
# A form sent by the page's script, and one without it.
HOW = pytest.mark.parametrize(
    "headers", [{"HX-Request": "true", "HX-Target": "main"}, {}], ids=["in place", "whole"]
)


def plan_page(plan):
    return reverse("coaching:plan_page", args=[plan.pk])


def send(client, by, plan, body, **sent):
    client.force_login(by)
    headers = sent.pop("headers", {})
    form = {"client_id": str(uuid4()), "body": body, **sent}
    return client.post(reverse("coaching:add_comment", args=[plan.pk]), form, headers=headers)


def field(response, anchor="id_body"):
    """The field of the words as it is printed, and what stands in it."""
    found = re.search(
        rf'<textarea([^>]* id="{anchor}"[^>]*)>([^<]*)</textarea>', re.sub(r"\s+", " ", response.text)
    )
    assert found is not None
    return found[1], found[2]


def is_pointed_at(response, anchor="id_body"):
    """Whether the field takes the focus, as the only one of the page, and has what is wrong beside it."""
    attributes, _ = field(response, anchor)
    said = f'aria-describedby="{anchor}_error"' in attributes and f'id="{anchor}_error"' in response.text
    return said and " autofocus " in f"{attributes} " and response.text.count("autofocus") == 1


@HOW
def test_words_too_long_come_back_in_the_thread_of_the_plan(headers, client, plan):
    step = plan.milestones.first()

    response = send(
        client, plan.rep, plan, TOO_LONG, next=f"{plan_page(plan)}?comments=all#conversation",
        milestone=step.pk, headers=headers,
    )  # fmt: skip

    assert response.status_code == 422
    assert "Keep it under 4,000 characters" in response.text
    assert is_pointed_at(response)
    assert field(response)[1].strip() == TOO_LONG.strip()
    assert f'<option value="{step.pk}" selected>' in response.text
    assert f'name="next" value="{plan_page(plan)}?comments=all#conversation"' in response.text
    assert '<h2 id="conversation-title">' in response.text
    assert 'id="rail"' in response.text


@HOW
def test_an_empty_answer_to_a_workout_comes_back_in_its_row(headers, client, plan):
    drill = plan.programme.get().drill
    PracticeEntry.objects.bulk_create(
        PracticeEntryFactory.build(plan=plan, drill=drill, practiced_at=timezone.now() - timedelta(days=1))
        for _one in range(25)
    )
    oldest = PracticeEntry.objects.standing().filter(plan=plan).order_by("practiced_at", "pk").first()
    listed = reverse("coaching:plan_practice", args=[plan.pk])
    here = f"{listed}?page=2&answer={oldest.pk}#entry-{oldest.pk}"

    response = send(client, plan.mentor, plan, " ", next=here, practice=oldest.pk, headers=headers)

    assert response.status_code == 422
    assert is_pointed_at(response, f"on_{oldest.pk}_body")
    row = response.text[response.text.index(f'id="entry-{oldest.pk}"') :].split("</tr>")[0]
    assert "Write a word or two first." in row
    assert '<details class="sg-more sg-reply" open>' in row
    assert response.text.count("Write a word or two first.") == 1
    # Its ways lead on from the list, whatever address has answered.
    assert f'href="{listed}?page=1' in response.text


@HOW
def test_an_answer_of_today_that_is_refused_comes_back_there_with_its_words(headers, client, plan):
    CommentFactory(plan=plan, author=plan.mentor)
    today = reverse("coaching:today")
    key = str(uuid4())
    send(client, plan.rep, plan, "On it.", client_id=key)

    response = send(client, plan.rep, plan, "Trying it today", next=today, client_id=key, headers=headers)

    assert response.status_code == 422
    assert response.templates[0].name == "coaching/today/page.html"
    assert "This comment is stored already, with other words." in response.text
    assert field(response)[1] == "Trying it today"
    renewed = response.context["written"]["client_id"].value()
    assert send(client, plan.rep, plan, "Trying it today", next=today, client_id=renewed).url == today


def test_what_a_rep_did_differently_comes_back_below_the_question(client, plan):
    step = plan.milestones.get(position=1)
    plan.milestones.filter(pk=step.pk).update(
        status="reached", reached_on=timezone.localdate(), reached_by="numbers"
    )

    response = send(client, plan.rep, plan, TOO_LONG, next=reverse("coaching:today"), milestone=step.pk)

    assert is_pointed_at(response, "win-body")
    assert field(response, "win-body")[1].strip() == TOO_LONG.strip()
    assert response.context["written"] is None


@HOW
@pytest.mark.parametrize("page", ["plan_page", "plan_practice", "today"])
def test_of_a_plan_closed_meanwhile_the_words_are_there_to_copy(page, headers, client, plan):
    outcome.close(
        plan=plan,
        by=plan.manager,
        result="met",
        reasons="It holds.",
        given_up=left_open(plan),
        at=timezone.now(),
    )
    here = reverse(f"coaching:{page}", args=[] if page == "today" else [plan.pk])

    response = send(client, plan.rep, plan, "What I wanted to say", next=here, headers=headers)

    assert response.status_code == 422
    assert response.resolver_match.func.__name__ == "add_comment"
    assert "This plan takes no comments now. What was said stays readable." in response.text
    assert "<li>What I wanted to say</li>" in response.text
    assert "<textarea" not in response.text
    assert not Comment.objects.filter(body="What I wanted to say").exists()


@pytest.mark.parametrize(
    "wanted",
    ["", "/nowhere/", "/", "https://evil.example/today/", "{other}", "/today/", "/plans/x/practice/"],
)
def test_wherever_a_refused_form_says_it_comes_from_its_words_are_shown_once(wanted, client, harbor, plan):
    """Never on the page of another plan: sent again they would go there."""
    other = running_plan(harbor, skill=plan.skill)

    response = send(client, plan.manager, plan, TOO_LONG, next=wanted.format(other=plan_page(other)))

    assert response.status_code == 422
    assert is_pointed_at(response)
    assert f'action="{reverse("coaching:add_comment", args=[plan.pk])}"' in response.text
    assert f'action="{reverse("coaching:add_comment", args=[other.pk])}"' not in response.text


def test_an_answer_to_a_workout_that_was_taken_back_is_there_to_copy(client, plan):
    listed = reverse("coaching:plan_practice", args=[plan.pk])

    response = send(client, plan.rep, plan, TOO_LONG, next=listed, practice=987654321)

    assert response.status_code == 422
    assert "Keep it under 4,000 characters" in response.text
    assert "This was not saved. What you wrote, to copy:" in response.text
