"""Somebody else is asked: after a no, without an answer, and beside a mentor who has gone silent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from plans.actions import mentor as mentor_actions
from plans.actions import next_mentor
from plans.actions.mentor import CannotMentor, PlaceIsTaken
from plans.actions.next_mentor import NobodyOffered
from plans.models import Mentorship
from salesgym.notices.models import Notice
from tests.factories.people import LeaveFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)
LATER = AT + timedelta(days=7)


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


@pytest.fixture
def noah(team):
    """Of the rep's own team, and free."""
    return RepFactory(name="Noah Hart", team=team)


def invite(plan, person):
    return mentor_actions.invite(plan=plan, mentor=person, by=plan.manager, at=AT)


def ask(mentorship, by):
    return next_mentor.ask_next(mentorship=mentorship, by=by, at=LATER)


def paired(plan, person):
    pairing = mentor_actions.accept(mentorship=invite(plan, person), at=AT)
    plan.refresh_from_db()
    return pairing


def statuses(plan):
    return list(plan.mentorships.order_by("pk").values_list("mentor__name", "status"))


def test_a_no_brings_the_next_offer_and_one_click_asks_them_once(plan, mentor, noah):
    said_no = mentor_actions.decline(mentorship=invite(plan, mentor), at=AT)
    assert said_no.offered == noah

    first, again = ask(said_no, plan.manager), ask(said_no, plan.manager)

    assert first == again
    assert statuses(plan) == [(mentor.name, "declined"), ("Noah Hart", "asked")]
    assert Notice.objects.filter(kind="plans.mentor_invited", recipient=noah).count() == 1


def test_an_invitation_without_an_answer_is_taken_back_for_the_next(plan, mentor, noah):
    waiting = invite(plan, mentor)
    next_mentor.offer_instead(mentorship=waiting, at=LATER)

    ask(waiting, plan.rep)

    assert statuses(plan) == [(mentor.name, "ended"), ("Noah Hart", "asked")]
    assert plan.history.filter(event="mentor.taken_back", actor=plan.rep).exists()


def test_an_offer_for_an_invitation_is_kept_once(plan, mentor, noah):
    waiting = invite(plan, mentor)

    assert next_mentor.offer_instead(mentorship=waiting, at=LATER) == noah
    assert next_mentor.offer_instead(mentorship=waiting, at=LATER) is None


def test_a_yes_after_somebody_else_was_offered_leaves_no_offer_and_no_silence(plan, mentor, noah):
    waiting = invite(plan, mentor)
    next_mentor.offer_instead(mentorship=waiting, at=LATER)

    mentor_actions.accept(mentorship=waiting, at=LATER)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.offered, waiting.offered_at) == ("accepted", None, None)


def test_a_mentor_stays_until_the_second_says_yes_and_is_thanked_then(plan, mentor, noah):
    pairing = paired(plan, mentor)
    next_mentor.offer_second(plan=plan, silent_since=AT, at=LATER)

    asked = ask(pairing, plan.rep)
    plan.refresh_from_db()
    assert plan.mentor == mentor
    mentor_actions.accept(mentorship=asked, at=LATER)

    plan.refresh_from_db()
    assert plan.mentor == noah
    assert statuses(plan) == [(mentor.name, "ended"), ("Noah Hart", "accepted")]
    thanked = Notice.objects.get(kind="plans.mentor_thanked")
    assert (thanked.recipient, thanked.title) == (
        mentor,
        "Thank you for helping Marcus. Somebody else goes on from here",
    )
    assert plan.history.filter(event="mentor.handed_on", actor=mentor).exists()


def second_asked(plan, mentor):
    pairing = paired(plan, mentor)
    next_mentor.offer_second(plan=plan, silent_since=AT, at=LATER)
    return ask(pairing, plan.rep)


def test_a_mentor_who_steps_down_leaves_the_invitation_of_who_was_asked_to_follow(plan, mentor, noah):
    asked = second_asked(plan, mentor)

    mentor_actions.end(plan=plan, by=mentor, at=LATER)
    mentor_actions.accept(mentorship=asked, at=LATER)

    plan.refresh_from_db()
    assert plan.mentor == noah
    assert statuses(plan) == [(mentor.name, "ended"), ("Noah Hart", "accepted")]


def test_the_second_invitation_alone_is_taken_back_on_the_card_of_people(plan, mentor, noah, client_of):
    second_asked(plan, mentor)
    card, url = (
        reverse(name, args=[plan.pk]) for name in ("coaching:plan_page", "plans:take_back_invitation")
    )
    said = "Noah is asked to take over. Priya stays until they say yes."
    assert said in client_of(plan.rep).get(card).content.decode()
    assert said not in client_of(mentor).get(card).content.decode()

    told = client_of(plan.rep).post(url, follow=True).content.decode()

    plan.refresh_from_db()
    assert (plan.mentor, said in told) == (mentor, False)
    assert statuses(plan) == [(mentor.name, "accepted"), ("Noah Hart", "ended")]
    assert "No invitation waits" in client_of(plan.rep).post(url, follow=True).content.decode()


def test_with_a_partys_end_of_the_pairing_goes_the_invitation_beside_it(plan, mentor, noah):
    second_asked(plan, mentor)

    mentor_actions.end(plan=plan, by=plan.rep, at=LATER)

    assert statuses(plan) == [(mentor.name, "ended"), ("Noah Hart", "ended")]


def test_a_second_who_cannot_leaves_the_first_and_brings_the_next_offer(plan, mentor, noah, team):
    pairing, zoe = paired(plan, mentor), RepFactory(name="Zoe Ames", team=team)
    next_mentor.offer_second(plan=plan, silent_since=AT, at=LATER)

    mentor_actions.decline(mentorship=ask(pairing, plan.rep), at=LATER)

    pairing.refresh_from_db()
    assert (pairing.status, pairing.offered) == ("accepted", zoe)


def test_a_second_is_offered_once_for_each_silence(plan, mentor, noah):
    paired(plan, mentor)

    assert next_mentor.offer_second(plan=plan, silent_since=AT, at=LATER) is not None
    assert next_mentor.offer_second(plan=plan, silent_since=AT, at=LATER + timedelta(days=1)) is None
    later = LATER + timedelta(days=2)
    assert next_mentor.offer_second(plan=plan, silent_since=later, at=later) is not None


def test_whoever_went_on_leave_meanwhile_is_not_asked_and_another_is_offered(plan, mentor, noah, team):
    said_no = mentor_actions.decline(mentorship=invite(plan, mentor), at=AT)
    LeaveFactory(person=noah, starts_on=LATER.date(), ends_on=LATER.date() + timedelta(days=30))
    RepFactory(name="Mia Zed", team=team)

    with pytest.raises(CannotMentor, match="Mia could be asked instead"):
        ask(said_no, plan.manager)

    said_no.refresh_from_db()
    assert said_no.offered.name == "Mia Zed"


def test_what_was_offered_before_somebody_else_was_asked_is_over(plan, mentor, noah):
    said_no = mentor_actions.decline(mentorship=invite(plan, mentor), at=AT)
    invite(plan, UserFactory())

    with pytest.raises(PlaceIsTaken):
        ask(said_no, plan.manager)


def test_nobody_is_asked_where_nobody_was_offered_or_the_plan_is_over(plan, mentor, noah):
    waiting = invite(plan, mentor)
    with pytest.raises(NobodyOffered):
        ask(waiting, plan.manager)
    said_no = mentor_actions.decline(mentorship=waiting, at=AT)
    type(plan).objects.filter(pk=plan.pk).update(status="proposed")

    with pytest.raises(NobodyOffered):
        ask(said_no, plan.manager)


@pytest.mark.parametrize(
    ("status", "rule"),
    [("accepted", "one_mentor_per_plan_at_a_time"), ("asked", "one_invitation_per_plan_at_a_time")],
)
def test_the_database_keeps_one_mentor_and_one_invitation(plan, mentor, noah, status, rule):
    told = {"plan": plan, "invited_by": plan.manager, "asked_at": AT, "status": status}
    Mentorship.objects.create(mentor=mentor, **told)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Mentorship.objects.create(mentor=noah, **told)
