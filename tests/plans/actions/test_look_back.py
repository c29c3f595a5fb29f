"""Does it last? Each look once, told in one line, and two weeks of the old workout where a gain slipped."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from plans.actions import advance, look_back, outcome
from plans.actions.look_back import NothingSlipped, PlanComesFirst
from plans.models import Event, LookBack, Plan, WorkoutAgain
from salesgym import kinds
from salesgym.notices.models import Notice
from salesgym.people.models import Membership
from tests.factories.lasting import FIRST_WEEK, ended_plan, look_of, meetings
from tests.factories.people import LeaveFactory, MembershipFactory, TeamFactory, UserFactory
from tests.factories.plans import PlanFactory
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
FOUR_OVER = datetime(2026, 5, 4, 6, tzinfo=UTC)
THIRTEEN_OVER = datetime(2026, 7, 6, 6, tzinfo=UTC)
KIND = "plans.gain_looked_at"


def since(rep, *won):
    meetings(rep, [(FIRST_WEEK + WEEK * place, one) for place, one in enumerate(won)])


def told():
    return {notice.recipient.first_name: notice.title for notice in Notice.objects.filter(kind=KIND)}


def test_a_gain_that_held_is_told_once_to_rep_and_manager(rep, manager):
    plan = ended_plan(rep, manager)
    since(rep, 8, 6, 7, 7)

    assert look_back.look_again(at=FOUR_OVER - timedelta(days=1)) == 0
    assert advance.advance(at=FOUR_OVER) == 1
    assert advance.advance(at=FOUR_OVER + timedelta(minutes=5)) == 0

    kept = LookBack.objects.get()
    assert (kept.weeks, kept.verdict, kept.numerator, kept.denominator) == (4, "held", 28, 80)
    assert (kept.first_week, kept.last_week) == (FIRST_WEEK, date(2026, 4, 27))
    assert kept.milestone == plan.milestones.get(position=3)
    focus = plan.skill.name
    assert told() == {
        "Marcus": f"{focus} held: 35.0% over 4 weeks since your plan. Thank you. What keeps it?",
        "Dana": f"Marcus kept it: {focus}, 35.0% over 4 weeks since the plan. Thank them, and ask what keeps it",
    }
    assert plan.history.filter(event=Event.GAIN_HELD).count() == 1


def test_the_later_look_is_taken_over_all_thirteen_weeks(rep, manager):
    ended_plan(rep, manager, result="met_in_part")
    since(rep, 8, 6, 7, 7, *[2] * 9)

    look_back.look_again(at=FOUR_OVER)
    look_back.look_again(at=THIRTEEN_OVER)

    assert list(LookBack.objects.order_by("weeks").values_list("weeks", "verdict", "denominator")) == [
        (4, "held", 80),
        (13, "slipped", 260),
    ]
    assert Notice.objects.filter(kind=KIND).count() == 4
    assert look_back.look_again(at=THIRTEEN_OVER + WEEK) == 0


def test_where_it_is_too_early_to_tell_it_is_kept_and_nothing_is_said(rep, manager):
    plan = ended_plan(rep, manager)
    since(rep, 5, 5, 5, 5)

    assert look_back.look_again(at=FOUR_OVER) == 1

    assert LookBack.objects.get().verdict == "too_early"
    assert told() == {}
    assert not plan.history.filter(event__startswith="gain.").exists()


def test_nobody_looks_at_the_number_of_somebody_who_left_since(rep, manager):
    ended_plan(rep, manager)
    since(rep, 8, 6, 7, 7)
    leaves = PlanFactory(rep=rep, manager=manager, active=True)
    outcome.close(plan=leaves, by=manager, result="left", reasons="", at=FOUR_OVER - WEEK)

    assert look_back.look_again(at=FOUR_OVER) == 0


def test_leave_moves_the_look(rep, manager):
    ended_plan(rep, manager)
    LeaveFactory(person=rep, starts_on=date(2026, 4, 20), ends_on=date(2026, 4, 26))
    meetings(rep, [(FIRST_WEEK + WEEK * place, 7) for place in (0, 1, 3, 4)])

    assert look_back.look_again(at=FOUR_OVER) == 0
    assert look_back.look_again(at=FOUR_OVER + WEEK) == 1

    assert LookBack.objects.get().last_week == date(2026, 5, 4)


def test_after_a_transfer_who_manages_now_reads_the_line(rep, manager):
    ended_plan(rep, manager)
    since(rep, 7, 7, 7, 7)
    Membership.objects.filter(person=rep).update(ends_on=date(2026, 4, 10))
    team = TeamFactory(manager=UserFactory(name="Noor Haddad"))
    MembershipFactory(person=rep, team=team, starts_on=date(2026, 4, 11))

    look_back.look_again(at=FOUR_OVER)

    assert set(told()) == {"Marcus", "Noor"}


def test_numbers_that_come_in_late_are_waited_for(rep, manager):
    ended_plan(rep, manager)
    since(rep, 7, 7, 7)

    assert look_back.look_again(at=FOUR_OVER + WEEK) == 0
    assert look_back.look_again(at=FOUR_OVER + 2 * WEEK) == 1
    assert LookBack.objects.get().denominator == 60


@pytest.mark.parametrize(
    ("result", "typed"),
    [("not_met", {"next_step": "further_help"}), ("extended", {}), ("withdrawn", {})],
)
def test_no_other_ending_is_looked_at(result, typed, rep, manager):
    ended_plan(rep, manager, result=result, **typed)
    since(rep, 7, 7, 7, 7)

    assert look_back.look_again(at=FOUR_OVER) == 0


def test_without_a_step_of_the_number_or_a_rep_there_is_no_look(rep, manager):
    ended_plan(rep, manager, verified=0, result="met_in_part")
    since(rep, 7, 7, 7, 7)
    assert look_back.look_again(at=FOUR_OVER) == 0

    gone = ended_plan(UserFactory(), manager)
    type(gone.rep).objects.filter(pk=gone.rep_id).update(is_active=False)
    assert look_back.look_again(at=FOUR_OVER + 3 * WEEK) == 0


def test_a_plan_without_what_it_was_judged_by_gets_no_look(rep, manager):
    ended_plan(rep, manager, with_basis=False)
    since(rep, 7, 7, 7, 7)

    assert look_back.look_again(at=FOUR_OVER) == 0


def test_what_was_due_long_ago_is_kept_and_told_nobody(rep, manager):
    plan = ended_plan(rep, manager)
    since(rep, *[7] * 13)

    assert look_back.look_again(at=THIRTEEN_OVER + 26 * WEEK) == 2

    assert told() == {}
    assert plan.history.filter(event=Event.GAIN_HELD).count() == 2


def test_a_look_opens_no_plan(rep, manager):
    ended_plan(rep, manager)
    since(rep, 1, 1, 1, 1)

    look_back.look_again(at=FOUR_OVER)

    assert told()["Marcus"].endswith("is at 5.0% over 4 weeks since your plan. Two weeks of the old workout?")
    assert not Plan.objects.open().exists()


def test_the_old_workout_is_taken_up_once_for_two_weeks(rep, manager):
    plan = ended_plan(rep, manager)
    look = look_of(plan, "slipped")

    first = look_back.take_up_workout(look=look, by=rep, at=FOUR_OVER)
    again = look_back.take_up_workout(look=look, by=rep, at=FOUR_OVER + WEEK)

    assert first == again == WorkoutAgain.objects.get()
    assert first.is_on(date(2026, 5, 4))
    assert first.is_on(date(2026, 5, 17))
    assert not first.is_on(date(2026, 5, 18))
    assert plan.history.filter(event=Event.GAIN_WORKOUT_TAKEN_UP, actor=rep).count() == 1


def test_the_old_workout_is_for_a_slip_and_no_second_focus(rep, manager):
    plan = ended_plan(rep, manager)
    held = look_of(plan)
    with pytest.raises(NothingSlipped):
        look_back.take_up_workout(look=held, by=rep, at=FOUR_OVER)

    slipped = look_of(plan, "slipped", weeks=13)
    PlanFactory(rep=rep, manager=manager, active=True)
    with pytest.raises(PlanComesFirst):
        look_back.take_up_workout(look=slipped, by=rep, at=FOUR_OVER)


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ("looks_back_after_4_and_13_weeks", {"weeks": 8}),
        ("a_look_back_follows_from_its_chance", {"verdict": "held", "chance": None}),
        ("a_look_back_follows_from_its_chance", {"verdict": "held", "chance": "0.79"}),
        ("a_look_back_follows_from_its_chance", {"verdict": "slipped", "chance": "0.21"}),
        ("a_look_back_follows_from_its_chance", {"verdict": "kept"}),
        ("one_look_back_per_plan_and_time", {"weeks": 4}),
    ],
)
def test_the_database_refuses_other_looks(rule, more, rep, manager):
    plan = ended_plan(rep, manager)
    look_of(plan)

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        look_of(plan, **{"weeks": 13, **more})
    assert error.value.__cause__.diag.constraint_name == rule


def test_the_database_keeps_looks_as_they_were_and_for_good_endings(rep, manager):
    plan = ended_plan(rep, manager)
    look = look_of(plan)
    refused("records_never_change", "UPDATE plans_lookback SET verdict = 'too_early'")
    refused("records_never_change", "DELETE FROM plans_lookback")
    refused(
        "an_old_workout_follows_a_slip",
        "INSERT INTO plans_workoutagain (look_id, starts_on, until, taken_up_at)"
        " VALUES (%s, '2026-05-04', '2026-05-17', now())",
        look.pk,
    )
    withdrawn = ended_plan(UserFactory(), manager, result="withdrawn")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        look_of(withdrawn)
    assert error.value.__cause__.diag.constraint_name == "a_look_back_follows_a_good_ending"


def test_the_mail_says_the_figure_and_its_subject_does_not(rep, manager):
    ended_plan(rep, manager)
    since(rep, 8, 6, 7, 7)
    look_back.look_again(at=FOUR_OVER)

    for person, subject in (
        (rep, "Your gain, looked at once more"),
        (manager, "A gain, looked at once more"),
    ):
        given = Notice.objects.get(kind=KIND, recipient=person)
        kind = kinds.get(KIND)
        assert kind.still_wanted(person, given.ref_ids, FOUR_OVER)
        assert kind.may_open(person, given.ref_ids)
        mail = kind.render(person, given.ref_ids, FOUR_OVER)
        assert mail.subject == subject
        assert "35.0% over 4 weeks" in mail.text
    assert not kinds.get(KIND).still_wanted(UserFactory(), given.ref_ids, FOUR_OVER)


def test_closing_day_counts_in_the_organizations_zone(rep, manager, organization):
    """Sunday evening in New York is Monday in UTC: the week after it is a full one."""
    organization.time_zone = "America/New_York"
    organization.save()
    ended_plan(rep, manager, at=datetime(2026, 4, 6, 2, tzinfo=UTC))
    since(rep, 7, 7, 7, 7)

    look_back.look_again(at=FOUR_OVER + timedelta(hours=6))

    assert LookBack.objects.get().first_week == FIRST_WEEK
