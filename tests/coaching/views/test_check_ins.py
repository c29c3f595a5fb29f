"""A manager's week of check-ins, and the tab of one person: who is seen, moved, away, missed, and what is typed wrong."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import CheckIn, Rhythm, TalkRequest
from salesgym.numbers.calculations.weeks.calendar import monday
from tests.factories.coaching import CheckInFactory, RhythmFactory
from tests.factories.people import LeaveFactory, OrganizationFactory, RepFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
WEEK = "/check-ins/"


@pytest.fixture
def dana():
    OrganizationFactory()
    return UserFactory(name="Dana Whitfield")


@pytest.fixture
def harbor(dana):
    return TeamFactory(name="Harbor SMB", manager=dana)


@pytest.fixture
def lena(harbor):
    return RepFactory(name="Lena Fischer", team=harbor)


def words(client, user, url, **asked):
    client.force_login(user)
    return " ".join(client.get(url, asked).content.decode().split())


def test_an_empty_team_is_met_warmly(client, dana, harbor):
    page = words(client, dana, WEEK)

    assert "Nobody is in your team yet" in page
    assert "No check-ins this week" in page


def test_a_rep_finds_no_week(client, lena):
    client.force_login(lena)

    assert client.get(WEEK).status_code == 404


def test_only_the_first_talk_of_a_rep_is_called_the_first(client, dana, lena):
    coming = monday(timezone.localdate()) + timedelta(weeks=1)
    for day in (coming + timedelta(days=1), coming + timedelta(days=8)):
        CheckInFactory(rep=lena, led_by=dana, planned_for=datetime.combine(day, time(10), UTC))

    page = words(client, dana, WEEK, week=coming.isoformat())

    assert page.count("The first one") == 1
    assert "Lena at 10:00." in page
    assert "(the first one)" not in page


def test_after_a_talk_that_waits_for_a_yes_the_next_is_not_the_first(client, dana, lena):
    now = timezone.now()
    CheckInFactory(rep=lena, led_by=dana, planned_for=now - timedelta(days=2), ended=True)
    CheckInFactory(rep=lena, led_by=dana, planned_for=now + timedelta(weeks=1))
    client.force_login(dana)
    coming = monday(timezone.localdate()) + timedelta(weeks=1)

    this, after = client.get(WEEK), words(client, dana, WEEK, week=coming.isoformat())

    assert this.context["seen"].rows[0].last == "Waits for a yes"
    assert "first one" not in after


def test_while_the_first_talk_may_still_be_held_no_later_one_is_the_first(client, dana, lena):
    now = timezone.now()
    CheckInFactory(rep=lena, led_by=dana, planned_for=now - timedelta(minutes=5))
    CheckInFactory(rep=lena, led_by=dana, planned_for=now + timedelta(weeks=1))
    client.force_login(dana)

    [row] = client.get(WEEK).context["seen"].rows

    assert row.last == "Not yet"


def test_a_talk_after_one_that_was_missed_is_still_the_first(client, dana, lena):
    coming = monday(timezone.localdate()) + timedelta(weeks=1)
    CheckInFactory(rep=lena, led_by=dana, planned_for=timezone.now() - timedelta(days=8))
    CheckInFactory(rep=lena, led_by=dana, planned_for=datetime.combine(coming, time(10), UTC))

    assert "The first one" in words(client, dana, WEEK, week=coming.isoformat())


def test_the_week_names_who_is_still_to_see(client, dana, lena):
    CheckInFactory(rep=lena, led_by=dana, planned_for=timezone.now() - timedelta(minutes=5))

    page = words(client, dana, WEEK)

    assert "Lena still to see" in page
    assert "Start check-in" in page


def test_one_click_moves_a_talk_that_leave_covers_to_the_first_day_after_it(client, dana, lena):
    at = timezone.now()
    day = monday(at.date()) + timedelta(days=7)
    talk = CheckInFactory(rep=lena, led_by=dana, planned_for=datetime.combine(day, time(10), UTC))
    LeaveFactory(person=lena, starts_on=day, ends_on=day + timedelta(days=1))

    page = words(client, dana, WEEK, week=day.isoformat())
    after = day + timedelta(days=2)
    sent = {"day": after.isoformat(), "hour": "10:00", "sequence": 0, "next": WEEK}
    client.post(reverse("coaching:move_check_in", args=[talk.pk]), sent)

    assert "Lena is away" in page
    assert f"Move to {after:%a} {after.day} {after:%b}" in page
    talk.refresh_from_db()
    assert talk.planned_for == datetime.combine(after, time(10), UTC)


def test_who_is_away_and_has_no_talk_stands_on_their_day(client, dana, lena):
    day = monday(timezone.now().date()) + timedelta(days=7)
    RhythmFactory(rep=lena, led_by=dana, first_on=day)
    LeaveFactory(person=dana, starts_on=day, ends_on=day)

    page = words(client, dana, WEEK, week=day.isoformat())

    assert "You are away, so not Lena" in page


def test_the_table_says_who_was_seen_and_how_long_ago(client, dana, harbor, lena):
    at = timezone.now()
    CheckInFactory(rep=lena, led_by=dana, held=True, planned_for=at - timedelta(days=16))
    noah = RepFactory(name="Noah Petrov", team=harbor)
    CheckInFactory(rep=noah, led_by=dana, planned_for=at - timedelta(days=10))

    page = words(client, dana, WEEK)

    assert "16 days ago" in page
    assert page.index("Noah Petrov") < page.index("Lena Fischer")
    assert "missed</span>" in page


def test_the_week_of_two_hundred_is_a_page_of_people(client, dana, harbor):
    for number in range(30):
        RepFactory(name=f"Person {number:03}", team=harbor, password="!")

    first, second = (words(client, dana, WEEK, page=page) for page in ("1", "2"))

    assert "Page 1 of 2" in first
    assert "Person 029" not in first
    assert "Person 029" in second


@pytest.mark.parametrize("asked", ["soon", "0001-01-01", "9999-12-31", "2026-13-01", ""])
def test_a_week_that_is_none_is_this_week(client, dana, lena, asked):
    assert "No check-ins this week" in words(client, dana, WEEK, week=asked)


def plan(client, dana, **sent):
    client.force_login(dana)
    return client.post(reverse("coaching:plan_check_in"), sent, follow=True)


def far(days=21):
    return (monday(timezone.now().date()) + timedelta(days=days)).isoformat()


def test_a_talk_is_planned_from_the_form(client, dana, lena):
    page = plan(client, dana, rep=lena.pk, day=far(), hour="9:30", minutes=25)

    assert CheckIn.objects.get().minutes == 25
    assert "Check-in with Lena on Monday" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"hour": "25:00"}, "Write an hour of the day, like 9:30."),
        ({"day": "yesterday"}, "Write a day, like 2026-10-29."),
        ({"day": "2026-01-05"}, "This time has passed."),
        ({"minutes": "500"}, "Write 120 or less."),
        ({"rep": "77777"}, "Choose one of these."),
    ],
)
def test_what_is_typed_wrong_is_said_and_what_was_typed_stays(client, dana, lena, wrong, sentence):
    page = plan(client, dana, **{"rep": lena.pk, "day": far(), "hour": "9:30", "minutes": 25, **wrong})

    assert sentence in page.content.decode()
    assert next(iter(wrong.values())) in page.content.decode() or "rep" in wrong
    assert not CheckIn.objects.exists()


def test_a_day_off_is_said_and_left_to_both(client, dana, lena):
    sunday = far(20)

    page = plan(client, dana, rep=lena.pk, day=sunday, hour="9:30", minutes=25)

    assert "That is a day off for Lena." in page.content.decode()
    assert CheckIn.objects.exists()


def test_an_hour_that_clocks_leave_out_is_said(client, dana, lena):
    dana.time_zone = "America/New_York"
    dana.save()
    talk = CheckInFactory(rep=lena, led_by=dana, planned_for=timezone.now() + timedelta(days=3))
    client.force_login(dana)
    # The second Sunday of the next March.
    year = timezone.now().year + (timezone.now().month >= 3)
    first = date(year, 3, 1)
    night = first + timedelta(days=(6 - first.weekday()) % 7 + 7)
    sent = {"day": night.isoformat(), "hour": "2:30", "sequence": 0}

    page = client.post(reverse("coaching:move_check_in", args=[talk.pk]), sent, follow=True)

    assert "leave 2:30 out, so it is at 3:30" in page.content.decode()


def test_of_two_tabs_the_second_reads_where_the_talk_is_now_and_may_send_again(client, dana, lena):
    talk = CheckInFactory(rep=lena, led_by=dana, planned_for=timezone.now() + timedelta(days=3), sequence=4)
    client.force_login(dana)
    url, sent = (
        reverse("coaching:move_check_in", args=[talk.pk]),
        {"day": far(), "hour": "9:30", "sequence": 3},
    )

    refused = client.post(url, sent).content.decode()
    client.post(url, {**sent, "sequence": 4})

    assert "Somebody moved this check-in meanwhile" in refused
    assert 'name="sequence" value="4"' in refused
    assert far() in refused
    talk.refresh_from_db()
    assert talk.planned_for.date().isoformat() == far()


def test_a_manager_sets_and_stops_how_often_they_talk(client, dana, lena):
    client.force_login(dana)
    sent = {"weeks": 2, "first_on": far(7), "hour": "10:00", "minutes": 20}

    page = client.post(reverse("coaching:set_rhythm", args=[lena.pk]), sent, follow=True)
    again = client.get(reverse("coaching:set_rhythm", args=[lena.pk]))
    client.post(reverse("coaching:end_rhythm", args=[lena.pk]))

    assert "Every two weeks on Monday at 10:00, 20 minutes" in page.content.decode()
    assert far(7) in again.content.decode()
    assert not Rhythm.objects.running().exists()


def test_a_rep_asks_and_the_manager_plans_it_from_the_queue(client, dana, lena):
    client.force_login(lena)
    client.post(reverse("coaching:ask_for_talk"), {"about": "The Tidewater deal"})
    own = words(client, lena, reverse("coaching:person_check_ins", args=[lena.pk]))

    board = words(client, dana, reverse("coaching:board"))
    entry = client.get(reverse("coaching:board")).context["shell"].links[0]

    assert "You asked for a talk" in own
    assert "asks for a talk" in board
    assert entry.count == 1
    assert reverse("coaching:plan_check_in", query={"rep": lena.pk}) in board
    plan(client, dana, rep=lena.pk, day=far(), hour="9:30", minutes=25)
    assert not TalkRequest.objects.open().exists()


def test_the_tab_says_what_was_held_missed_and_called_off(client, dana, lena):
    at = timezone.now()
    sides = {"rep": lena, "led_by": dana}
    CheckInFactory(**sides, held=True, notes="Full price held.", planned_for=at - timedelta(days=3))
    CheckInFactory(**sides, planned_for=at - timedelta(days=10))
    gone = {"called_off_at": at, "called_off_by": dana, "called_off_why": "A trade fair"}
    CheckInFactory(**sides, planned_for=at - timedelta(days=1), **gone)
    gone = {"called_off_at": at, "called_off_why": "On leave"}
    CheckInFactory(**sides, planned_for=at - timedelta(days=2), **gone)
    CheckInFactory(**sides, planned_for=at + timedelta(days=4))

    for_lena, for_dana = (
        words(client, reader, reverse("coaching:person_check_ins", args=[lena.pk])) for reader in (lena, dana)
    )

    assert "My check-ins" in for_lena
    assert "Full price held." in for_lena
    assert "That counts as ours, not as yours." in for_lena
    assert "By Dana: A trade fair" in for_lena
    assert "By you: A trade fair" in for_dana
    assert "On leave" in for_lena
    assert "By : On leave" not in for_lena
    assert "with Dana" in for_lena


def test_today_names_the_talk_of_today_and_none_of_next_week(client, dana, lena):
    talk = CheckInFactory(rep=lena, led_by=dana, planned_for=timezone.now() + timedelta(days=6))
    before = words(client, lena, reverse("coaching:today"))
    CheckIn.objects.filter(pk=talk.pk).update(planned_for=timezone.now() - timedelta(seconds=1))

    after = words(client, lena, reverse("coaching:today"))

    assert "heck-in with Dana" not in before
    assert "heck-in with Dana" in after
