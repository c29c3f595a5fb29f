"""Comments are read by the others, made safe, and lead nowhere else."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import Comment
from tests.coaching.floor import read, running_plan
from tests.factories.coaching import CommentFactory

pytestmark = pytest.mark.django_db


def test_comment_is_read_by_the_others_and_made_safe(client, plan):
    client.force_login(plan.mentor)
    sent = {"client_id": str(uuid.uuid4()), "body": "**Well** done <script>alert(1)</script>"}

    for _time in range(2):
        client.post(reverse("coaching:add_comment", args=[plan.pk]), sent)

    _, text = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))
    assert Comment.objects.filter(author=plan.mentor).count() == 1
    assert "<strong>Well</strong> done" in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("writer", ["rep", "mentor"])
def test_a_comment_is_edited_and_withdrawn_from_the_thread(client, plan, writer):
    by = getattr(plan, writer)
    other = plan.mentor if writer == "rep" else plan.rep
    said = CommentFactory(plan=plan, author=by, body="Talk less.", created_at=timezone.now())
    page = reverse("coaching:plan_page", args=[plan.pk])
    edit, withdraw = (reverse(f"coaching:{verb}_comment", args=[said.pk]) for verb in ("edit", "withdraw"))
    assert edit in read(client, by, page)[1]
    assert edit not in read(client, other, page)[1]

    client.force_login(by)
    assert "Talk less." in client.get(edit).content.decode()
    client.post(edit, {"body": "Ask one question more."})
    _, text = read(client, other, page)
    assert "Ask one question more." in text
    assert "Talk less." not in text

    client.force_login(by)
    client.post(withdraw)
    _, text = read(client, other, page)
    assert f"{by.first_name} withdrew a comment" in text
    assert "Ask one question more." not in text


def test_words_typed_too_late_stay_on_the_page(client, plan):
    said = CommentFactory(plan=plan, created_at=timezone.now() - timedelta(minutes=20))
    client.force_login(plan.rep)

    response = client.post(reverse("coaching:edit_comment", args=[said.pk]), {"body": "What I meant was"})

    text = response.content.decode()
    assert "add another to put it right" in text
    assert "What I meant was" in text


def test_a_comment_that_was_changed_meanwhile_is_sent_anew_by_sending_it_again(client, plan):
    client.force_login(plan.rep)
    sent = {"client_id": str(uuid.uuid4()), "body": "On it."}
    page = reverse("coaching:add_comment", args=[plan.pk])
    client.post(page, sent)

    refused = client.post(page, sent | {"body": "On it, from today."})
    renewed = refused.context["form"]["client_id"].value()
    client.post(page, {"client_id": str(renewed), "body": "On it, from today."})

    assert Comment.objects.filter(author=plan.rep, body="On it, from today.").count() == 1


def test_empty_comment_is_asked_for_again(client, plan):
    client.force_login(plan.rep)

    response = client.post(
        reverse("coaching:add_comment", args=[plan.pk]), {"client_id": str(uuid.uuid4()), "body": " "}
    )

    assert "Write a word or two first." in response.content.decode()


def test_comment_about_another_plan_s_step_does_not_exist(client, harbor, plan):
    elsewhere = running_plan(harbor).milestones.first()
    client.force_login(plan.rep)

    response = client.post(
        reverse("coaching:add_comment", args=[plan.pk]),
        {"client_id": str(uuid.uuid4()), "body": "Hm", "milestone": elsewhere.pk},
    )

    assert response.status_code == 404


def test_comments_cannot_send_the_reader_elsewhere(client, plan):
    client.force_login(plan.rep)

    response = client.post(
        reverse("coaching:add_comment", args=[plan.pk]),
        {"client_id": str(uuid.uuid4()), "body": "Hm", "next": "https://evil.example/"},
    )

    assert response.url.startswith("/plans/")
