"""Comments are read by the others, made safe, and lead nowhere else."""

import uuid

import pytest
from django.urls import reverse

from coaching.models import Comment
from tests.coaching.floor import read, running_plan

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
