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
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db

# What the frame around every page asks: the person, his place, what waits.
SHELL_QUERIES = 3


def manager_and_rep():
    OrganizationFactory()
    manager = UserFactory(name="Dana Whitfield")
    return manager, RepFactory(manager=manager, name="Marcus Bell")


def with_numbers(rep):
    today = timezone.localdate()
    for key, value in {
        "outreach": 310,
        "conversations": 62,
        "meetings": 19,
        "opportunities": 4,
        "wins": 1,
        "decided": 4,
        "revenue": 8400,
    }.items():
        give_weeks(rep, key, [value] * 13, until=today)
    return rep


def url(name, plan):
    return reverse(f"plans:wizard_{name}", args=[plan.pk])


def opened(client):
    manager, rep = manager_and_rep()
    with_numbers(rep)
    client.force_login(manager)
    client.post(reverse("plans:start_plan"), {"rep": rep.pk})
    return Plan.objects.get(rep=rep)


def version_of(plan):
    return Plan.objects.get(pk=plan.pk).version


def post(client, name, plan, **fields):
    return client.post(url(name, plan), {"version": version_of(plan), "action": "next", **fields})


def focused(client):
    plan = opened(client)
    skill = Skill.objects.get(key="discovery-questions")
    post(client, "focus", plan, skill=skill.pk, start="numbers")
    return plan


def aimed(client):
    plan = focused(client)
    post(client, "big_picture", plan, target="28")
    plan.refresh_from_db()
    return plan


def steps_from(response):
    """What the page's own fields would send."""
    form = response.context["form"]
    fields = {"steps": len(form.steps)}
    for part in [form.dates, *form.steps]:
        for field in part:
            value = field.value()
            fields[field.html_name] = "" if value is None else value
    return fields


def test_the_whole_wizard_can_be_gone_through(client):
    plan = focused(client)
    told = {
        "standing": "learning_keen",
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
    first.refresh_from_db()
    assert first.reward.cost_minor == 12550
    plan.refresh_from_db()
    assert plan.worth["revenue"]


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
    assert "No dollar figure here" in page


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


def test_a_fourth_cause_is_refused_and_everything_typed_stays(client):
    plan = focused(client)

    answer = post(
        client, "reason", plan, causes=["technique", "time", "energy", "habits"], why="Kept as typed"
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


def test_lower_is_better_turns_the_target_round(client):
    plan = opened(client)
    skill = Skill.objects.get(key="negotiation")
    post(client, "focus", plan, skill=skill.pk, start="typed", typed_value="14")

    assert "choose a target below it" in post(client, "big_picture", plan, target="15").content.decode()
    post(client, "big_picture", plan, target="10")
    post(client, "milestones", plan, **steps_from(client.get(url("milestones", plan))))

    targets = [float(step.target) for step in plan.milestones.order_by("position")]
    assert targets == sorted(targets, reverse=True)
    assert targets[-1] == 10


def test_steps_are_added_and_removed_without_a_script(client):
    plan = aimed(client)
    fields = steps_from(client.get(url("milestones", plan)))

    longer = post(client, "milestones", plan, **fields, action="add")
    shorter = post(client, "milestones", plan, **fields, action="remove-0")

    assert len(longer.context["form"].steps) == 4
    assert len(shorter.context["form"].steps) == 2
    assert not plan.milestones.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"step-0-target": "20"}, "go above it"),
        ({"step-1-target": "23"}, "Go above the step before."),
        ({"step-2-target": "29"}, "The way ends at 28%: go no further."),
        (
            {"step-2-measure": "done", "step-2-title": "Two calls"},
            "The last step measures the plan&#x27;s number",
        ),
        ({"step-1-due_on": "2020-01-01"}, "Choose a day after the plan&#x27;s first."),
        ({"step-0-due_on": ""}, "Choose a day."),
        ({"step-0-measure": "done", "step-0-title": ""}, "Say what is done by then"),
        ({"starts_on": "2020-01-06"}, "Choose a first day from today on"),
        ({"ends_on": "2099-01-01"}, "A plan takes 26 weeks at most"),
    ],
)
def test_a_broken_staircase_is_refused_under_its_field_and_kept(client, change, sentence):
    plan = aimed(client)
    fields = {**steps_from(client.get(url("milestones", plan))), "step-0-title": "My words", **change}

    answer = post(client, "milestones", plan, **fields)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "step-0-title" in change or "My words" in page


def test_a_cause_that_is_ours_needs_a_promise(client):
    plan = aimed(client)
    post(client, "reason", plan, causes=["time"])

    page = post(client, "people", plan, support="1").content.decode()

    assert "say what we do about it, who, and by when" in page


def test_a_second_tab_sees_both_texts_and_loses_nothing(client):
    plan = focused(client)
    old = version_of(plan)
    post(client, "reason", plan, headline="What the first tab says")

    second = client.post(url("reason", plan), {"version": old, "headline": "What the second tab says"})

    page = second.content.decode()
    assert second.status_code == 409
    assert "What the first tab says" in page
    assert "What the second tab says" in page
    assert Plan.objects.get().headline == "What the first tab says"

    fields = {"version": second.context["version"], "headline": "What the second tab says"}
    assert client.post(url("reason", plan), fields).status_code == 302
    assert Plan.objects.get().headline == "What the second tab says"


def test_a_double_click_saves_once_and_goes_on(client):
    plan = focused(client)
    fields = {"version": version_of(plan), "headline": "Once", "action": "next"}

    client.post(url("reason", plan), fields)
    again = client.post(url("reason", plan), fields)

    assert again.url == url("big_picture", plan)
    assert version_of(plan) == fields["version"] + 1


def test_a_second_open_plan_is_refused_with_a_link_to_the_open_one(client):
    plan = focused(client)

    answer = client.post(reverse("plans:start_plan"), {"rep": plan.rep_id})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Marcus has an open plan already" in page
    assert url("reason", plan) in page


def test_steps_that_need_another_first_lead_to_it(client):
    plan = opened(client)

    for name in ("big_picture", "milestones", "people"):
        assert client.get(url(name, plan)).url == url("focus", plan)
    assert client.get(url("review", plan)).status_code == 200


def test_nobody_else_finds_the_draft(client):
    plan = focused(client)
    strangers = [plan.rep, UserFactory(), UserFactory(site_admin=True), UserFactory(hr_partner=True)]

    for person in strangers:
        client.force_login(person)
        for name in ("focus", "reason", "big_picture", "milestones", "people", "review"):
            assert client.get(url(name, plan)).status_code == 404
            assert client.post(url(name, plan), {}).status_code in {404, 405}
        assert client.post(reverse("plans:start_plan"), {"rep": plan.rep_id}).status_code == 404


def test_a_proposed_plan_leaves_the_wizard(client):
    manager, rep = manager_and_rep()
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)
    client.force_login(manager)

    assert client.get(url("reason", plan)).url == reverse("coaching:plan_page", args=[plan.pk])


@pytest.mark.parametrize(
    ("name", "most"),
    [("focus", 9), ("reason", 6), ("big_picture", 8), ("milestones", 10), ("people", 14), ("review", 11)],
)
def test_a_step_asks_the_database_a_bounded_number_of_questions(client, name, most):
    plan = aimed(client)
    post(client, "milestones", plan, **steps_from(client.get(url("milestones", plan))))
    client.get(url(name, plan))

    with CaptureQueriesContext(connection) as asked:
        client.get(url(name, plan))

    wizard_only = [query for query in asked if "django_session" not in query["sql"]]
    assert len(wizard_only) <= most + SHELL_QUERIES, "\n".join(query["sql"][:200] for query in wizard_only)


def test_a_text_typed_while_the_plan_was_proposed_is_given_back(client):
    manager, rep = manager_and_rep()
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)
    client.force_login(manager)

    answer = post(client, "reason", plan, why="Two deeper questions in each meeting.")

    assert answer.status_code == 409
    assert "Two deeper questions in each meeting." in answer.content.decode()
