"""The manager changes in the middle of a running plan: who sees and does what, and what stays as it was signed."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import agreement, milestone, proposal
from plans.models import Agreement, Forecast, Milestone, Plan, PlanBasis
from plans.tasks import judge_team
from salesgym.numbers.actions import role_figures
from salesgym.people.actions import membership
from tests.coaching.floor import read, running_plan, team
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
# What a judgement says, whenever it is worked out.
UNTIMED = ("worked_out_at",)


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def harbor():
    return team()


@pytest.fixture
def plan(harbor):
    """Signed by both five weeks ago, among four others of the role; the numbers have reached two steps of three."""
    plan = running_plan(harbor, life="draft")
    for shift in range(4):
        mate = RepFactory(team=harbor, job_role=plan.rep.job_role)
        give_weeks(mate, "meetings", [19] * 20, until=timezone.localdate())
        give_weeks(
            mate,
            "opportunities",
            [3 + (place + shift) % 3 for place in range(20)],
            until=timezone.localdate(),
        )
    at = noon(plan.starts_on - 3 * DAY)
    role_figures.renew(at=at)
    proposal.propose(plan=plan, by=plan.manager, at=at)
    agreement.sign(plan=plan, by=plan.rep, at=at)
    agreement.sign(plan=plan, by=plan.manager, at=at + timedelta(hours=1))
    judge_team(harbor.pk)
    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert [step_of(plan, place).status for place in (1, 2, 3)] == ["reached", "reached", "ahead"]
    return plan


def replaced(plan, harbor):
    """Another person takes over the team."""
    today, new = timezone.localdate(), UserFactory(name="Rocco Neubert")
    membership.appoint(person=new, team=harbor, on=today)
    membership.step_down(person=plan.manager, team=harbor, on=today - DAY)
    return new, harbor


def moved(plan, harbor):
    """The rep goes to a team with another manager."""
    new = UserFactory(name="Rocco Neubert")
    other = TeamFactory(name="Mid market", manager=new)
    membership.move(person=plan.rep, team=other, on=timezone.localdate())
    return new, other


BOTH = pytest.mark.parametrize("change", [replaced, moved])


def signed(plan):
    """What both have signed and what it is judged by, as it is stored."""
    return (
        list(PlanBasis.objects.filter(plan=plan).values()),
        list(Agreement.objects.filter(plan=plan).values()),
        list(Milestone.objects.filter(plan=plan).values("target", "due_on", "run_weeks", "measure")),
        Plan.objects.values("baseline", "target", "starts_on", "ends_on", "manager").get(pk=plan.pk),
    )


def judged(plan):
    row = Forecast.objects.filter(plan=plan).values().get()
    return {name: value for name, value in row.items() if name not in UNTIMED}


def step_of(plan, position):
    return Milestone.objects.get(plan=plan, position=position)


@BOTH
def test_the_new_manager_has_the_plan_and_the_old_one_has_nothing(client, harbor, plan, change):
    old, page = plan.manager, reverse("coaching:plan_page", args=[plan.pk])
    step = step_of(plan, 1)
    new, _team = change(plan, harbor)

    _response, text = read(client, new, reverse("coaching:board"))
    assert plan.rep.name in text
    assert "ready for you to verify" in text
    response, text = read(client, new, page)
    assert response.status_code == 200
    assert reverse("plans:verify_milestone", args=[step.pk]) in text
    assert read(client, new, reverse("plans:agreement", args=[plan.pk]))[0].status_code == 200

    assert read(client, old, page)[0].status_code == 404
    assert client.post(reverse("plans:verify_milestone", args=[step.pk])).status_code == 404
    assert plan.rep.name not in read(client, old, reverse("coaching:board"))[1]

    client.force_login(new)
    for place in (1, 2):
        verify = reverse("plans:verify_milestone", args=[step_of(plan, place).pk])
        assert client.post(verify).url == page
        step = step_of(plan, place)
        assert (step.status, step.verified_by) == (Milestone.Status.VERIFIED, new)
        assert step.reward.is_earned
    assert "Rocco verified it" in read(client, plan.rep, page)[1]


@BOTH
def test_what_was_signed_and_how_it_is_judged_stay_as_they_were(client, harbor, plan, change):
    terms, judgement = signed(plan), judged(plan)
    assert terms[0][0]["bases"].keys() == {str(plan.metric_id)}
    assert terms[0][0]["bars"]
    assert judgement["by_end"] is not None

    _new, now_in = change(plan, harbor)
    role_figures.renew(at=timezone.now())

    assert judge_team(now_in.pk) == 1
    assert signed(plan) == terms
    assert judged(plan) == judgement


@BOTH
def test_the_people_of_a_plan_are_those_of_today(client, harbor, plan, change):
    change(plan, harbor)

    response, text = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))

    people = [(person.user.name, person.role) for person in response.context["page"].cards.people]
    assert people == [
        (plan.rep.name, "You"),
        ("Rocco Neubert", "Manager"),
        ("Dana Whitfield", "Opened the plan, no longer manages it"),
    ]
    assert response.context["talkers"] == "Rocco will see this."
    assert "You and Rocco see this plan. Nobody else." in text


@BOTH
def test_the_rep_never_reads_that_the_old_manager_will_do_what_the_new_one_does(client, harbor, plan, change):
    new, _team = change(plan, harbor)
    last, page = step_of(plan, 3), reverse("coaching:plan_page", args=[plan.pk])

    _response, asked = read(client, plan.rep, reverse("plans:claim_milestone", args=[last.pk]))
    assert "Your manager reads it and verifies the step." in asked
    assert "Your manager will verify it" in read(client, plan.rep, page)[1]
    word = {"body": "Have a look.", "client_id": "6f1f6a0e-3b53-4a7e-8a86-0a4f8a3f9d11"}
    client.post(reverse("coaching:add_comment", args=[plan.pk]), word)
    assert "Sent to Rocco." in read(client, plan.rep, page)[1]

    milestone.claim(milestone=last, by=plan.rep, evidence="Seen.", at=timezone.now())
    for place in (1, 2, 3):
        milestone.verify(milestone=step_of(plan, place), by=new, at=timezone.now())
    for url in (reverse("coaching:today"), page):
        assert "Your manager writes the outcome" in read(client, plan.rep, url)[1]
