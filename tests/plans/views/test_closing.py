"""The outcome page settles what is open, and leaves nothing open unsaid."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from plans.actions import commitment, milestone
from plans.models import Outcome, PlanBasis
from tests.factories.forecasts import basis_of, give_forecast
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, RewardFactory, left_open, live_until
from tests.factories.scoring import BehaviorScoreFactory, ScoringFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    """A plan whose first step is claimed, with a reward, and a promise whose day is over."""
    today = timezone.localdate()
    plan = PlanFactory(rep=rep, manager=manager, starts_on=today - timedelta(days=14))
    RewardFactory(milestone=plan.milestones.get(position=1), what="Lunch with Sofia", given_by=manager)
    CommitmentFactory(plan=plan, what="Two call reviews", due_on=today - timedelta(days=3))
    live_until(plan, "active")
    milestone.claim(
        milestone=plan.milestones.get(position=1), by=rep, evidence="Northwind", at=timezone.now()
    )
    plan.refresh_from_db()
    return plan


@pytest.fixture
def page(plan, manager, client_of):
    """Sends the form, or asks for the page where nothing is typed; gives its words."""
    client, url = client_of(manager), reverse("plans:close_plan", args=[plan.pk])

    def words(**typed: object) -> str:
        plan.refresh_from_db()
        answer = client.post(url, {"version": plan.version, **typed}) if typed else client.get(url)
        return html.unescape(answer.content.decode())

    return words


def typed_well(**more):
    return {"result": "met", "reasons": "It holds for four weeks.", "confirmed": "on", **more}


def test_coaching_ends_in_help_or_a_new_focus_alone(page):
    text = page()
    assert "Further help" in text
    assert "A new focus" in text
    assert "Another role" not in text
    assert "Leaving" not in text

    text = page(result="not_met", reasons="Half written", next_step="leaving", confirmed="on")

    assert "Half written" in text
    assert "Choose the next step that you have agreed." in text
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("trials", [19.0, 25.0])
def test_rubric_scores_stand_beside_a_number_of_few_trials(trials, rep, manager, client_of):
    plan = PlanFactory(rep=rep, manager=manager, starts_on=timezone.localdate() - timedelta(days=14))
    own = basis_of(plan, week_sizes=(trials,) * 13)
    PlanBasis.objects.create(plan=plan, bases={str(plan.metric_id): own.to_json()})
    live_until(plan, "active")
    url = reverse("plans:close_plan", args=[plan.pk])

    def text():
        return " ".join(strip_tags(client_of(manager).get(url).content.decode()).split())

    before = text()
    for days, score in ((9, 2), (2, 4)):
        day = timezone.localdate() - timedelta(days=days)
        BehaviorScoreFactory(score=score, scoring=ScoringFactory(plan=plan, scored_on=day))
    ScoringFactory(plan=plan, how="self", scored_by=rep)

    assert ("Nobody else has scored a role-play" in before) is (trials < 25)
    assert ("2.0 at first, 4.0 of 5 at last, in 2 scores by others" in text()) is (trials < 25)


def test_the_page_says_how_the_clause_stands_and_what_is_therefore_not_offered(rep, manager, client_of):
    today = timezone.localdate()
    plan = PlanFactory(rep=rep, manager=manager, starts_on=today - timedelta(days=14))
    live_until(plan, "active", has_clause=True)
    give_forecast(plan, real=0.78)
    url = reverse("plans:close_plan", args=[plan.pk])

    text = html.unescape(strip_tags(client_of(manager).get(url).content.decode()))
    assert "Progress looks likely, 7 in 10: the plan ends as met, met in part, or is extended." in text
    assert "Step 3 is not reached." in text
    assert "both signed that the plan goes on while it continues" in text
    assert "The way was longer than planned." not in text
    assert "Further help" not in text

    sent = typed_well(result="not_met", next_step="further_help", version=plan.version)
    client_of(manager).post(url, sent)

    assert not Outcome.objects.exists()


def test_a_rep_who_leaves_ends_as_left_without_a_verdict(plan, page, rep, client_of):
    assert "It says nothing of what was reached" in page()

    page(result="left", confirmed="on", reasons="", given_up=left_open(plan))

    assert Outcome.objects.get().result == "left"
    read = html.unescape(client_of(rep).get(reverse("coaching:plan_page", args=[plan.pk])).content.decode())
    assert "Outcome: left." in " ".join(read.split())
    assert "not met" not in read


def test_what_is_open_stands_first_and_is_settled_in_place(plan, page):
    step = plan.milestones.get(position=1)
    text = page()
    assert text.index("First what is still open") < text.index("How does it end?")
    assert "Verifying it earns the reward: Lunch with Sofia." in text
    assert "was due" in text

    text = page(settle=f"verify-{step.pk}", reasons="Half written", result="met_in_part", confirmed="on")

    step.refresh_from_db()
    assert step.status == "verified"
    assert "Half written" in text
    assert text.split('value="met_in_part"')[1].partition(">")[0].split()[-1] == "checked"
    assert "Earned with step 1" in text
    assert "is required" not in text

    page(settle=f"reward-{step.reward.pk}")
    text = page(settle=f"promise-{plan.support.get().pk}", reasons="Half written")

    assert "First what is still open" not in text
    assert "Half written" in text
    assert left_open(plan) == []


@pytest.mark.parametrize("said", ["verify-{other}", "verify-x", "verify-", "burn-{step}", "reward-{step}0"])
def test_nothing_is_settled_that_is_not_on_this_plan(said, plan, manager, client_of):
    other = PlanFactory(active=True)
    value = said.format(step=plan.milestones.get(position=1).pk, other=other.milestones.first().pk)

    answer = client_of(manager).post(reverse("plans:close_plan", args=[plan.pk]), {"settle": value})

    assert answer.status_code == 404


def test_closing_with_something_open_asks_for_a_word_on_each_kind(plan, page):
    text = page(**typed_well())
    assert "Settle what is open, or tick each sentence" in text
    assert "Close without verifying step 1: its reward is not given." in text
    assert "Close with this promise not kept: Two call reviews." in text
    assert "It holds for four weeks." in text
    keys = left_open(plan)
    assert "tick each sentence" in page(**typed_well(given_up=keys[:1]))
    assert "What is open has changed" in page(**typed_well(given_up=[keys[0] + "-0", keys[1]]))
    assert not Outcome.objects.exists()

    page(**typed_well(given_up=keys))

    assert Outcome.objects.get().result == "met"


def test_after_the_outcome_nothing_waits_and_nothing_owed_is_forgotten(plan, page, rep, manager, client_of):
    step = plan.milestones.get(position=1)
    milestone.verify(milestone=step, by=manager, at=timezone.now())
    second = plan.milestones.get(position=2)
    milestone.claim(milestone=second, by=rep, evidence="Tidewater", at=timezone.now())
    page(**typed_well(given_up=left_open(plan)))
    client = client_of(manager)
    plan_page = reverse("coaching:plan_page", args=[plan.pk])

    text = html.unescape(client.get(plan_page).content.decode())
    assert "to verify" not in text
    assert "not verified" in text
    assert "not kept when the plan ended" in text
    assert "Reward ready to give" in text
    history = client.get(reverse("coaching:plan_history", args=[plan.pk])).content.decode()
    told = strip_tags(html.unescape(history))
    assert f"{manager.name} closed the plan without verifying step 2" in told
    assert f"{manager.name} closed the plan with a promise not kept: Two call reviews" in told

    client.post(reverse("plans:deliver_reward", args=[step.reward.pk]))

    step.reward.refresh_from_db()
    assert step.reward.is_delivered


def test_whoever_owes_something_is_a_link_where_the_reader_sees_them(rep, manager, team, client_of):
    inside, today = RepFactory(name="Ruth Vega", team=team), timezone.localdate()
    plan = PlanFactory(rep=rep, manager=manager, starts_on=today - timedelta(days=14))
    RewardFactory(milestone=plan.milestones.get(position=1), what="Lunch", given_by=inside)
    CommitmentFactory(plan=plan, what="A joint call", promised_by=inside)
    CommitmentFactory(plan=plan, what="A demo account", promised_by=UserFactory(name="Omar Reyes"))
    live_until(plan, "active")
    step, at = plan.milestones.get(position=1), timezone.now()
    milestone.claim(milestone=step, by=rep, evidence="Northwind", at=at)
    milestone.verify(milestone=step, by=manager, at=at)
    ruth = f'<a class="sg-name" href="{reverse("coaching:person", args=[inside.pk])}">Ruth</a>'

    words = client_of(manager).get(reverse("plans:close_plan", args=[plan.pk])).content.decode()

    assert f"Promised by {ruth}, " in words
    assert "Promised by Omar, " in words
    assert f"Earned with step 1, from {ruth}." in words


@pytest.fixture
def two_sided(rep, manager):
    """A plan in review on which both sides kept one promise, ours late, and the rep has one that is open."""
    today = timezone.localdate()
    plan = PlanFactory(rep=rep, manager=manager, starts_on=today - timedelta(days=14))
    late, soon = today - timedelta(days=3), today + timedelta(days=3)
    CommitmentFactory(plan=plan, what="A joint call", promised_by=manager, due_on=late)
    CommitmentFactory(plan=plan, what="Two recorded calls", promised_by=rep, due_on=soon)
    CommitmentFactory(plan=plan, what="A list of open talks", promised_by=rep, due_on=late)
    live_until(plan, "active")
    for what, by in (("A joint call", manager), ("Two recorded calls", rep)):
        commitment.deliver(commitment=plan.support.get(what=what), by=by, at=timezone.now())
    return plan


def test_an_open_promise_of_the_rep_is_worded_apart_and_holds_nothing_up(two_sided, rep, manager, client_of):
    client, address = client_of(manager), reverse("plans:close_plan", args=[two_sided.pk])

    text = html.unescape(client.get(address).content.decode())
    assert f"{rep.first_name}'s promise is open: A list of open talks." in text
    assert "Close with this promise not kept" not in text
    assert f"We kept 1 of 1 promises, 1 late. {rep.first_name} kept 1 of 2." in text
    client.post(address, typed_well(version=two_sided.version))

    assert Outcome.objects.get().result == "met"
    for person in (manager, rep):
        page = client_of(person).get(reverse("coaching:plan_page", args=[two_sided.pk])).content.decode()
        assert f"We kept 1 of 1 promises, 1 late. {rep.first_name} kept 1 of 2." in page
    history = client_of(rep).get(reverse("coaching:plan_history", args=[two_sided.pk])).content.decode()
    told = strip_tags(html.unescape(history))
    assert f"{manager.name} closed the plan with a promise of the rep open: A list of open talks" in told
    assert f"{rep.name} kept a promise: Two recorded calls" in told


def test_a_promise_of_the_rep_is_settled_where_the_plan_is_closed(two_sided, manager, client_of):
    own = two_sided.support.get(delivered_on=None)
    address = reverse("plans:close_plan", args=[two_sided.pk])

    page = client_of(manager).post(address, {"version": two_sided.version, "settle": f"promise-{own.pk}"})

    own.refresh_from_db()
    assert own.delivered_by == manager
    assert "First what is still open" not in page.content.decode()
