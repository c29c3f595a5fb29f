"""What mailboxes and calendars get of check-ins, through a real mail server, and who is reminded when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from coaching.actions import planning, reminder, talk_reminder, talk_request
from coaching.models import CheckIn
from plans.models import Event
from salesgym.notices.actions import outbox
from salesgym.notices.models import Notice, Outbox
from salesgym.people.models import Management, User
from tests.coaching.actions.reminded import words_of
from tests.coaching.actions.talking import FRIDAY, MONDAY, TEN, pair
from tests.factories.coaching import CheckInFactory
from tests.factories.people import HolidayFactory, LeaveFactory
from tests.factories.plans import PlanFactory
from tests.patience import MOST_SECONDS

TUESDAY = MONDAY + timedelta(days=1)


def january(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 1, day, hour, tzinfo=UTC)


def planned(dana: User, lena: User, **facts: object) -> CheckIn:
    return planning.plan_one(rep=lena, by=dana, **{"day": MONDAY, "hour": TEN, "at": FRIDAY, **facts})


def invitations(sink) -> dict[tuple[str, str], tuple[str, Calendar]]:
    """By reader and subject the method and the calendar of each mail that came, and the server is emptied."""
    found = {}
    for message in sink.messages:
        for part in message.iter_attachments():
            assert part.get_content_type() == "text/calendar"
            method = part["Content-Type"].params["method"]
            found[message["To"].split("@")[0], method] = method, Calendar.from_ical(part.get_content())
    sink.messages.clear()
    return found


def deliver(at: datetime) -> None:
    Outbox.objects.filter(due_at__lte=at, state="pending").update(due_at=january(1))
    outbox.drain(clock=lambda: at, seconds=MOST_SECONDS)


@pytest.mark.django_db(transaction=True)
def test_both_calendars_get_move_and_lose_one_and_the_same_talk(sink):
    dana, lena = pair()
    User.objects.filter(pk=dana.pk).update(email="dana@example.com")
    User.objects.filter(pk=lena.pk).update(email="lena@example.com")
    dana.refresh_from_db()
    lena.refresh_from_db()

    talk = planned(dana, lena)
    deliver(FRIDAY)
    first = invitations(sink)
    planning.move(talk=talk, by=lena, day=TUESDAY, hour=TEN, sequence=0, at=FRIDAY)
    deliver(FRIDAY)
    second = invitations(sink)
    planning.call_off(talk=talk, by=dana, why="A trade fair", sequence=1, at=FRIDAY)
    deliver(FRIDAY)
    third = invitations(sink)

    assert set(first) == set(second) == {("dana", "REQUEST"), ("lena", "REQUEST")}
    assert set(third) == {("dana", "CANCEL"), ("lena", "CANCEL")}
    events = [one.walk("VEVENT")[0] for each in (first, second, third) for _method, one in each.values()]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [int(event["SEQUENCE"]) for event in events] == [0, 0, 1, 1, 2, 2]
    assert {event.decoded("DTSTART") for event in events[:2]} == {january(12, 10)}
    assert {event.decoded("DTSTART") for event in events[2:]} == {january(13, 10)}
    assert {event.decoded("DTEND") for event in events[:2]} == {january(12, 10) + timedelta(minutes=20)}
    assert {str(event["STATUS"]) for event in events[4:]} == {"CANCELLED"}
    names = {str(one) for one in events[0]["ATTENDEE"]}
    assert names == {"mailto:dana@example.com", "mailto:lena@example.com"}


pytestmark = pytest.mark.django_db


def test_of_a_talk_that_moved_before_the_mail_went_out_only_the_last_time_is_told():
    dana, lena = pair()
    talk = planned(dana, lena)
    planning.move(talk=talk, by=dana, day=TUESDAY, hour=TEN, sequence=0, at=FRIDAY)

    mails = Outbox.objects.filter(recipient=lena).order_by("pk")
    written = [words_of(mail, FRIDAY) for mail in mails]

    assert written[0] is None
    assert "Tuesday 13 January at 10:00" in written[1].text


def test_nobody_reads_of_a_talk_that_is_no_longer_theirs():
    dana, lena = pair()
    planned(dana, lena)
    mail = Outbox.objects.get(recipient=dana)
    CheckIn.objects.update(led_by=CheckInFactory().led_by)

    assert words_of(mail, FRIDAY) is None


def test_a_mail_says_why_it_was_called_off_and_its_subject_says_nothing():
    dana, lena = pair()
    talk = planned(dana, lena)
    planning.call_off(talk=talk, by=dana, why="A trade fair", sequence=0, at=FRIDAY)

    words = words_of(Outbox.objects.get(kind="coaching.check_in_called_off"), FRIDAY)

    assert words.subject == "Check-in with Dana"
    assert "Dana called off your check-in of Monday 12 January at 10:00" in words.text
    assert "A trade fair" in words.text


def test_a_manager_reads_what_a_rep_wants_to_talk_about_until_it_is_planned():
    dana, lena = pair()
    talk_request.ask_for_talk(rep=lena, about="The Tidewater deal", at=FRIDAY)
    mail = Outbox.objects.get(kind="coaching.talk_asked")

    assert "The Tidewater deal" in words_of(mail, FRIDAY).text
    planned(dana, lena)
    assert words_of(mail, FRIDAY) is None


def told(kind: str) -> list[tuple[str, date]]:
    """Whom this kind told on which day."""
    return sorted(
        (one.recipient.first_name, one.at.date()) for one in Notice.objects.filter(kind=f"coaching.{kind}")
    )


def days_pass(first: int, last: int) -> None:
    for day in range(first, last + 1):
        for hour in (6, 9, 15):
            talk_reminder.plan_coming_talks(at=january(day, hour))
            talk_reminder.plan_missed_talks(at=january(day, hour))


def between(dana: User, lena: User, **facts: object) -> CheckIn:
    return CheckInFactory(rep=lena, led_by=dana, **facts)


def test_both_are_reminded_on_their_last_working_day_before():
    dana, lena = pair()
    between(dana, lena)
    between(dana, lena, planned_for=january(14, 10))

    days_pass(5, 15)

    friday, tuesday = date(2026, 1, 9), date(2026, 1, 13)
    assert told("check_in_tomorrow") == [
        ("Dana", friday),
        ("Dana", tuesday),
        ("Lena", friday),
        ("Lena", tuesday),
    ]


def test_the_mail_says_tomorrow_or_the_day():
    dana, lena = pair()
    between(dana, lena, planned_for=january(14, 10))
    talk_reminder.plan_coming_talks(at=january(13))
    mail = Outbox.objects.get(recipient=lena)

    assert "Check-in with Dana tomorrow at 10:00" in words_of(mail, january(13)).text
    assert "Check-in with Dana today at 10:00" in words_of(mail, january(14, 8)).text
    assert words_of(mail, january(14, 11)) is None


@pytest.mark.parametrize("who", ["rep", "manager"])
def test_nobody_is_reminded_of_a_talk_that_leave_covers_nor_told_that_it_was_missed(who):
    dana, lena = pair()
    between(dana, lena)
    LeaveFactory(person=lena if who == "rep" else dana)

    days_pass(5, 31)

    assert told("check_in_tomorrow") == told("check_in_missed") == []


def test_whoever_was_told_of_a_time_today_is_not_reminded_of_it_today():
    dana, lena = pair()
    planned(dana, lena, day=MONDAY, at=january(9, 8))

    days_pass(9, 12)

    assert told("check_in_tomorrow") == []


def test_a_talk_that_was_moved_is_reminded_of_again():
    dana, lena = pair()
    talk = between(dana, lena)
    talk_reminder.plan_coming_talks(at=january(9))
    planning.move(talk=talk, by=dana, day=date(2026, 1, 15), hour=TEN, sequence=0, at=january(9))

    days_pass(10, 15)

    assert told("check_in_tomorrow")[-2:] == [("Lena", date(2026, 1, 9)), ("Lena", date(2026, 1, 14))]


def test_a_manager_who_has_left_the_team_is_not_reminded():
    dana, lena = pair()
    between(dana, lena)
    Management.objects.update(ends_on=date(2026, 1, 8))

    days_pass(5, 12)

    assert told("check_in_tomorrow") == [("Lena", date(2026, 1, 9))]


def test_a_talk_that_was_missed_is_told_once_to_both_and_says_whose():
    dana, lena = pair()
    between(dana, lena)
    days_pass(13, 31)

    assert told("check_in_missed") == [("Dana", date(2026, 1, 19)), ("Lena", date(2026, 1, 19))]
    for_lena, for_dana = (
        words_of(Outbox.objects.get(kind="coaching.check_in_missed", recipient=one), january(20)).text
        for one in (lena, dana)
    )
    assert "That counts as ours, not as yours." in for_lena
    assert "That counts as ours, not as Lena's." in for_dana


def test_the_plans_history_tells_once_of_each_talk_that_was_missed():
    dana, lena = pair()
    plan = PlanFactory(life="active", rep=lena, manager=dana)
    talks = [between(dana, lena, plan=plan), between(dana, lena, plan=plan, planned_for=january(13, 10))]

    days_pass(13, 31)

    told = plan.history.filter(event=Event.CHECK_IN_MISSED).order_by("seq")
    assert [(row.actor, row.detail) for row in told] == [(None, {"check_in": talk.pk}) for talk in talks]


@pytest.mark.parametrize(
    ("confirmed", "for_lena", "for_dana"),
    [
        ("lead", "You did not confirm it within seven days.", "Lena did not confirm it within seven days."),
        ("rep", "Dana did not confirm it within seven days.", "It was not confirmed from our side"),
    ],
)
def test_where_one_has_confirmed_it_the_other_is_named(confirmed, for_lena, for_dana):
    dana, lena = pair()
    by = {"lead_confirmed_by": dana} if confirmed == "lead" else {}
    between(dana, lena, **{f"{confirmed}_confirmed_at": january(12, 11)}, **by)
    talk_reminder.plan_missed_talks(at=january(20))

    read = {
        one.recipient.first_name: words_of(one, january(20)).text
        for one in Outbox.objects.filter(kind="coaching.check_in_missed")
    }

    assert for_lena in read["Lena"]
    assert for_dana in read["Dana"]


def test_a_held_talk_and_one_that_was_called_off_are_never_missed():
    dana, lena = pair()
    between(dana, lena, held=True)
    between(dana, lena, planned_for=january(13), called_off_at=january(12))

    days_pass(13, 31)

    assert told("check_in_missed") == []


def test_the_planner_of_all_reminders_tells_of_talks():
    dana, lena = pair()
    HolidayFactory(day=MONDAY)
    between(dana, lena, planned_for=january(13, 10))

    counts = reminder.plan_all(at=january(12))
    on_friday = told("check_in_tomorrow")

    assert (counts["check_in_tomorrow"], counts["check_in_missed"]) == (2, 0)
    # Monday is a day off: the last day at work is the Friday before, made up for on Monday.
    assert {day for _name, day in on_friday} == {date(2026, 1, 12)}
