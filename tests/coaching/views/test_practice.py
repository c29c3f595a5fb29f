"""Practice is logged once, given back as typed, and undone by who practiced alone."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import Confidence, PracticeEntry
from tests.coaching.floor import manager_of
from tests.factories.coaching import PracticeEntryFactory
from tests.refused_forms import links_of

pytestmark = pytest.mark.django_db


def filled(client, plan, **changes):
    client.force_login(plan.rep)
    drill = plan.programme.get().drill_id
    return {
        "client_id": str(uuid.uuid4()), "drill": drill, "repetitions": 4, "minutes": 8, "feeling": 4, "note": "",
    } | changes  # fmt: skip


def test_practice_is_logged_with_a_way_back(client, plan):
    sent = filled(client, plan)

    response = client.post(reverse("coaching:log_practice"), sent, follow=True)

    entry = PracticeEntry.objects.latest("pk")
    assert "Workout logged" in response.content.decode()
    assert reverse("coaching:undo_practice", args=[entry.pk]) in response.content.decode()


def test_practice_sent_again_is_answered_the_same_and_stored_once(client, plan):
    sent = filled(client, plan)
    before = PracticeEntry.objects.count()

    answers = [client.post(reverse("coaching:log_practice"), sent) for _time in range(3)]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, reverse("coaching:today"))}
    assert PracticeEntry.objects.count() == before + 1


def test_same_id_with_other_content_keeps_what_was_typed(client, plan):
    sent = filled(client, plan)
    client.post(reverse("coaching:log_practice"), sent)

    response = client.post(
        reverse("coaching:log_practice"), sent | {"note": "Another thing", "repetitions": 9}
    )

    text = response.content.decode()
    assert response.status_code == 422
    assert "stored already" in text
    assert "Another thing" in text
    assert sent["client_id"] not in text


def test_a_workout_is_taken_back_from_the_list_and_not_logged_by_going_back(client, plan):
    sent = filled(client, plan)
    client.post(reverse("coaching:log_practice"), sent)
    entry = PracticeEntry.objects.latest("pk")
    listed = reverse("coaching:plan_practice", args=[plan.pk])
    undo = reverse("coaching:undo_practice", args=[entry.pk])
    assert f'action="{undo}"' in client.get(listed).content.decode()

    taken_back = client.post(undo, {"next": listed})
    again = client.post(reverse("coaching:log_practice"), sent)

    assert taken_back.url == listed
    assert f'id="entry-{entry.pk}"' not in client.get(listed).content.decode()
    text = again.content.decode()
    assert again.status_code == 422
    assert "You took this workout back" in text
    assert "Workout logged" not in text
    assert sent["client_id"] not in text


def test_the_list_offers_to_take_back_to_who_logged_it_alone_and_for_a_week(client, harbor, plan):
    old = PracticeEntryFactory(plan=plan, practiced_at=timezone.now() - timedelta(days=8))
    new = PracticeEntry.objects.filter(plan=plan).latest("logged_at")
    listed = reverse("coaching:plan_practice", args=[plan.pk])

    def offers(reader, entry):
        client.force_login(reader)
        undo = reverse("coaching:undo_practice", args=[entry.pk])
        return undo in client.get(listed).content.decode()

    assert offers(plan.rep, new)
    assert not offers(plan.rep, old)
    assert not offers(manager_of(harbor), new)


def test_missing_number_is_asked_for_in_a_sentence(client, plan):
    sent = filled(client, plan, repetitions="", note="Kept")

    response = client.post(reverse("coaching:log_practice"), sent)

    assert response.status_code == 422
    assert "How many times?" in response.content.decode()
    assert links_of(response.content.decode()) == ["id_repetitions"]
    assert "Kept" in response.content.decode()


def test_a_refused_sheet_changes_itself_and_not_the_page_below(client, plan):
    in_place = {"HX-Request": "true", "HX-Target": "main"}
    sent = filled(client, plan, repetitions="")

    refused = client.post(reverse("coaching:log_practice"), sent, headers=in_place)
    taken = client.post(reverse("coaching:log_practice"), sent | {"repetitions": 4}, headers=in_place)

    assert (refused.status_code, refused["HX-Retarget"], refused["HX-Reselect"]) == (422, "#sheet", "#sheet")
    assert "HX-Retarget" not in taken


def test_nobody_undoes_what_another_practiced(client, harbor, plan):
    entry = PracticeEntry.objects.get(plan=plan)
    client.force_login(manager_of(harbor))

    response = client.post(reverse("coaching:undo_practice", args=[entry.pk]))

    assert response.status_code == 404
    assert PracticeEntry.objects.standing().filter(pk=entry.pk).exists()


def test_the_sheet_says_the_if_then_promise_of_the_drill(client, plan):
    plan.programme.update(when="I open the calendar", where="at my desk", what="I write three questions")
    client.force_login(plan.rep)

    page = client.get(reverse("coaching:log_practice")).content.decode()

    assert "When I open the calendar, at my desk, I write three questions" in page


def test_a_workout_of_another_day_is_marked_on_the_list_and_on_the_plan(client, plan):
    day = timezone.localdate() - timedelta(days=3)

    client.post(reverse("coaching:log_practice"), filled(client, plan, practiced_on=day.isoformat()))

    assert PracticeEntry.objects.latest("pk").practiced_on == day
    listed = client.get(reverse("coaching:plan_practice", args=[plan.pk])).content.decode()
    assert listed.count("logged 3 days later") == 1


def test_the_plan_page_marks_a_workout_that_was_logged_later(client, plan):
    week = PracticeEntry.objects.filter(plan=plan)
    on = timezone.localdate()
    late = PracticeEntryFactory(
        plan=plan,
        drill=week.get().drill,
        practiced_at=timezone.now() - timedelta(minutes=1),
        practiced_on=on - timedelta(days=on.weekday()),
        logged_at=timezone.now(),
    )
    client.force_login(plan.rep)

    page = client.get(reverse("coaching:plan_page", args=[plan.pk])).content.decode()

    days = (on - late.practiced_on).days
    assert ("later" in page.partition('id="practice"')[2].partition("</table>")[0]) == bool(days)


@pytest.mark.parametrize(("days", "sentence"), [(1, "That day is still ahead."), (-15, "Choose a day from ")])
def test_a_day_ahead_or_long_ago_is_refused_in_its_place(client, plan, days, sentence):
    day = timezone.localdate() + timedelta(days=days)
    before = PracticeEntry.objects.count()

    answer = client.post(
        reverse("coaching:log_practice"), filled(client, plan, practiced_on=day.isoformat(), note="Kept")
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert day.isoformat() in answer.content.decode()
    assert PracticeEntry.objects.count() == before


def test_how_sure_is_kept_with_the_workout_and_may_be_left_out(client, plan):
    client.post(reverse("coaching:log_practice"), filled(client, plan, sure=4))
    client.post(reverse("coaching:log_practice"), filled(client, plan))

    assert [said.value for said in Confidence.objects.filter(plan=plan)] == [4]
