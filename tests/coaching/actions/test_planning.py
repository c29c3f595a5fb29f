"""A single check-in is planned, moved and called off; two tabs, a double click and a missing hour do no harm."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from coaching.actions import planning, talk_request
from coaching.models import CheckIn, TalkRequest, Topic
from plans.models import Event
from salesgym.notices.models import Notice, Outbox
from salesgym.people.models import Management
from tests.coaching.actions.talking import FRIDAY, MONDAY, TEN, days, pair
from tests.factories.coaching import CheckInFactory, TalkRequestFactory
from tests.factories.people import ManagementFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


def planned(dana, lena, **facts):
    return planning.plan_one(rep=lena, by=dana, **{"day": MONDAY, "hour": TEN, "at": FRIDAY, **facts})


def moved(talk, by, **facts):
    said = {"day": TUESDAY, "hour": TEN, "sequence": talk.sequence, "at": FRIDAY, **facts}
    return planning.move(talk=talk, by=by, **said)


def test_one_talk_is_planned_for_both_with_or_without_a_plan():
    dana, lena = pair()

    talk = planned(dana, lena, minutes=30)
    plan = PlanFactory(life="active", rep=lena, manager=dana)
    other = planned(dana, lena, day=TUESDAY)

    assert (talk.rep, talk.led_by, talk.planned_by, talk.minutes, talk.plan) == (lena, dana, dana, 30, None)
    assert other.plan == plan
    told = Notice.objects.filter(ref_ids__talk=talk.pk).get()
    assert (told.recipient, told.title) == (lena, "Check-in with Dana on Monday 12 January at 10:00")
    mails = Outbox.objects.filter(ref_ids__talk=talk.pk).values_list("recipient", "kind")
    assert set(mails) == {(lena.pk, "coaching.check_in_planned"), (dana.pk, "coaching.check_in_calendar")}


def test_a_talk_that_is_sent_twice_is_planned_once():
    dana, lena = pair()

    assert planned(dana, lena) == planned(dana, lena)
    assert CheckIn.objects.count() == 1


def test_two_talks_at_one_hour_are_refused():
    dana, lena = pair()
    planned(dana, lena)

    with pytest.raises(planning.NotPlanned, match="at that time already"):
        planned(dana, lena, minutes=45)


def test_no_talk_is_moved_onto_another_one():
    dana, lena = pair()
    planned(dana, lena)
    other = planned(dana, lena, day=TUESDAY)

    for person, sentence in ((dana, "Lena has a check-in at that time"), (lena, "You have a check-in at")):
        with pytest.raises(planning.NotPlanned, match=sentence):
            moved(other, person, day=MONDAY)

    assert days() == [MONDAY, TUESDAY]


@pytest.mark.parametrize(("day", "hour"), [(FRIDAY.date(), time(9)), (date(2027, 1, 12), TEN)])
def test_no_talk_is_in_the_past_or_more_than_a_year_ahead(day, hour):
    dana, lena = pair()

    with pytest.raises(planning.NotPlanned):
        planned(dana, lena, day=day, hour=hour)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize(
    ("day", "sentence"), [(date.min, "has passed"), (date.max, "within the next year")], ids=["first", "last"]
)
def test_the_first_and_the_last_day_of_the_calendar_are_refused_in_a_sentence(day, sentence, zone):
    dana, lena = pair(time_zone=zone)
    talk = planned(dana, lena)

    for ask in (lambda: planned(dana, lena, day=day, hour=time(23)), lambda: moved(talk, dana, day=day)):
        with pytest.raises(planning.NotPlanned, match=sentence):
            ask()


def test_a_planned_talk_settles_what_the_rep_asked_for_and_brings_it_to_the_agenda():
    dana, lena = pair()
    request = TalkRequestFactory(rep=lena, about="The Tidewater deal", asked_at=FRIDAY)

    talk = planned(dana, lena)

    request.refresh_from_db()
    assert (request.settled_at, request.check_in) == (FRIDAY, talk)
    assert Topic.objects.get().text == "The Tidewater deal"


def test_moving_counts_the_change_and_tells_the_other_side():
    dana, lena = pair()
    talk = planned(dana, lena)

    moved(talk, lena)

    talk.refresh_from_db()
    assert (talk.sequence, talk.was_moved, days()) == (1, True, [TUESDAY])
    told = Notice.objects.get(kind="coaching.check_in_moved")
    assert (told.recipient, told.title) == (dana, "Lena moved your check-in to Tuesday 13 January at 10:00")
    assert Outbox.objects.filter(kind="coaching.check_in_calendar", recipient=lena).exists()


def test_of_two_tabs_the_second_reads_what_the_first_did():
    dana, lena = pair()
    talk = planned(dana, lena)
    moved(talk, lena)

    with pytest.raises(planning.MovedMeanwhile, match="on Tuesday 13 January at 10:00 now"):
        moved(talk, dana, day=MONDAY + timedelta(days=2), sequence=0)

    assert days() == [TUESDAY]


def test_the_same_move_once_more_changes_nothing():
    dana, lena = pair()
    talk = planned(dana, lena)

    moved(talk, dana, sequence=0)
    moved(talk, dana, sequence=0)

    talk.refresh_from_db()
    assert talk.sequence == 1


def test_a_talk_is_not_moved_into_the_past():
    dana, lena = pair()
    talk = planned(dana, lena)

    with pytest.raises(planning.NotPlanned, match="has passed"):
        moved(talk, dana, day=FRIDAY.date(), hour=time(8))


def test_the_hour_is_that_of_who_moves_it():
    dana, lena = pair(time_zone="America/New_York")
    talk = planned(dana, lena)

    moved(talk, lena, hour=time(14))
    talk.refresh_from_db()
    by_lena = talk.planned_for
    moved(talk, dana, hour=time(14))
    talk.refresh_from_db()

    assert (by_lena.hour, talk.planned_for.hour) == (14, 19)


def test_an_hour_that_clocks_leave_out_comes_later():
    dana, lena = pair(time_zone="America/New_York")
    talk = planned(dana, lena)

    moved(talk, dana, day=date(2026, 3, 8), hour=time(2, 30))

    talk.refresh_from_db()
    assert talk.planned_for == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("traits", "at", "sentence"),
    [
        ({"started_at": FRIDAY}, FRIDAY, "has begun"),
        ({"held": True}, FRIDAY, "took place"),
        ({"called_off_at": FRIDAY}, FRIDAY, "was called off"),
        ({}, FRIDAY + timedelta(days=20), "missed"),
    ],
)
def test_what_began_or_is_over_stays_where_it_is(traits, at, sentence):
    talk = CheckInFactory(**traits)

    with pytest.raises(planning.NotOpen, match=sentence):
        moved(talk, talk.led_by, day=date(2026, 2, 10), at=at)


def test_a_talk_that_was_due_can_still_be_moved():
    talk = CheckInFactory()

    moved(talk, talk.led_by, at=datetime(2026, 1, 12, 15, tzinfo=UTC))

    assert days() == [TUESDAY]


def test_who_manages_the_rep_today_leads_what_they_move():
    talk = CheckInFactory()
    Management.objects.update(ends_on=date(2026, 1, 8))
    ManagementFactory(team=talk.rep.memberships.get().team, person=(new := UserFactory()))

    moved(talk, new)

    talk.refresh_from_db()
    assert talk.led_by == new


def test_calling_off_says_why_and_tells_the_other_side_once():
    dana, lena = pair()
    talk = planned(dana, lena)

    for _time in range(2):
        planning.call_off(talk=talk, by=dana, why="A trade fair", sequence=0, at=FRIDAY)

    talk.refresh_from_db()
    assert (talk.called_off_why, talk.called_off_by, talk.sequence) == ("A trade fair", dana, 1)
    told = Notice.objects.get(kind="coaching.check_in_called_off")
    assert (told.recipient, told.title) == (
        lena,
        "Dana called off your check-in of Monday 12 January at 10:00",
    )


def test_a_talk_that_was_moved_meanwhile_is_not_called_off_unseen():
    dana, lena = pair()
    talk = planned(dana, lena)
    moved(talk, lena)

    with pytest.raises(planning.MovedMeanwhile):
        planning.call_off(talk=talk, by=dana, sequence=0, at=FRIDAY)


def test_the_plans_history_tells_who_moved_and_who_called_off_a_talk():
    dana, lena = pair()
    plan = PlanFactory(life="active", rep=lena, manager=dana)
    talk = planned(dana, lena)

    for _click in "ab":
        moved(talk, lena, sequence=0)
    for _click in "ab":
        planning.call_off(talk=talk, by=dana, sequence=1, at=FRIDAY)

    told = plan.history.filter(event__startswith="check_in.").order_by("seq")
    assert [(row.event, row.actor, row.detail) for row in told] == [
        (Event.CHECK_IN_MOVED, lena, {"check_in": talk.pk}),
        (Event.CHECK_IN_CALLED_OFF, dana, {"check_in": talk.pk}),
    ]


def test_a_rep_asks_for_a_talk_once_and_the_managers_hear_of_it():
    dana, lena = pair()

    first = talk_request.ask_for_talk(rep=lena, about="The Tidewater deal", at=FRIDAY)

    assert talk_request.ask_for_talk(rep=lena, about="The Tidewater deal", at=FRIDAY) == first
    with pytest.raises(talk_request.NotAsked, match="already"):
        talk_request.ask_for_talk(rep=lena, about="Something else", at=FRIDAY)
    told = Notice.objects.get()
    assert (told.recipient, told.title) == (dana, "Lena asks for a talk")


def test_what_was_asked_is_taken_back_and_asked_again():
    _dana, lena = pair()
    talk_request.ask_for_talk(rep=lena, about="The Tidewater deal", at=FRIDAY)

    assert talk_request.take_back_request(rep=lena, at=FRIDAY)
    assert not talk_request.take_back_request(rep=lena, at=FRIDAY)
    talk_request.ask_for_talk(rep=lena, about="Something else", at=FRIDAY)

    assert TalkRequest.objects.open().get().about == "Something else"


def test_nobody_asks_where_nobody_would_answer():
    with pytest.raises(talk_request.NotAsked, match="Nobody manages"):
        talk_request.ask_for_talk(rep=RepFactory(), about="Anything", at=FRIDAY)
