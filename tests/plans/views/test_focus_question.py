"""Ask first, on the pages of both: the wizard's first step, and the rep's one page of a draft."""

import pytest
from django.urls import reverse

from plans.actions import focus_question
from plans.actions.draft_discard import discard
from plans.models import FocusQuestion, Plan, Skill
from salesgym.people.models import Management, User
from tests.factories.people import LeaveFactory, UserFactory
from tests.plans.views.wizard_pages import focused, opened, post, url

pytestmark = pytest.mark.django_db


def skill(key="discovery-questions"):
    return Skill.objects.get(key=key)


def ask(client, plan, key="discovery-questions", **fields):
    return post(client, "focus", plan, skill=skill(key).pk, start="numbers", action="ask", **fields)


def asked(client, **fields):
    plan = opened(client)
    ask(client, plan, **fields)
    return plan


def page_of(plan):
    return reverse("plans:answer_focus", args=[plan.pk])


def answer(client, plan, key="negotiation", **fields):
    client.force_login(plan.rep)
    return client.post(page_of(plan), {"pick": skill(key).pk, **fields})


def read(client, address):
    return client.get(address).content.decode()


def test_asking_first_keeps_the_focus_and_stays_on_the_first_step(client):
    plan = opened(client)

    response = ask(client, plan, ask_reason="Meetings go nowhere.")

    assert response.url == url("focus", plan)
    question = FocusQuestion.objects.get(plan=plan)
    assert question.manager_pick == skill()
    assert question.manager_reason == "Meetings go nowhere."
    assert Plan.objects.get(pk=plan.pk).skill == skill()
    page = read(client, url("focus", plan))
    assert "Marcus was asked on" in page
    assert "Take the question back" in page


def test_a_pick_is_enough_to_ask_where_the_rep_has_no_numbers(client):
    plan = opened(client)

    post(client, "focus", plan, skill=skill().pk, start="typed", action="ask")

    assert FocusQuestion.objects.filter(plan=plan).exists()
    assert Plan.objects.get(pk=plan.pk).skill is None
    response = client.get(url("focus", plan))
    assert response.context["form"]["skill"].value() == skill().pk


def test_asking_without_a_pick_says_what_is_missing(client):
    plan = opened(client)

    page = post(client, "focus", plan, start="numbers", action="ask").content.decode()

    assert "Choose the one thing this plan is about." in page
    assert not FocusQuestion.objects.exists()


def test_asking_twice_is_a_sentence(client):
    plan = asked(client)

    ask(client, plan, key="negotiation")

    assert FocusQuestion.objects.get().manager_pick == skill()
    assert "Marcus has been asked already." in read(client, url("focus", plan))


def test_a_reason_of_any_length_is_refused_kindly_and_kept(client):
    plan = opened(client)

    page = ask(client, plan, ask_reason="y" * 1001).content.decode()

    assert "1000" in page
    assert "y" * 1001 in page
    assert not FocusQuestion.objects.exists()


def test_the_wizard_goes_on_without_an_answer(client):
    plan = asked(client)

    response = post(client, "focus", plan, skill=skill().pk, start="numbers")

    assert response.url == url("reason", plan)
    assert "picked differently" not in read(client, url("reason", plan))


def test_a_question_is_taken_back_while_nobody_has_answered(client):
    plan = asked(client)

    post(client, "focus", plan, action="take_back")

    assert not FocusQuestion.objects.exists()
    assert "Ask Marcus first" in read(client, url("focus", plan))


def test_the_rep_sees_the_skills_and_nothing_of_the_draft(client):
    plan = asked(client, ask_reason="Meetings go nowhere.")
    Plan.objects.filter(pk=plan.pk).update(headline="You put people at ease.", why="More of them.")
    client.force_login(plan.rep)

    page = read(client, page_of(plan))

    assert "Which skill would you pick?" in page
    for one in Skill.objects.filter(is_active=True):
        assert one.name in page
        assert one.summary in page
    for private in (
        "Meetings go nowhere.",
        "You put people at ease.",
        "More of them.",
        "$",
        "Suggested",
        "middle of",
    ):
        assert private not in page
    assert " checked" not in page


def test_skills_are_offered_in_an_order_that_tells_nothing(client):
    plan = asked(client, key="negotiation")

    assert FocusQuestion.objects.get(plan=plan).offered == [
        one.pk for one in Skill.objects.filter(is_active=True).order_by("position")
    ]


def test_after_the_answer_both_see_both(client):
    plan = asked(client, ask_reason="Meetings go nowhere.")
    manager = plan.manager

    response = answer(client, plan, reason="I give too much away.")

    assert response.url == page_of(plan)
    for person, addresses in {
        plan.rep: [page_of(plan)],
        manager: [url("focus", plan), url("reason", plan)],
    }.items():
        client.force_login(person)
        for address in addresses:
            page = read(client, address)
            assert "You picked differently: a good first talk" in page
            for words in (
                "Negotiation",
                "Discovery questions",
                "I give too much away.",
                "Meetings go nowhere.",
            ):
                assert words in page, (person, address, words)


def test_the_same_pick_is_said_as_such(client):
    plan = asked(client)

    answer(client, plan, key="discovery-questions")

    assert "You picked the same" in read(client, page_of(plan))


def test_an_answer_needs_a_pick_and_keeps_what_was_typed(client):
    plan = asked(client)
    client.force_login(plan.rep)

    page = client.post(page_of(plan), {"reason": "Kept as typed"}).content.decode()

    assert "Choose the one that you would pick." in page
    assert "Kept as typed" in page


def test_a_second_answer_is_told_and_given_back(client):
    plan = asked(client)
    answer(client, plan)

    response = answer(client, plan, key="discovery-questions", reason="On second thought")

    page = response.content.decode()
    assert response.status_code == 409
    assert "You have answered already." in page
    assert "On second thought" in page
    assert FocusQuestion.objects.get().rep_pick == skill("negotiation")


def test_a_question_that_was_taken_back_says_so(client):
    plan = asked(client)
    focus_question.take_back(plan=plan, by=plan.manager, at=plan.created_at)

    response = answer(client, plan, reason="Typed in time")

    assert response.status_code == 409
    page = response.content.decode()
    assert "The question was taken back" in page
    assert "Typed in time" in page
    assert "The question was taken back" in read(client, page_of(plan))


def test_a_plan_that_went_on_says_so(client):
    plan = asked(client)
    metric = skill().metric
    Plan.objects.filter(pk=plan.pk).update(
        status="proposed", skill=skill(), metric=metric, baseline="0.2", target="0.3",
        starts_on="2026-01-05", ends_on="2026-04-05", proposed_at=plan.created_at,
    )  # fmt: skip

    late = answer(client, plan, reason="Too late")

    assert late.status_code == 409
    assert "has gone on" in late.content.decode()
    assert "Too late" in late.content.decode()
    assert "The plan has gone on without the question" in read(client, page_of(plan))


def test_a_withdrawn_plan_says_that_there_is_nothing_to_do(client):
    plan = asked(client)
    discard(plan=plan, by=plan.manager, reason="Another plan is better.", at=plan.created_at)

    late = answer(client, plan, reason="Too late")

    assert late.status_code == 409
    assert "Too late" in late.content.decode()
    for page in (late.content.decode(), read(client, page_of(plan))):
        assert "The plan was withdrawn" in page
        assert "There is nothing to answer, and nothing to do." in page
        assert "when you read the plan" not in page


def test_nobody_else_finds_the_question(client):
    plan = asked(client)
    someone = UserFactory()

    for person in (plan.manager, someone, UserFactory(hr_partner=True), UserFactory(site_admin=True)):
        client.force_login(person)
        assert client.get(page_of(plan)).status_code == 404
        assert client.post(page_of(plan), {"pick": skill().pk}).status_code == 404


def test_a_draft_without_a_question_is_not_there_for_the_rep(client):
    plan = focused(client)
    client.force_login(plan.rep)

    assert client.get(page_of(plan)).status_code == 404


def test_a_deputy_may_ask_and_the_rep_reads_their_name(client):
    plan = opened(client)
    deputy = UserFactory(name="Sofia O'Neill")
    LeaveFactory(person=plan.manager, deputy=deputy, starts_on="2020-01-01", ends_on="2099-01-01")
    assert Management.objects.filter(person=plan.manager).exists()
    client.force_login(deputy)

    ask(client, plan)

    client.force_login(plan.rep)
    assert "Sofia asks you" in read(client, page_of(plan))


def test_names_with_an_apostrophe_are_written_as_they_are(client):
    plan = asked(client)
    User.objects.filter(pk=plan.rep_id).update(name="D'Arcy O'Neill")
    User.objects.filter(pk=plan.manager_id).update(name="Ma'at <b>Whitfield</b>")

    page = read(client, url("focus", plan))
    client.force_login(plan.rep)
    own = read(client, page_of(plan))

    assert "D&#x27;Arcy was asked on" in page
    assert "Ma&#x27;at asks you" in own
    assert "<b>Whitfield" not in page + own


def test_today_leads_to_the_question_until_it_is_answered(client):
    plan = asked(client)
    client.force_login(plan.rep)

    waiting = read(client, reverse("coaching:today"))
    answer(client, plan)
    after = read(client, reverse("coaching:today"))

    assert page_of(plan) in waiting
    assert "Dana asks you" in waiting
    assert page_of(plan) not in after
