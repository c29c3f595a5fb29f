"""How a drill is done opens from wherever it is named."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from plans.models import Drill
from tests.coaching.floor import read

pytestmark = pytest.mark.django_db


def test_a_drill_tells_how_it_is_done(client, plan):
    drill = plan.programme.get().drill
    Drill.objects.filter(pk=drill.pk).update(how="1. Ask **why**.\n2. Wait. <b>No</b>")

    answer, page = read(client, plan.rep, reverse("coaching:drill", args=[drill.pk]))

    assert answer.status_code == 200
    assert drill.cue in page
    assert "<li>Ask <strong>why</strong>.</li>" in page
    assert "<b>No</b>" not in page
    assert read(client, plan.rep, reverse("coaching:drill", args=[0]))[0].status_code == 404


def test_a_drill_offers_two_minutes_and_says_when_to_leave_it(client, plan):
    drill = Drill.objects.get(key="count-back")

    page = read(client, plan.rep, reverse("coaching:drill", args=[drill.pk]))[1]

    for told in (drill.two_minutes, drill.not_when, f"Trains: {drill.behavior.name}."):
        assert escape(told) in page


def test_its_name_leads_there_from_today_the_plan_the_log_and_the_workouts(client, plan):
    url = reverse("coaching:drill", args=[plan.programme.get().drill.pk])
    pages = [reverse("coaching:today"), reverse("coaching:log_practice")]
    pages += [reverse(f"coaching:{name}", args=[plan.pk]) for name in ("plan_page", "plan_practice")]

    for page in pages:
        assert f'href="{url}"' in read(client, plan.rep, page)[1], page


def test_the_drills_that_come_along_speak_of_people_as_they():
    told = " ".join(Drill.objects.values_list("how", flat=True)).lower().split()

    assert told
    assert not {"himself", "herself", "he", "she", "his", "him"} & {word.strip(".,:;*") for word in told}
