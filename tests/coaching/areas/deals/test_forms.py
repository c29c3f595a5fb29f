"""What the pages of a deal do with what is typed."""

import uuid

import pytest
from django.urls import reverse

from coaching.areas.deals.models import CoachedDeal, JointCall, Preparation, Remark
from tests.coaching.areas.deals.looking import DAY, post, today, words
from tests.coaching.floor import read
from tests.factories.coached_deals import (
    CoachedDealFactory,
    JointCallFactory,
    PreparationFactory,
)
from tests.factories.deals import DealFactory
from tests.factories.people import RepFactory

pytestmark = pytest.mark.django_db


def test_a_deal_is_chosen_or_typed_and_a_fourth_is_refused_in_a_sentence(client, plan):
    deal = DealFactory(owner=plan.rep, name="Tidewater")

    assert post(client, plan.rep, "take_deal", plan.rep_id, deal=deal.pk).status_code == 302
    typed = {"name": "O'Neill & Sons", "amount": "$9,200.50", "opened_on": str(today())}
    assert post(client, plan.rep, "take_deal", plan.rep_id, **typed).status_code == 302
    assert post(client, plan.rep, "take_deal", plan.rep_id, name="Third").status_code == 302
    fourth = post(client, plan.rep, "take_deal", plan.rep_id, name="The fourth one")

    assert CoachedDeal.objects.get(name="O'Neill & Sons").amount_minor == 920_050
    assert CoachedDeal.objects.count() == 3
    assert "Three deals are in coaching already." in fourth.content.decode()
    assert 'value="The fourth one"' in fourth.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a deal, or type its name."),
        ({"name": "A", "amount": "a lot"}, "Write a number, like 2.5."),
        ({"name": "A", "amount": "usd"}, "Write a number, like 2.5."),
        ({"name": "A", "amount": "-5"}, "Write 0 or more."),
        ({"name": "A", "opened_on": "2999-01-01"}, "That day is still ahead."),
        ({"name": "A", "deal": "0"}, "Choose one of these."),
    ],
)
def test_a_deal_that_cannot_be_taken_comes_back_with_a_sentence(client, plan, sent, sentence):
    answer = post(client, plan.rep, "take_deal", plan.rep_id, **sent)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not CoachedDeal.objects.exists()


def test_a_sheet_is_written_by_the_rep_and_comes_back_where_it_was_changed(client, plan):
    coached = CoachedDealFactory(rep=plan.rep)
    sent = {
        "number": 1,
        "version": 0,
        "who_1": "Rosa",
        "gets_1": "The late routes",
        "question_1": "Who else?",
    }

    assert post(client, plan.rep, "prepare_deal", coached.pk, **sent).status_code == 302
    other_window = post(client, plan.rep, "prepare_deal", coached.pk, **{**sent, "question_1": "Typed here"})
    page = other_window.content.decode()

    assert "This sheet was changed in another window." in page
    assert 'value="Typed here"' in page
    again = post(
        client, plan.rep, "prepare_deal", coached.pk, **{**sent, "version": 1, "question_1": "Typed here"}
    )
    assert again.status_code == 302
    sheet = Preparation.objects.get()
    assert (sheet.questions, sheet.values) == (["Typed here"], [{"who": "Rosa", "gets": "The late routes"}])


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Write one thing first"),
        ({"who_1": "Rosa"}, "What does Rosa get from this meeting?"),
        ({"gets_2": "A figure"}, "Who gets this?"),
        ({"meets_time": "10:00", "question_1": "Who?"}, "On which day?"),
        ({"next_step_on": "2026-11-06"}, "What will you ask for by that day?"),
        (
            {"meets_on": "2026-11-06", "meets_time": "25:00", "question_1": "Who?"},
            "Write a time, like 14:30.",
        ),
    ],
)
def test_a_sheet_that_says_too_little_comes_back_with_a_sentence(client, plan, sent, sentence):
    coached = CoachedDealFactory(rep=plan.rep)

    answer = post(client, plan.rep, "prepare_deal", coached.pk, number=1, version=0, **sent)

    assert sentence in answer.content.decode()
    assert not Preparation.objects.exists()


def test_after_a_debrief_a_new_sheet_begins(client, plan):
    coached = CoachedDealFactory(rep=plan.rep)
    PreparationFactory(deal=coached)
    JointCallFactory(deal=coached, debriefed=True)

    client.force_login(plan.rep)
    form = client.get(reverse("deals:prepare_deal", args=[coached.pk])).context["form"]

    assert (form["number"].value(), form["version"].value()) == (2, 0)


def planned(plan, **fields):
    return {
        "version": 0,
        "helper": plan.mentor_id,
        "leads": "rep",
        "starts_on": str(today() + DAY),
        "starts_time": "14:00",
        "minutes": 45,
        "watch": "The pause",
        **fields,
    }


def test_a_joint_call_is_planned_moved_and_called_off(client, plan):
    coached = CoachedDealFactory(rep=plan.rep)

    post(client, plan.rep, "plan_call", coached.pk, **planned(plan))
    page = words(client, plan.mentor, plan.rep)
    call = JointCall.objects.get()
    clash = post(client, plan.mentor, "plan_call", coached.pk, **planned(plan, watch="My own words"))
    post(client, plan.mentor, "plan_call", coached.pk, **planned(plan, version=1, watch="My own words"))

    assert "joint call tomorrow at 14:00" in page
    assert "tomorrow at 14:00, 45 min" in page
    assert "The call was changed in another window." in clash.content.decode()
    assert 'value="My own words"' in clash.content.decode()
    call.refresh_from_db()
    assert (call.watch, call.version) == ("My own words", 2)
    post(client, plan.rep, "call_off", call.pk)
    assert "joint call tomorrow" not in words(client, plan.rep, plan.rep)


def test_a_call_needs_somebody_who_helps(client):
    rep = RepFactory()
    coached = CoachedDealFactory(rep=rep)

    _response, page = read(client, rep, reverse("deals:plan_call", args=[coached.pk]))

    assert "A joint call needs a manager or a mentor" in page


def test_a_debrief_asks_for_its_three_lines(client, plan):
    call = JointCallFactory(deal=CoachedDealFactory(rep=plan.rep), helper=plan.mentor)
    lines = {"worked": "The pause", "learned": "Finance decides", "minutes": 50}

    short = post(client, plan.mentor, "debrief_call", call.pk, **lines, next_try="")
    whole = post(client, plan.mentor, "debrief_call", call.pk, **lines, next_try="Ask twice")

    assert 'value="Finance decides"' in short.content.decode()
    assert whole.status_code == 302
    call.refresh_from_db()
    assert call.next_try == "Ask twice"


def test_a_remark_is_said_once_and_an_empty_one_comes_back(client, plan):
    coached = CoachedDealFactory(rep=plan.rep)
    sent = {"client_id": str(uuid.uuid4()), "body": "Swap one and two."}

    for _sending in range(2):
        assert post(client, plan.mentor, "add_remark", coached.pk, **sent).status_code == 302
    empty = post(client, plan.mentor, "add_remark", coached.pk, client_id=str(uuid.uuid4()), body=" ")

    assert Remark.objects.get().body == "Swap one and two."
    assert empty.status_code == 422
    assert "Write a word or two first." in empty.content.decode()


def test_a_remark_on_a_deal_that_has_left_keeps_its_words(client, plan):
    coached = CoachedDealFactory(rep=plan.rep, out=True)

    answer = post(client, plan.mentor, "add_remark", coached.pk, client_id=str(uuid.uuid4()), body="My words")

    assert answer.status_code == 422
    assert "My words" in answer.content.decode()


def test_a_deal_is_closed_with_what_made_the_difference(client, plan):
    coached = CoachedDealFactory(rep=plan.rep, name="Tidewater", opened_on=today() - 10 * DAY)
    missing = post(
        client, plan.rep, "close_deal", coached.pk, result="won", closed_on="", lesson="They said it."
    )

    answer = post(
        client,
        plan.rep,
        "close_deal",
        coached.pk,
        result="won",
        closed_on=str(today()),
        lesson="They said it.",
    )

    assert "Choose a day." in missing.content.decode()
    assert answer.url == reverse("deals:take_deal", args=[plan.rep_id])
    page = words(client, plan.rep, plan.rep)
    assert "in 10 days. They said it." in page
    assert "No deal in coaching" in page


def test_a_decided_deal_asks_only_what_made_the_difference(client, plan):
    deal = DealFactory(owner=plan.rep, won=True)
    coached = CoachedDealFactory(rep=plan.rep, deal=deal)

    _response, page = read(client, plan.rep, reverse("deals:close_deal", args=[coached.pk]))
    assert "How did it end?" not in page
    post(client, plan.rep, "close_deal", coached.pk, lesson="")

    coached.refresh_from_db()
    assert (coached.result, coached.closed_on) == ("won", deal.closed_on)
