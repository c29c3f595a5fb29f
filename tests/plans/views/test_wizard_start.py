"""Starting a plan: for a rep who is chosen already, from a number, with the choice first and the evidence folded."""

import pytest
from django.urls import reverse

from plans.models import Plan, Skill
from salesgym.numbers.models import Metric, WeeklyValue
from tests.factories.plans import PlanFactory
from tests.plans.views.wizard_pages import (
    focused,
    manager_and_rep,
    opened,
    post,
    steps_from,
    url,
    version_of,
    with_numbers,
)

pytestmark = pytest.mark.django_db
START = reverse("plans:start_plan")


def text(response):
    return " ".join(response.content.decode().split())


def test_a_rep_who_is_named_is_not_asked_for_again_and_no_draft_is_made_by_looking(client):
    manager, rep = manager_and_rep()
    client.force_login(manager)

    page = client.get(START, {"rep": rep.pk, "number": "meeting_rate"})

    assert "A plan for Marcus" in text(page)
    assert "You came for: meeting rate." in text(page)
    assert "Open the draft" not in text(page)
    assert 'type="radio"' not in text(page)
    assert not Plan.objects.exists()
    begun = client.post(START, {"rep": rep.pk, "number": "meeting_rate"})
    assert begun.url == f"{url('focus', Plan.objects.get())}?number=meeting_rate"


def test_a_draft_that_there_is_already_opens_at_once(client):
    plan = focused(client)

    assert client.get(START, {"rep": plan.rep_id}).url == url("reason", plan)


def test_an_open_plan_opens_at_once_and_says_why(client):
    manager, rep = manager_and_rep()
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    client.force_login(manager)

    page = client.get(START, {"rep": rep.pk}, follow=True)

    assert page.redirect_chain[-1][0] == reverse("coaching:plan_page", args=[plan.pk])
    assert "Marcus has an open plan already: one focus at a time." in text(page)


@pytest.mark.parametrize("rep", ["999999", "abc", "9" * 5000, "-1", ""])
def test_anybody_else_is_chosen_from_the_list(client, rep):
    manager, _rep = manager_and_rep()
    client.force_login(manager)

    page = client.get(START, {"rep": rep, "number": "\x00"})

    assert "Who is the plan for?" in text(page)


def test_the_number_that_one_came_for_stands_first_and_its_skill_is_chosen(client):
    manager, rep = manager_and_rep()
    with_numbers(rep)
    lately = WeeklyValue.objects.filter(rep=rep, metric__key="meetings").order_by("-week_start")[:4]
    WeeklyValue.objects.filter(pk__in=[week.pk for week in lately]).update(value=12)
    client.force_login(manager)
    first = client.post(START, {"rep": rep.pk, "number": "meeting_rate"}).url

    page = client.get(first)

    assert "You came for: meeting rate 19% in the last 4 weeks." in text(page)
    form, skill = page.context["form"], Skill.objects.get(key="from-talk-to-meeting")
    assert form["skill"].value() == skill.pk
    assert form["metric"].value() is None
    assert page.context["groups"][0].tiles[0]["skill"] == skill
    refused = client.post(first, {"version": 1, "skill": skill.pk, "start": "typed", "action": "next"})
    assert "You came for: meeting rate" in text(refused)


@pytest.mark.parametrize(
    ("number", "key", "is_own"),
    [
        ("win_rate", "objection-handling", True),
        ("outreach", "prospecting-calls", False),
        ("opportunities", "building-opportunities", True),
        ("average_discount", "negotiation", True),
        ("days_to_close", "moving-to-a-decision", True),
        ("proposals", "moving-to-a-decision", False),
    ],
)
def test_the_skill_nearest_to_the_number_is_chosen_with_that_number(client, number, key, is_own):
    plan = opened(client)

    form = client.get(url("focus", plan), {"number": number}).context["form"]

    assert form["skill"].value() == (Skill.objects.get(key=key).pk if key else None)
    assert form["metric"].value() == (None if is_own else Metric.objects.get(key=number).pk)


@pytest.mark.parametrize("number", ["selling_days", "nonsense", "\x00"])
def test_what_no_plan_can_be_about_is_passed_over(client, number):
    plan = opened(client)

    page = client.get(url("focus", plan), {"number": number})

    assert page.status_code == 200
    assert "You came for" not in text(page)


def test_the_choice_stands_before_the_evidence(client):
    page = text(client.get(url("focus", opened(client))))

    assert page.index('id="id_skill"') < page.index('<details class="sg-more sg-wz-evidence" id="money">')


def test_the_start_that_is_shown_is_that_of_the_number_chosen_now(client):
    plan = focused(client)
    metric = Metric.objects.get(key="meeting_rate")

    refused = post(
        client,
        "focus",
        plan,
        skill=plan.skill_id or "",
        metric=metric.pk,
        start="numbers",
        ask_reason="x" * 1001,
    )

    starts = {part.label: part.text for part in refused.context["reading"]}["Where you start"]
    assert starts == "247 of 806 conversations become meetings, 31%"


def test_why_this_one_is_kept_when_nobody_is_asked(client):
    plan = opened(client)
    skill = Skill.objects.get(key="discovery-questions")

    post(client, "focus", plan, skill=skill.pk, start="numbers", ask_reason="Most stop at the first no.")

    assert Plan.objects.get().why == "Most stop at the first no."
    assert "Most stop at the first no." in text(client.get(url("reason", plan)))
    assert (
        client.get(url("focus", plan)).context["form"]["ask_reason"].value() == "Most stop at the first no."
    )


def test_a_longer_reason_of_the_second_step_is_not_written_over(client):
    plan = focused(client)
    long = "So it goes. " * 100
    post(client, "reason", plan, why=long)

    post(client, "focus", plan, skill=Plan.objects.get().skill_id, start="numbers", ask_reason="Short")

    assert Plan.objects.get().why == long.strip()


def test_a_typed_start_far_from_the_numbers_here_is_remarked(client):
    plan = opened(client)
    skill = Skill.objects.get(key="discovery-questions")
    typed = {"skill": skill.pk, "start": "typed", "typed_count": "10", "typed_of": "100", "action": "next"}

    step = client.post(url("focus", plan), {**typed, "version": version_of(plan)}, follow=True)

    said = "The start is 10% as you typed it. The numbers here say: 52 of 247 meetings become opps, 21%."
    assert said in text(step)
    assert said in text(client.get(url("focus", plan)))
    near = client.post(
        url("focus", plan), {**typed, "typed_of": "50", "version": version_of(plan)}, follow=True
    )
    assert "The numbers here say" not in text(near)


def test_a_count_and_a_value_together_are_a_question(client):
    plan = opened(client)
    skill = Skill.objects.get(key="negotiation")
    both = {"typed_count": "20", "typed_of": "20", "typed_value": "10"}

    refused = post(client, "focus", plan, skill=skill.pk, start="typed", **both)

    assert "Type a count or the value itself, not both: clear one of them." in text(refused)
    assert Plan.objects.get().metric is None


def test_only_what_is_complete_is_ticked(client):
    plan = focused(client)
    post(client, "reason", plan)

    states = [step["state"] for step in client.get(url("big_picture", plan)).context["steps"]]
    assert states == ["done", "", "now", "", "", ""]

    post(client, "reason", plan, headline="You put people at ease.", why="More of it.", causes=["time"])
    post(client, "big_picture", plan, target="28")
    post(client, "milestones", plan, **steps_from(client.get(url("milestones", plan))))
    Plan.objects.filter(pk=plan.pk).update(wizard_step=6)
    # One of the causes is ours to fix, and nothing is promised yet.
    states = [step["state"] for step in client.get(url("review", plan)).context["steps"]]
    assert states == ["done", "done", "done", "done", "", "now"]
