"""Who is asked for newer numbers, when, and that it is once a week.

Rights are of the day on which a test runs, so the tests stand in the week of that day.
"""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from salesgym.notices.actions import outbox
from salesgym.notices.models import Notice, Outbox
from salesgym.numbers.actions import reminder, team_weeks
from salesgym.numbers.models import WeeklyValue
from salesgym.people.models import Management, User
from tests.clock import this_monday
from tests.factories.numbers import WeeklyValueFactory, give_weeks, standard_metrics
from tests.factories.people import LeaveFactory, RepFactory, UserFactory
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db


def at(hour=9, days=0):
    return datetime.combine(this_monday(), time(hour), tzinfo=UTC) + timedelta(days=days)


def bring(rep, by, *, weeks_ago, key="wins", source="deals"):
    """A file of this person whose newest complete week ended that many weeks before the last one."""
    WeeklyValueFactory(
        rep=rep,
        metric=standard_metrics()[key],
        week_start=this_monday() - timedelta(weeks=weeks_ago + 1),
        source=source,
        entered_by=by,
        entered_at=at() - timedelta(weeks=weeks_ago),
    )
    team_weeks.rebuild()


def told():
    return sorted(notice.recipient.name for notice in Notice.objects.filter(kind="numbers.stale"))


def test_whoever_brought_the_newest_file_hears_that_it_is_old(rep, manager, team, site_admin):
    bring(rep, manager, weeks_ago=4)
    bring(rep, site_admin, weeks_ago=3)

    assert reminder.plan_stale_numbers(at=at()) == 1

    notice = Notice.objects.get(kind="numbers.stale")
    assert (notice.recipient, notice.url) == (site_admin, reverse("numbers:upload"))
    assert team.name in notice.title
    assert Outbox.objects.get(kind="numbers.stale").due_at == at(8)


@pytest.mark.parametrize(("weeks_ago", "people"), [(0, 0), (1, 0), (2, 1), (20, 1), (40, 0)])
def test_numbers_are_old_after_eight_days_and_forgotten_after_half_a_year(rep, manager, weeks_ago, people):
    bring(rep, manager, weeks_ago=weeks_ago)

    assert reminder.plan_stale_numbers(at=at()) == people


def test_deals_and_other_numbers_grow_old_apart(rep, manager):
    bring(rep, manager, weeks_ago=0, key="wins")
    bring(rep, manager, weeks_ago=3, key="meetings", source="import")

    assert reminder.plan_stale_numbers(at=at()) == 1


def test_a_hundred_runs_tell_once_and_the_next_monday_once_more(rep, manager):
    bring(rep, manager, weeks_ago=3)

    for run in range(100):
        reminder.plan_stale_numbers(at=at() + timedelta(minutes=5 * run))
    assert told() == [manager.name]

    reminder.plan_stale_numbers(at=at(days=7))
    assert told() == [manager.name] * 2
    assert Outbox.objects.filter(kind="numbers.stale").count() == 2


@pytest.mark.parametrize("days", range(1, 7))
def test_other_days_ask_for_nothing(rep, manager, days):
    bring(rep, manager, weeks_ago=3)

    assert reminder.plan_stale_numbers(at=at(days=days)) == 0


def test_it_comes_at_the_hour_of_their_digest_where_they_live(rep, manager):
    User.objects.filter(pk=manager.pk).update(time_zone="Pacific/Auckland", digest_hour=10)
    bring(rep, manager, weeks_ago=3)
    here = manager.__class__.objects.get(pk=manager.pk).zone
    ten = datetime.combine(this_monday(), time(10), tzinfo=here)

    assert reminder.plan_stale_numbers(at=ten - timedelta(minutes=5)) == 0
    assert reminder.plan_stale_numbers(at=ten + timedelta(minutes=5)) == 1
    assert Outbox.objects.get(kind="numbers.stale").due_at == ten


def test_who_is_on_leave_is_not_asked_and_the_managers_are(rep, manager, site_admin):
    bring(rep, site_admin, weeks_ago=3)
    LeaveFactory(person=site_admin, starts_on=this_monday(), ends_on=this_monday() + timedelta(days=6))

    reminder.plan_stale_numbers(at=at())

    assert told() == [manager.name]


def test_a_manager_on_leave_hears_nothing_and_their_deputy_does(rep, manager, other_manager):
    bring(rep, manager, weeks_ago=3)
    LeaveFactory(
        person=manager,
        starts_on=this_monday(),
        ends_on=this_monday() + timedelta(days=6),
        deputy=other_manager,
    )

    reminder.plan_stale_numbers(at=at())

    assert told() == [other_manager.name]


def test_managers_are_asked_where_the_bringer_has_left_or_may_bring_no_longer(rep, manager, other_manager):
    bring(rep, other_manager, weeks_ago=4)
    reminder.plan_stale_numbers(at=at())
    assert told() == [manager.name]

    gone = UserFactory(site_admin=True, is_active=False)
    bring(rep, gone, weeks_ago=3)
    reminder.plan_stale_numbers(at=at(days=7))
    assert told() == [manager.name] * 2


def test_managers_are_asked_for_what_reps_type(rep, manager):
    give_weeks(rep, "meetings", [5, 5], until=this_monday() - timedelta(weeks=3))
    WeeklyValue.objects.update(entered_by=rep)
    team_weeks.rebuild()

    reminder.plan_stale_numbers(at=at())

    assert told() == [manager.name]


def test_a_team_that_nobody_manages_asks_nobody(rep, team):
    bring(rep, None, weeks_ago=3)
    Management.objects.all().delete()

    assert reminder.plan_stale_numbers(at=at()) == 0


def test_the_mail_names_the_team_and_since_when_and_is_not_sent_where_newer_numbers_came(
    rep, manager, team, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    bring(rep, manager, weeks_ago=3)
    reminder.plan_stale_numbers(at=at())

    outbox.drain(clock=lambda: at(12), seconds=MOST_SECONDS)

    (sent,) = mail.outbox
    sunday = this_monday() - timedelta(weeks=3, days=1)
    assert team.name not in sent.subject
    assert f"{team.name}: deals to {sunday:%A} {sunday.day}" in sent.body
    assert reverse("numbers:upload") in sent.body

    reminder.plan_stale_numbers(at=at(days=7))
    bring(rep, manager, weeks_ago=-1)
    outbox.drain(clock=lambda: at(12, days=7), seconds=MOST_SECONDS)

    assert len(mail.outbox) == 1


def test_many_teams_take_as_many_queries_as_one(rep, manager):
    costs = []
    for week, teams in enumerate((1, 12)):
        for _number in range(teams):
            bring(RepFactory(manager=UserFactory()), None, weeks_ago=3)
        with CaptureQueriesContext(connection) as queries:
            assert reminder.plan_stale_numbers(at=at(days=7 * week)) >= teams
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_the_preferences_page_names_it(client_of, manager, team):
    page = client_of(manager).get(reverse("notices:preferences")).content.decode()

    assert "Numbers you bring are older than eight days" in page
