"""Who reads a check-in, where it stands, and what the database refuses whoever writes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from coaching import permissions
from coaching.models import CheckIn, CheckInState
from plans.models import Commitment
from tests.factories.coaching import (
    PLANNED_FOR,
    CheckInFactory,
    RhythmFactory,
    TalkPromiseFactory,
    TalkRequestFactory,
)
from tests.factories.people import ManagementFactory, RepFactory, UserFactory
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_rep_and_todays_manager_read_a_talk_and_nobody_else_does():
    talk = CheckInFactory()
    team = talk.rep.memberships.get().team
    above, hr = UserFactory(), UserFactory(is_hr_partner=True)
    ManagementFactory(team=team, person=(new := UserFactory()))
    team.managements.filter(person=talk.led_by).update(ends_on=date(2026, 1, 4))

    readers = [user for user in (talk.rep, talk.led_by, new, above, hr) if user_reads(user, talk)]

    assert readers == [talk.rep, new]
    assert permissions.leads(new, talk)
    assert not permissions.leads(talk.led_by, talk)


def test_pair_reads_its_sheet_and_the_manager_does_not():
    talk = CheckInFactory(paired=True)

    readers = [user for user in (talk.rep, talk.led_by, talk.plan.manager) if user_reads(user, talk)]

    assert readers == [talk.rep, talk.led_by]


def test_a_former_mentor_reads_no_sheet_of_the_pair():
    talk = CheckInFactory(paired=True)
    type(talk.plan).objects.filter(pk=talk.plan_id).update(mentor=None)

    assert not user_reads(talk.led_by, talk)
    assert user_reads(talk.rep, talk)


def user_reads(user, talk) -> bool:
    return CheckIn.objects.visible_to(user).filter(pk=talk.pk).exists()


@pytest.mark.parametrize(
    ("traits", "after", "state"),
    [
        ({}, -HOUR, CheckInState.PLANNED),
        ({}, HOUR, CheckInState.DUE),
        ({"started_at": PLANNED_FOR}, HOUR, CheckInState.RUNNING),
        ({"ended": True}, HOUR, CheckInState.WAITS),
        ({"rep_confirmed_at": PLANNED_FOR}, HOUR, CheckInState.WAITS),
        ({"ended": True}, timedelta(days=7), CheckInState.MISSED),
        ({"held": True}, timedelta(days=70), CheckInState.HELD),
        ({"called_off_at": PLANNED_FOR}, timedelta(days=70), CheckInState.CALLED_OFF),
    ],
)
def test_where_a_talk_stands_follows_from_its_times(traits, after, state):
    talk = CheckInFactory.build(led_by=UserFactory(), rep=RepFactory(), **traits)

    assert talk.state(PLANNED_FOR + after) is state


def test_days_of_a_rhythm_come_in_its_steps_from_the_first():
    rhythm = RhythmFactory(weeks=2, first_on=date(2026, 1, 5))

    days = rhythm.days(since=date(2026, 1, 6), until=date(2026, 2, 2))

    assert days == [date(2026, 1, 19), date(2026, 2, 2)]


def test_an_hour_that_clocks_leave_out_moves_forward():
    rhythm = RhythmFactory(zone="America/New_York", hour=time(2, 30))

    assert rhythm.moment(date(2026, 3, 8)) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert rhythm.moment(date(2026, 3, 9)) == datetime(2026, 3, 9, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    ["notes = 'Other words'", "planned_for = now()", "rep_confirmed_at = NULL", "ended_at = now()"],
)
def test_what_both_confirmed_never_changes(change):
    talk = CheckInFactory(held=True, notes="We tried a trade.")

    refused("what_both_confirmed_stays", f"UPDATE coaching_checkin SET {change} WHERE id = %s", talk.pk)  # noqa: S608
    refused("what_both_confirmed_stays", "DELETE FROM coaching_checkin WHERE id = %s", talk.pk)


def test_promises_of_a_held_talk_stay_and_can_be_kept():
    made = TalkPromiseFactory(check_in=CheckInFactory(held=True))
    promise = made.commitment

    refused(
        "what_both_confirmed_stays", "UPDATE plans_commitment SET what = 'Less' WHERE id = %s", promise.pk
    )
    Commitment.objects.filter(pk=promise.pk).update(
        delivered_on=date(2026, 1, 14), delivered_by=promise.promised_by
    )

    assert not Commitment.objects.owed().filter(pk=promise.pk).exists()


def test_promises_of_a_talk_that_waits_can_still_be_worded_anew():
    made = TalkPromiseFactory(check_in=CheckInFactory(ended=True))

    Commitment.objects.filter(pk=made.commitment_id).update(what="A price sheet with two stories")

    made.commitment.refresh_from_db()
    assert made.commitment.what == "A price sheet with two stories"


@pytest.mark.parametrize(
    ("rule", "again"),
    [
        ("one_rhythm_a_person_and_kind", lambda: [RhythmFactory(rep=rep) for rep in [RepFactory()] * 2]),
        ("one_open_request_per_rep", lambda: [TalkRequestFactory(rep=rep) for rep in [RepFactory()] * 2]),
        (
            "one_check_in_a_day_of_a_rhythm",
            lambda: [
                CheckInFactory(rhythm=rhythm, slot_on=date(2026, 1, 5)) for rhythm in [RhythmFactory()] * 2
            ],
        ),
        ("a_check_in_has_two_people", lambda: CheckInFactory(rep=(rep := RepFactory()), led_by=rep)),
        (
            "what_was_called_off_did_not_take_place",
            lambda: CheckInFactory(started_at=PLANNED_FOR, called_off_at=PLANNED_FOR),
        ),
        (
            "two_people_confirm_a_check_in",
            lambda: CheckInFactory(
                rep=(rep := RepFactory()), lead_confirmed_at=PLANNED_FOR, lead_confirmed_by=rep
            ),
        ),
        ("a_pair_s_check_in_names_its_plan", lambda: CheckInFactory(kind="pair")),
    ],
)
def test_database_refuses_what_cannot_be(rule, again):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        again()

    assert error.value.__cause__.diag.constraint_name == rule


def test_a_promise_of_a_talk_names_both_people_and_no_plan():
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Commitment.objects.create(kind=Commitment.Kind.TALK, what="A call", due_on=date(2026, 1, 14))

    assert error.value.__cause__.diag.constraint_name == "support_hangs_on_a_plan_and_talk_on_people"
