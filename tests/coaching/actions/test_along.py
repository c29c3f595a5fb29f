"""What is due to one person on one morning is one mail, and each thing of it a notice."""

import re
from datetime import timedelta

import pytest

from coaching.actions import reminder
from plans.models import Plan
from salesgym.notices.actions import outbox
from salesgym.notices.actions.claim import WAIT
from salesgym.notices.models import Notice, Outbox
from salesgym.people.models import User
from tests.coaching.actions.reminded import at, team_plan
from tests.factories.people import MembershipFactory, UserFactory
from tests.factories.plans import PlanFactory, live_until
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db
ENDS = "coaching.plan_ending"
# A Monday, two weeks before the plans end, and the day after it.
MONDAY, TUESDAY = at(3, 16), at(3, 17)


@pytest.fixture
def manager() -> User:
    """Of three reps whose plans end on 30 March."""
    plan = team_plan()
    team = plan.rep.memberships.get().team
    for _one in range(2):
        rep = MembershipFactory(team=team, person=UserFactory(name="Lena Vogt")).person
        PlanFactory(active=True, rep=rep, manager=plan.manager)
    return plan.manager


def drain(moment, sink) -> list:
    """What came to the manager."""
    outbox.drain(clock=lambda: moment, seconds=MOST_SECONDS)
    manager = User.objects.get(managements__isnull=False)
    found = [message for message in sink.messages if message["To"] == manager.email]
    sink.messages.clear()
    return found


def plain(message) -> str:
    return message.get_body(("plain",)).get_content()


def test_reminders_of_one_morning_are_one_mail_whose_subject_tells_how_many(manager, sink):
    reminder.plan_ending_plans(at=TUESDAY)
    assert drain(TUESDAY, sink) == []

    (message,) = drain(TUESDAY + WAIT, sink)

    told = Notice.objects.filter(recipient=manager, kind=ENDS)
    assert told.count() == 3
    assert message["Subject"] == "3 things wait for you"
    for notice in told:
        assert plain(message).count(notice.title) == 1
    assert plain(message).count("/plans/") == 3
    mails = Outbox.objects.filter(recipient=manager)
    assert sorted(mails.values_list("state", flat=True)) == ["cancelled", "cancelled", "sent"]
    assert mails.exclude(told_in=None).count() == 2
    assert drain(TUESDAY + 2 * WAIT, sink) == []


def test_a_digest_of_the_same_morning_tells_the_reminders_and_where_its_day_is_chosen(manager, sink, client):
    reminder.plan_ending_plans(at=MONDAY)
    reminder.plan_digests(at=MONDAY)

    (message,) = drain(MONDAY, sink)

    assert message["Subject"].startswith("Your team")
    assert "Also today" in plain(message)
    for notice in Notice.objects.filter(recipient=manager, kind=ENDS):
        assert notice.title in plain(message)
    assert drain(MONDAY + WAIT, sink) == []
    client.force_login(manager)
    page = client.get(re.search(r"Change the day: http://[^/]+(\S+)", plain(message)).group(1))
    assert 'name="digest_weekday"' in page.content.decode()


def test_what_came_up_at_the_weekend_is_in_the_digest_of_monday(manager, sink):
    step = Plan.objects.first().milestones.get(position=2)
    saturday = step.due_on + timedelta(days=6 - step.due_on.isoweekday())
    moment = at(saturday.month, saturday.day)
    assert reminder.plan_overdue_milestones(at=moment) > 0
    monday = at(saturday.month, saturday.day, hour=8) + timedelta(days=2)
    assert drain(monday, sink) == []
    reminder.plan_digests(at=monday + timedelta(minutes=3))

    (message,) = drain(monday + timedelta(minutes=3), sink)

    assert "Also today" in plain(message)
    assert drain(monday + WAIT, sink) == []


def test_a_mail_that_the_server_refused_for_now_tells_the_same_at_the_next_attempt(manager, sink):
    reminder.plan_ending_plans(at=TUESDAY)
    sink.mode = "451"
    drain(TUESDAY + WAIT, sink)
    sink.mode = "ok"

    (message,) = drain(TUESDAY + timedelta(hours=2), sink)

    assert message["Subject"] == "3 things wait for you"


def test_what_went_along_goes_by_itself_where_the_mail_that_told_it_is_not_wanted_any_more(manager, sink):
    reminder.plan_ending_plans(at=TUESDAY)
    sink.mode = "451"
    drain(TUESDAY + WAIT, sink)
    sink.mode = "ok"
    carrier = Outbox.objects.filter(recipient=manager, told_in=None).get()
    Plan.objects.filter(pk=carrier.ref_ids["plan"]).update(status="paused")

    drain(TUESDAY + timedelta(hours=2), sink)
    drain(TUESDAY + timedelta(hours=3), sink)

    carrier.refresh_from_db()
    assert carrier.state == "cancelled"
    told = Outbox.objects.filter(recipient=manager, told_in__isnull=False).exclude(told_in=carrier)
    assert told.count() == 1
    assert Outbox.objects.filter(recipient=manager, state="sent").count() == 1


def test_a_formal_plan_is_told_in_a_mail_of_its_own_that_says_nothing_of_it(manager, sink):
    team = manager.managements.get().team
    rep = MembershipFactory(team=team, person=UserFactory()).person
    live_until(PlanFactory(rep=rep, manager=manager, kind="formal"), "active", has_clause=True)
    reminder.plan_ending_plans(at=TUESDAY)

    messages = drain(TUESDAY + WAIT, sink)

    assert sorted(message["Subject"] for message in messages) == [
        "3 things wait for you",
        "Something waits for you in SalesGym",
    ]
