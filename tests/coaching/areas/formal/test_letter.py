"""HR's letter of the month: once, on the first, to each HR partner about their own teams, and discreet where it is seen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coaching.actions import reminder
from coaching.areas.formal.emails.letter import NAME
from coaching.areas.formal.pages.coaching_counts import counted
from coaching.areas.formal.queries import letter
from coaching.queries.team_plans import PlanCounts
from plans.actions import override
from plans.models import Plan
from salesgym.notices.actions import outbox
from salesgym.notices.models import Outbox
from salesgym.people.models import AreaSwitch, User
from tests.factories.formal import switched_on
from tests.factories.people import LeaveFactory, RepFactory, TeamFactory, UserFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, live_until
from tests.mail_sink import MailSink
from tests.patience import MOST_SECONDS
from tests.plans.formal_plans import AT, formal_plan, hr_partner


def plan_from_hour_to_hour(*, days: int) -> None:
    """As beat comes by from the evening before the first, and more often than once."""
    for hours in range(0, 24 * days, 3):
        reminder.plan_areas(at=datetime(2026, 3, 31, 20, tzinfo=UTC) + timedelta(hours=hours))


def deliver(at: datetime) -> None:
    """Of all that waits the letters alone. The outbox reads the database's clock for what is due."""
    Outbox.objects.exclude(kind=NAME).delete()
    Outbox.objects.filter(due_at__lte=at).update(due_at=datetime(2026, 1, 1, tzinfo=UTC))
    outbox.drain(clock=lambda: at, seconds=MOST_SECONDS)


def plan_with_a_request(rep, manager) -> Plan:
    """In review, late on both sides, with a promise that is still due, and HR is asked to override."""
    plan = PlanFactory(rep=rep, manager=manager, kind="formal")
    CommitmentFactory(plan=plan, what="Joint calls", due_on=date(2026, 2, 27), promised_by=manager)
    CommitmentFactory(plan=plan, what="A second mentor", due_on=date(2026, 4, 20), promised_by=manager)
    CommitmentFactory(plan=plan, what="Ten names a day", due_on=date(2026, 2, 2), promised_by=rep)
    live_until(plan, "in_review")
    override.ask(plan=plan, by=manager, why="The client has left.", at=AT - timedelta(days=2))
    return plan


@pytest.mark.django_db(transaction=True)
def test_each_partner_reads_once_what_waits_in_their_own_teams(rep, manager, sink: MailSink):
    ruth, team = switched_on(hr_partner()), TeamFactory(manager=UserFactory())
    other, away = UserFactory(hr_partner=True), UserFactory(hr_partner=True)
    other.hr_teams.add(team)
    LeaveFactory(person=away, starts_on=date(2026, 3, 30), ends_on=date(2026, 4, 3))
    plan = plan_with_a_request(rep, manager)
    theirs = RepFactory(team=team, name="Nadia Osei")
    PlanFactory(active=True, rep=theirs, manager=manager)

    # Whoever approved the plan in its life so far is no partner any more.
    User.objects.exclude(pk__in=[ruth.pk, other.pk, away.pk]).update(is_hr_partner=False)

    plan_from_hour_to_hour(days=3)
    deliver(AT)

    mails = {message["To"]: message for message in sink.messages}
    assert len(sink.messages) == len(mails) == 2
    assert mails.keys() == {ruth.email, other.email}
    assert {message["Subject"] for message in sink.messages} == {"Your month"}
    for part in ("plain", "html"):
        text = mails[ruth.email].get_body((part,)).get_content()
        for said in (
            f"{manager.name} asks you to override: {rep.name}",
            "Late on our side: Joint calls, was due 27 Feb.",
            "Late on theirs: Ten names a day, was due 2 Feb.",
            "Due this month: 1 of ours, 0 of theirs.",
            "Fewer than 5 coaching plans are open.",
            f"/formal/plans/{plan.pk}/",
        ):
            assert said in text, said
        assert "Nadia" not in text
        assert rep.name not in mails[other.email].get_body((part,)).get_content()
    waiting = Outbox.objects.get(kind=NAME, recipient=away)
    # The first day after the leave on which they work.
    assert (waiting.state, waiting.due_at.date()) == ("pending", date(2026, 4, 6))
    assert waiting.dedupe_key.split(":")[2] == "2026-04"


@pytest.mark.django_db
def test_nobody_gets_one_without_an_hr_partner_or_while_the_area_is_off(rep, manager):
    switched_on(hr_partner())
    formal_plan(rep, manager)
    AreaSwitch.objects.filter(name="formal").update(is_on=False)
    plan_from_hour_to_hour(days=2)
    AreaSwitch.objects.filter(name="formal").update(is_on=True)
    # Switched on days after the first, it makes up for nothing.
    reminder.plan_areas(at=datetime(2026, 4, 6, 9, tzinfo=UTC))
    User.objects.update(is_hr_partner=False)
    plan_from_hour_to_hour(days=2)

    assert not Outbox.objects.filter(kind=NAME).exists()


@pytest.mark.django_db
def test_what_was_written_is_not_sent_to_whoever_is_no_partner_by_then_or_has_nothing_to_read(rep, manager):
    ruth = switched_on(hr_partner())
    wanted = letter.facts_for(ruth, on=AT.date(), at=AT)
    formal_plan(rep, manager)

    assert wanted is None
    assert letter.facts_for(ruth, on=AT.date(), at=AT) is not None
    ruth.is_hr_partner = False
    assert letter.facts_for(ruth, on=AT.date(), at=AT) is None
    assert letter.facts_for(manager, on=AT.date(), at=AT) is None


@pytest.mark.django_db
def test_the_letter_takes_as_many_queries_for_one_plan_as_for_four(rep, manager, django_assert_num_queries):
    ruth = switched_on(hr_partner())
    formal_plan(rep, manager, made=1)
    with django_assert_num_queries(8):
        letter.facts_for(ruth, on=AT.date(), at=AT)
    for _number in range(3):
        formal_plan(RepFactory(), manager, made=2)
    with django_assert_num_queries(8):
        letter.facts_for(ruth, on=AT.date(), at=AT)


@pytest.mark.parametrize(
    ("by_status", "said"),
    [
        ({}, "No coaching plan is open."),
        ({"on_track": 4}, "Fewer than 5 coaching plans are open."),
        ({"on_track": 3, "stalled": 3}, "6 coaching plans are open."),
        ({"on_track": 17, "needs_a_push": 8}, "25 coaching plans are open: 17 on track, 8 need a push."),
        (
            {"on_track": 17, "needs_a_push": 8, "stalled": 4, "paused": 2},
            "31 coaching plans are open: 17 on track, 8 need a push, 6 others.",
        ),
        # One that is stalled would be told by what is left.
        (
            {"on_track": 17, "needs_a_push": 8, "stalled": 1},
            "26 coaching plans are open: 17 on track, 9 others.",
        ),
        ({"on_track": 17, "stalled": 1}, "18 coaching plans are open."),
    ],
)
def test_a_status_of_few_plans_is_not_told_alone(by_status, said):
    assert counted(PlanCounts(by_status)) == said
