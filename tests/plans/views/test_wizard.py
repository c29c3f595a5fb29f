"""The wizard in a browser without scripts: six steps, saved at each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan, Skill
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.people.models import JobRole
from tests.factories.numbers import give_weeks
from tests.plans.views.wizard_pages import aimed, focused, manager_and_rep, opened, post, steps_from, url

pytestmark = pytest.mark.django_db
# What the frame around every page asks: the person, their place, what waits.
SHELL_QUERIES = 3

PLACED = {"skill_level": 4, "will_level": 8, "is_placed": "on"}


def test_the_whole_wizard_can_be_gone_through(client):
    plan = focused(client)
    told = {
        **PLACED,
        "causes": ["technique", "time"],
        "headline": "You put people at ease.",
        "why": "More of those meetings go somewhere.",
    }

    assert post(client, "reason", plan, **told).url == url("big_picture", plan)
    assert post(client, "big_picture", plan, target="28").url == url("milestones", plan)
    steps = steps_from(client.get(url("milestones", plan)))
    assert post(client, "milestones", plan, **steps).url == url("people", plan)
    first = plan.milestones.order_by("position").first()
    soon = timezone.localdate() + timedelta(days=14)
    people = {
        "no_mentor_reason": "The team is new.",
        f"reward-{first.pk}-what": "A Friday off",
        f"reward-{first.pk}-given_by": plan.manager.pk,
        f"reward-{first.pk}-cost": "125.50",
        "support": "1",
        "support-0-what": "Two late demos a week swapped",
        "support-0-promised_by": plan.manager.pk,
        "support-0-due_on": soon.isoformat(),
    }
    assert post(client, "people", plan, **people).url == url("review", plan)

    page = client.get(url("review", plan)).content.decode()
    assert "Propose to Marcus" in page
    assert "You put people at ease." in page
    assert "A Friday off" in page
    assert "All rewards together cost $125.50 at most, and about $" in page
    assert "more revenue a quarter." in page
    assert "weeks in a row, all inside the plan and up to its date, that together are at 28%" in page
    first.refresh_from_db()
    assert first.reward.cost_minor == 12550
    plan.refresh_from_db()
    assert plan.worth["revenue"]
    assert plan.no_mentor_reason == "The team is new."


def test_the_money_on_the_review_has_its_range(client):
    plan = aimed(client)
    Plan.objects.filter(pk=plan.pk).update(
        worth={
            "currency": "USD",
            "commission": 4200,
            "range": {"commission": {"low": 900, "high": 7800}},
        }
    )

    page = client.get(url("review", plan)).content.decode()

    assert "about $4,200" in page
    assert "commission a quarter, likely between $900 and $7,800." in page


def test_save_and_close_leads_back_to_the_board(client):
    plan = focused(client)

    answer = post(client, "reason", plan, action="close", headline="Half a thought")

    assert answer.url == reverse("coaching:board")
    plan.refresh_from_db()
    assert plan.headline == "Half a thought"


def test_the_start_is_counted_from_the_reps_own_thirteen_weeks(client):
    plan = focused(client)

    plan.refresh_from_db()
    assert (plan.baseline_numerator, plan.baseline_denominator, plan.baseline_weeks) == (52, 247, 13)
    page = client.get(url("focus", plan)).content.decode()
    assert "52 of 247 meetings become opps, 21%" in page


def test_a_rep_without_numbers_is_told_to_have_the_start_typed(client):
    manager, rep = manager_and_rep()
    client.force_login(manager)
    client.post(reverse("plans:start_plan"), {"rep": rep.pk})
    plan = Plan.objects.get()
    skill = Skill.objects.get(key="objection-handling")

    refused = post(client, "focus", plan, skill=skill.pk, start="numbers")
    assert "There are no numbers for win rate of Marcus here yet." in refused.content.decode()
    post(
        client,
        "focus",
        plan,
        skill=skill.pk,
        start="typed",
        typed_count="12",
        typed_of="60",
        typed_weeks="10",
    )

    plan.refresh_from_db()
    assert float(plan.baseline) == 0.2
    assert plan.baseline_weeks == 10
    page = client.get(url("big_picture", plan)).content.decode()
    assert "No money figure here" in page


def test_another_number_than_the_skills_own_can_be_chosen(client):
    plan = focused(client)
    metric = Metric.objects.get(key="win_rate")

    post(
        client,
        "focus",
        plan,
        skill=plan.skill_id or Skill.objects.first().pk,
        metric=metric.pk,
        start="numbers",
    )

    plan.refresh_from_db()
    assert plan.metric == metric


def test_causes_stand_by_the_kind_of_reason_and_those_of_the_rep_are_not_offered(client):
    page = client.get(url("reason", focused(client))).content.decode()

    kinds = (
        "Cannot yet",
        "Does not do it yet",
        "Does not know yet",
        "Too few opportunities",
        "Cannot from here",
    )
    assert sorted(kinds, key=page.index) == list(kinds)
    assert 'value="technique"' in page
    assert 'value="energy"' not in page
    assert "Marcus alone says" in page


def test_a_fourth_cause_is_refused_and_everything_typed_stays(client):
    plan = focused(client)

    answer = post(
        client, "reason", plan, causes=["technique", "time", "product", "habits"], why="Kept as typed"
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Choose up to three. There are 4 now" in page
    assert "Kept as typed" in page


def test_the_big_picture_says_what_the_move_is_worth(client):
    plan = focused(client)
    JobRole.objects.update(commission_rate="0.10")

    page = client.get(url("big_picture", plan)).content.decode()

    assert "Marcus earns about" in page
    assert "more commission, every quarter" in page


def test_the_share_of_wins_beside_the_funnel_is_the_share_the_result_is_made_of(client):
    plan = focused(client)
    WeeklyValue.objects.filter(rep=plan.rep, metric__key="wins").update(value=2)

    page = client.get(url("big_picture", plan)).content.decode()

    assert "50% won" in page
    assert "50% of those" in page


def test_the_result_is_worked_out_without_a_script_and_without_saving(client):
    plan = focused(client)

    page = post(client, "big_picture", plan, target="30", action="work_out").content.decode()

    assert 'Use <span data-slot="say">30%</span> as the target' in page
    assert Plan.objects.get().target is None


def test_a_target_behind_the_start_is_refused_in_words(client):
    plan = focused(client)

    page = post(client, "big_picture", plan, target="20").content.decode()

    assert "Today it is 21.1%: choose a target above it." in page


def test_a_cause_that_is_ours_needs_a_promise(client):
    plan = aimed(client)
    post(client, "reason", plan, causes=["time"])

    page = post(client, "people", plan, support="1", no_mentor_reason="New team").content.decode()

    assert "say what we do about it, who, and by when" in page


@pytest.mark.parametrize(
    ("name", "most"),
    [("focus", 8), ("reason", 5), ("big_picture", 5), ("milestones", 5), ("people", 8), ("review", 4)],
)
def test_a_step_asks_the_database_a_bounded_number_of_questions(client, name, most):
    plan = aimed(client)
    post(client, "milestones", plan, **steps_from(client.get(url("milestones", plan))))
    client.get(url(name, plan))

    with CaptureQueriesContext(connection) as asked:
        client.get(url(name, plan))

    wizard_only = [query for query in asked if "django_session" not in query["sql"]]
    assert len(wizard_only) <= most + SHELL_QUERIES, "\n".join(query["sql"][:200] for query in wizard_only)


def test_one_week_of_numbers_is_one_week_and_no_start(client):
    manager, rep = manager_and_rep()
    give_weeks(rep, "conversations", [62], until=timezone.localdate())
    client.force_login(manager)
    client.post(reverse("plans:start_plan"), {"rep": rep.pk})
    plan = Plan.objects.get(rep=rep)
    skill = Skill.objects.get(key="prospecting-calls")

    page = post(client, "focus", plan, skill=skill.pk, start="numbers").content.decode()

    assert "62 in 1 week" in page
    assert "Marcus has 1 week of conversations here, and four make a start. Type what you know." in page


@pytest.mark.parametrize(
    ("skill", "typed", "start"),
    [
        ("discovery-questions", {"typed_count": "20", "typed_of": "20"}, "100%"),
        ("negotiation", {"typed_value": "0"}, "0%"),
    ],
)
def test_a_start_from_which_there_is_no_way_up_is_asked_for_again(client, skill, typed, start):
    plan = opened(client)
    chosen = Skill.objects.get(key=skill)

    page = post(client, "focus", plan, skill=chosen.pk, start="typed", **typed).content.decode()

    assert f"From {start} there is no way up. Look at the start again, or choose another number." in page
    assert all(f'value="{value}"' in page for value in typed.values())
    plan.refresh_from_db()
    assert plan.baseline is None
