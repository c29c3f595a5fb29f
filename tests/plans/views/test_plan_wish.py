"""From Today to the manager's board and back: a rep asks for a plan."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from coaching.queries import digest
from coaching.queries import shell as frame
from plans.models import Plan, PlanWish, Skill
from tests.coaching.floor import read
from tests.plans.views.wizard_pages import url

pytestmark = pytest.mark.django_db
ASK = reverse("plans:ask_for_plan")
TODAY = reverse("coaching:today")
BOARD = reverse("coaching:board")
SAID = "I give too much away at the end"


@pytest.fixture
def skill():
    return Skill.objects.get(key="negotiation")


def ask(client, rep, skill, sentence=SAID):
    client.force_login(rep)
    return client.post(ASK, {"pick": skill.pk, "reason": sentence})


def answer_page():
    return reverse("plans:answer_wish", args=[PlanWish.objects.get().pk])


def test_what_a_rep_asks_for_is_on_today_on_the_board_and_in_the_digest(client, rep, manager, skill):
    assert ASK in read(client, rep, TODAY)[1]

    assert ask(client, rep, skill).url == TODAY

    today = read(client, rep, TODAY)[1]
    assert "You asked for a plan: Negotiation" in today
    assert "Dana reads it and answers here." in today
    assert ASK not in today
    board = read(client, manager, BOARD)[1]
    assert "Marcus asks for a plan: Negotiation" in strip_tags(board)
    assert SAID in board
    assert "Asks for a plan: Negotiation" in board
    assert "One thing needs you." in board
    assert board.count(answer_page()) == 2
    at = timezone.now()
    assert frame.facts(manager, on=timezone.localdate(at), at=at).needs == 1
    [wish] = digest.of_managers([manager.pk], at=at)[manager.pk].wishes
    assert (wish.focus, wish.sentence) == ("Negotiation", SAID)


def test_a_draft_begins_with_the_skill_and_the_rep_reads_that_it_is_written(client, rep, manager, skill):
    ask(client, rep, skill)
    page = read(client, manager, answer_page())[1]
    assert SAID in page

    answer = client.post(answer_page(), {"action": "draft"})

    plan = Plan.objects.get(rep=rep)
    assert answer.url == url("focus", plan)
    step, text = read(client, manager, url("focus", plan))
    assert step.context["form"]["skill"].value() == skill.pk
    assert "Marcus asked for this plan: Negotiation" in text
    assert plan.skill is None
    today = read(client, rep, TODAY)[1]
    assert "Dana writes the plan you asked for: Negotiation" in today
    assert ASK not in today
    assert "asks for a plan" not in read(client, manager, BOARD)[1]


def test_a_sentence_is_read_on_today_and_the_rep_may_ask_again(client, rep, manager, skill):
    ask(client, rep, skill)
    client.force_login(manager)
    page = answer_page()
    assert client.post(page, {"answer": ""}).status_code == 200

    assert client.post(page, {"answer": "After the trade fair."}).url == BOARD

    late = client.post(page, {"answer": "Typed too late"})
    assert late.status_code == 409
    assert "Typed too late" in late.content.decode()
    today = read(client, rep, TODAY)[1]
    assert "Dana has answered: Negotiation" in today
    assert "After the trade fair." in today
    assert ask(client, rep, skill, "Now, please").url == TODAY


def test_a_rep_takes_it_back_and_keeps_what_a_refusal_found(client, rep, manager, skill):
    ask(client, rep, skill)
    again = ask(client, rep, skill, "Another sentence")
    assert "You have asked already." in again.content.decode()
    assert "Another sentence" in again.content.decode()

    client.post(reverse("plans:take_back_wish", args=[PlanWish.objects.get().pk]))

    assert ASK in read(client, rep, TODAY)[1]
    assert "asks for a plan" not in read(client, manager, BOARD)[1]


def test_whoever_does_not_manage_the_rep_finds_nothing(client, rep, stranger, skill):
    ask(client, rep, skill)

    assert read(client, rep, answer_page())[0].status_code == 404
    assert read(client, stranger, answer_page())[0].status_code == 404
    assert client.post(reverse("plans:take_back_wish", args=[PlanWish.objects.get().pk])).status_code == 404
