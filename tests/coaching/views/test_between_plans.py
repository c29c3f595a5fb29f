"""Between two plans: a proposal that is being changed, and how the last plan came out."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import outcome, proposal
from plans.models import Reward
from plans.queries import closing
from tests.coaching.floor import read
from tests.factories.plans import PlanFactory, RewardFactory, live_until

pytestmark = pytest.mark.django_db


def pages_of(plan):
    return [reverse(name, args=[plan.pk]) for name in ("coaching:plan_page", "coaching:plan_history")]


def test_a_rep_reads_who_changes_their_proposal_and_that_their_words_are_kept(client, rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True, rep_view="Fridays are hard.")
    proposal.take_back(plan=plan, by=manager, at=timezone.now())

    for name in ("plans:proposal", "plans:agreement"):
        assert read(client, rep, reverse(name, args=[plan.pk]))[0].url == pages_of(plan)[0]
    for url in (reverse("coaching:today"), *pages_of(plan)):
        answer, text = read(client, rep, url)
        assert answer.status_code == 200, url
        assert f"Dana is changing your plan for {plan.skill}" in text
        assert "What you wrote is kept." in text
        assert plan.why not in text
        assert "No plan yet" not in text


def test_a_draft_that_was_never_proposed_is_there_for_no_rep(client, rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)

    assert [read(client, rep, url)[0].status_code for url in pages_of(plan)] == [404, 404]
    assert "No plan yet" in read(client, rep, reverse("coaching:today"))[1]


@pytest.mark.parametrize(
    ("result", "title", "text"),
    [
        ("met", "You made it: {skill}", "that the plan was met. Well climbed."),
        ("met_in_part", "You made a good part of it: {skill}", "That took work."),
        ("not_met", "{skill} ended", "What you practiced stays yours."),
        ("withdrawn", "{skill} was withdrawn", "that the plan stops here."),
        ("left", "Your plan for {skill} ends here", "What you practiced goes with you."),
        ("extended", "{skill} goes on", "a new plan takes it up"),
    ],
)
def test_today_tells_the_outcome_first_and_what_was_earned(client, rep, manager, result, title, text):
    at = timezone.now()
    plan = PlanFactory(rep=rep, manager=manager)
    RewardFactory(milestone=plan.milestones.get(position=1), what="Lunch by the harbor", given_by=manager)
    live_until(plan, "active")
    Reward.objects.filter(milestone__plan=plan).update(earned_at=at)
    next_step = "further_help" if result == "not_met" else ""
    left_open = closing.open_debts(plan).keys.values()
    told = {"result": result, "reasons": "As agreed.", "next_step": next_step, "given_up": left_open}
    outcome.close(plan=plan, by=manager, at=at, **told)

    page = read(client, rep, reverse("coaching:today"))[1]

    assert title.format(skill=plan.skill) in page
    assert text in page
    assert "You earned: Lunch by the harbor." in page


def test_a_mentor_reads_what_the_skill_is_and_not_why_it_was_chosen(client, plan):
    url = reverse("coaching:plan_page", args=[plan.pk])

    assert plan.why in read(client, plan.rep, url)[1]
    seen = read(client, plan.mentor, url)[1]
    assert plan.why not in seen
    assert plan.skill.summary in seen
