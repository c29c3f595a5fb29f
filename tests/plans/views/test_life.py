"""Mentor, pause, programme and outcome on their pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import mentor as mentor_actions
from plans.actions import proposal
from plans.models import Outcome, Plan
from plans.models.mentorship import MENTOR_CAPACITY
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory
from tests.refused_forms import links_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    starts_on = timezone.localdate() - timedelta(days=14)
    return PlanFactory(rep=rep, manager=manager, active=True, starts_on=starts_on)


def url(name, pk):
    return reverse(f"plans:{name}", args=[pk])


@pytest.fixture
def asked(plan, mentor):
    return mentor_actions.invite(
        plan=plan, mentor=mentor, by=plan.manager, at=timezone.now(), message="Two calls a week"
    )


def test_a_mentor_is_asked_from_the_page(plan, manager, mentor, client_of):
    client = client_of(manager)
    page = client.get(url("invite_mentor", plan.pk)).content.decode()
    assert "Nobody stands out in this number yet" in page

    client.post(url("invite_mentor", plan.pk), {"mentor": mentor.pk, "message": "Two calls a week"})

    assert plan.mentorships.get().mentor == mentor
    assert "has been asked" in client.get(url("invite_mentor", plan.pk)).content.decode()


def test_people_are_found_by_name(plan, manager, mentor, client_of):
    page = client_of(manager).get(url("invite_mentor", plan.pk), {"q": "priya"}).content.decode()

    assert "Priya Nair" in page


def test_an_invitation_without_a_person_says_what_is_missing(plan, manager, client_of):
    page = client_of(manager).post(url("invite_mentor", plan.pk), {"message": "Please"}).content.decode()

    assert "Choose the person to ask." in page
    assert "Please" in page


def test_the_invited_person_reads_what_is_asked_and_nothing_more(plan, asked, mentor, client_of):
    page = client_of(mentor).get(url("mentor_invitation", asked.pk)).content.decode()

    for words in ("Marcus Bell", plan.skill.name, "Two calls a week", "About half an hour a week"):
        assert words in page
    for secret in (plan.why, "22%", "28%"):
        assert secret not in page


def test_saying_yes_leads_to_the_desk(plan, asked, mentor, client_of):
    answer = client_of(mentor).post(url("accept_mentoring", asked.pk), {"answer": "Gladly"})

    plan.refresh_from_db()
    assert plan.mentor == mentor
    assert answer.url == reverse("coaching:mentor_desk")


def test_saying_no_is_fine(plan, asked, mentor, client_of):
    page = client_of(mentor).post(url("decline_mentoring", asked.pk), follow=True).content.decode()

    assert "Thank you for the clear answer" in page
    assert "This invitation is no longer open" in page


def test_an_invitation_is_there_for_nobody_else(asked, rep, manager, stranger, client_of):
    for person in (rep, manager, stranger):
        assert client_of(person).get(url("mentor_invitation", asked.pk)).status_code == 404
        assert client_of(person).post(url("accept_mentoring", asked.pk)).status_code == 404


def test_the_mentor_ends_the_pairing_and_loses_the_plan(plan, asked, mentor, client_of):
    mentor_actions.accept(mentorship=asked, at=timezone.now())
    client = client_of(mentor)

    answer = client.post(url("end_mentoring", plan.pk))

    assert answer.url == reverse("coaching:mentor_desk")
    assert client.post(url("end_mentoring", plan.pk)).status_code == 404


def test_a_plan_is_paused_with_a_reason_and_resumed(plan, manager, client_of):
    client = client_of(manager)
    assert "Reason" in client.get(url("pause_plan", plan.pk)).content.decode()
    client.post(url("pause_plan", plan.pk), {"reason": "Trade fair"})
    plan.refresh_from_db()
    assert plan.status == Plan.Status.PAUSED

    answer = client.post(url("resume_plan", plan.pk), follow=True)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    # Resumed on the same day no working day was lost, and no date has moved.
    assert "The plan goes on." in answer.text
    assert "have moved" not in answer.text


def closing(plan, **typed):
    return {
        "result": "met",
        "reasons": "It holds for four weeks.",
        "confirmed": "on",
        "version": plan.version,
        **typed,
    }


def test_the_outcome_shows_the_facts_and_closes_once(plan, manager, client_of):
    client = client_of(manager)
    page = client.get(url("close_plan", plan.pk)).content.decode()
    assert "From the start to now" in page
    assert "0 of 3" in page

    client.post(url("close_plan", plan.pk), closing(plan))
    again = client.post(url("close_plan", plan.pk), closing(plan, result="not_met"), follow=True)

    assert Outcome.objects.get().result == "met"
    assert "closed already" in again.content.decode()


@pytest.mark.parametrize(("weeks_over", "words"), [(0, "99.0% now"), (3, "22.0% at the end (88 of 400 to")])
def test_an_outcome_rests_on_the_last_weeks_of_the_plan_itself(weeks_over, words, team, manager, client_of):
    on = timezone.localdate()
    friday = on - timedelta(days=on.weekday() + 3)
    ends_on = friday - timedelta(weeks=weeks_over) if weeks_over else on + timedelta(weeks=1)
    rep, starts_on = RepFactory(team=team), ends_on - timedelta(weeks=12)
    plan = PlanFactory(rep=rep, manager=manager, starts_on=starts_on, ends_on=ends_on, active=True)
    give_weeks(rep, "meetings", [100] * 7, until=on)
    give_weeks(
        rep, "opportunities", [22] * (4 if weeks_over else 3) + [99] * (3 if weeks_over else 4), until=on
    )

    page = client_of(manager).get(url("close_plan", plan.pk)).content.decode()
    assert words in page
    assert "22.0% at the start" in page
    assert ("From the start to now" in page) is (weeks_over == 0)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reasons": ""}, "required"),
        ({"result": "not_met"}, "Choose the next step that you have agreed."),
        ({"confirmed": ""}, "Tick this once you have talked it through"),
    ],
)
def test_an_outcome_with_a_gap_says_how_to_put_it_right(typed, words, plan, manager, client_of):
    answer = client_of(manager).post(url("close_plan", plan.pk), closing(plan, **typed))

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert len(links_of(answer.content.decode())) == 1
    assert not Outcome.objects.exists()


def test_a_stale_outcome_form_is_shown_again_with_its_words(plan, manager, client_of):
    data = closing(plan, reasons="Typed on an old page.")
    Plan.objects.filter(pk=plan.pk).update(version=plan.version + 1)

    answer = client_of(manager).post(url("close_plan", plan.pk), data)

    assert answer.status_code == 409
    assert "Typed on an old page." in answer.content.decode()
    assert f'name="version" value="{plan.version + 1}"' in answer.content.decode()


def test_extending_leads_to_the_new_draft(plan, manager, client_of):
    answer = client_of(manager).post(url("close_plan", plan.pk), closing(plan, result="extended"))

    successor = Plan.objects.get(predecessor=plan)
    assert answer.url == reverse("plans:wizard_focus", args=[successor.pk])


def test_the_outcome_leads_back_to_where_the_plan_stands(plan, team, manager, client_of):
    next_week = timezone.localdate() + timedelta(days=7)
    proposed = PlanFactory(rep=RepFactory(team=team), manager=manager, starts_on=next_week)
    proposal.propose(plan=proposed, by=manager, at=timezone.now())

    def has_link(closed, route):
        page = client_of(manager).get(url("close_plan", closed.pk)).content.decode()
        return f'<a href="{reverse(route, args=[closed.pk])}">' in page

    assert has_link(plan, "coaching:plan_page")
    assert has_link(proposed, "plans:proposal")


def test_the_page_of_the_outcome_is_not_for_drafts(rep, manager, client_of):
    plan = PlanFactory(rep=rep, manager=manager)

    answer = client_of(manager).post(url("close_plan", plan.pk), closing(plan, result="withdrawn"))

    plan.refresh_from_db()
    assert answer.url == url("discard_draft", plan.pk)
    assert plan.status == Plan.Status.DRAFT


@pytest.mark.parametrize("name", ["close_plan", "pause_plan"])
def test_the_rep_neither_closes_nor_pauses(name, plan, rep, client_of):
    assert client_of(rep).get(url(name, plan.pk)).status_code == 403


@pytest.mark.parametrize("name", ["close_plan", "pause_plan", "edit_programme", "invite_mentor"])
def test_a_stranger_finds_nothing(name, plan, stranger, client_of):
    assert client_of(stranger).get(url(name, plan.pk)).status_code == 404


def test_somebody_who_is_full_is_told_before_they_answer_and_keeps_their_words(
    plan, asked, mentor, client_of
):
    client = client_of(mentor)
    page = client.get(url("mentor_invitation", asked.pk)).content.decode()
    assert "Yes, I will" in page
    for _number in range(MENTOR_CAPACITY):
        PlanFactory(active=True, mentor=mentor)

    answer = client.post(url("accept_mentoring", asked.pk), {"answer": "Gladly, if I may drop one"})

    assert "Gladly, if I may drop one</textarea>" in answer.content.decode()
    assert "End one pairing first, or decline" in answer.content.decode()
    assert "Yes, I will" not in answer.content.decode()
    assert asked.plan.mentorships.get().answer == ""


def test_an_answer_to_an_invitation_that_was_taken_back_can_be_copied(
    plan, asked, manager, mentor, client_of
):
    told = client_of(manager).post(url("take_back_invitation", plan.pk), follow=True).content.decode()
    assert "The invitation is taken back." in told

    answer = client_of(mentor).post(url("accept_mentoring", asked.pk), {"answer": "Gladly, on Fridays"})

    assert "This invitation is no longer open" in answer.content.decode()
    assert "<li>Gladly, on Fridays</li>" in answer.content.decode()
