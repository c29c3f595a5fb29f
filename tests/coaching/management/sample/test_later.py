"""One week later: the sample lives on through its own actions, and what it leaves behind is sound."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from coaching.actions import reminder
from coaching.management import sample
from coaching.management.sample.later import live_week, managers
from coaching.management.sample.life import moment
from coaching.models import PracticeEntry
from plans.actions import advance
from plans.models import Event, History, Milestone, Outcome, Plan
from plans.queries.history_chain import verify
from salesgym import clock
from salesgym.notices.models import Notice, Outbox
from salesgym.numbers.actions import team_weeks
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import Import, WeeklyValue
from salesgym.people.models import DemoClock, Organization, User
from tests.factories.people import UserFactory
from tests.kept_rows import KeptRows
from tests.plans.formal_plans import AT, formal_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_demo")]


LATER = "/demo/week/later/"


@pytest.fixture(scope="module")
def kept_sample():
    """The rows of the sample organization of today, which other tests use as well."""
    return KeptRows("harbor-today")


@pytest.fixture
def harbor(kept_sample):
    kept_sample.bring(lambda: sample.build(at=clock.now()))
    return clock.now()


def test_two_weeks_are_lived_to_the_written_outcome(client, harbor):
    began_at = clock.now()
    reviewed = list(in_review().values_list("pk", flat=True))
    client.force_login(User.objects.get(name="Dana Whitfield"))

    answer = client.post(LATER, {"ahead": "0", "next": "/board/"})
    page = client.get(answer.url)
    assert live_week(ahead=7)
    twice = client.post(LATER, {"ahead": "7", "next": "/board/"})

    assert twice.status_code == 302
    assert clock.ahead() == timedelta(days=14)
    assert 3 <= len(page.context["lines"]) <= 5
    assert "The plan of Ines has its outcome: met." in page.context["lines"]
    assert 'href="/board/"' in page.content.decode()
    assert 'name="ahead" value="7"' in page.content.decode()
    failed = {}
    for check in CHECKS:
        try:
            check(began_at, reviewed)
        except AssertionError as error:
            failed[check.__name__] = str(error)
    assert failed == {}


def in_review():
    """Coaching plans: formal ones are ended by whoever looks at the demo."""
    return Plan.objects.filter(status=Plan.Status.IN_REVIEW, kind=Plan.Kind.COACHING)


def the_database_holds_what_it_keeps(began_at, reviewed):
    connection.check_constraints()
    assert team_weeks.check() == []


def no_plan_is_in_an_impossible_state(began_at, reviewed):
    on = Organization.objects.current().day(clock.now())

    assert not Plan.objects.running().filter(ends_on__lt=on).exists()
    assert not in_review().filter(review_due_on__lt=on).exists()
    assert advance.advance(at=clock.now()) == 0
    for step in Milestone.objects.filter(status=Milestone.Status.VERIFIED):
        assert step.reached_on <= step.verified_on <= on, step


def a_plan_that_ended_has_its_outcome(began_at, reviewed):
    assert reviewed
    for plan in Plan.objects.filter(pk__in=reviewed):
        assert plan.status == Plan.Status.CLOSED
        assert plan.outcome.reasons
        assert plan.outcome.result in Outcome.Result.values


def formal_plans_wait_for_their_people(began_at, reviewed):
    """What was shown is final, as its morning has come. Nobody answered, approved or ended anything else."""
    formal = {plan.rep.first_name: plan for plan in Plan.objects.filter(kind="formal").select_related("rep")}
    on = Organization.objects.current().day(clock.now())

    stand = {name: plan.status for name, plan in formal.items()}
    assert stand | {"Victor": "draft", "Carla": "draft", "James": "proposed", "Mei": "paused"} == stand
    assert {stand["Hannah"], stand["Omar"]} <= {"active", "in_review"}
    assert (stand["Peter"], stand["Chloe"], stand["Samuel"]) == ("in_review", "closed", "closed")
    assert formal["Victor"].approvals.get().is_open
    assert formal["Peter"].override_requests.open().exists()
    assert formal["Samuel"].statements.unanswered().exists()
    told = WeeklyValue.objects.filter(
        rep=formal["Hannah"].rep, week_start__gte=monday(on) - timedelta(weeks=2)
    )
    assert set(told.values_list("metric__key", flat=True)) == {"outreach", "conversations", "meetings"}
    assert verify().bad == []


def history_goes_on_in_the_order_of_time(began_at, reviewed):
    for plan in Plan.objects.all():
        events = list(History.objects.filter(plan=plan).order_by("seq"))
        assert all(before.at <= after.at for before, after in pairwise(events)), plan
        assert not events or events[-1].at <= clock.now()
    assert History.objects.filter(at__gt=began_at, event=Event.PLAN_CLOSED).exists()


def numbers_come_in_as_files_for_everybody_who_works(began_at, reviewed):
    # Two files come on each Monday morning but the first day, whose last week the sample has: on a Monday their number
    # depends on the hour at which the weeks begin.
    ends_at, organization = clock.now(), Organization.objects.current()
    mornings = [moment(organization.day(began_at) + timedelta(days=days), 6, 30) for days in range(1, 15)]
    came = [at for at in mornings if at.weekday() == 0 and began_at < at <= ends_at]
    told = WeeklyValue.objects.filter(week_start=monday(came[-1].date()) - timedelta(weeks=1))

    files = Import.objects.filter(imported_at__gt=began_at, state=Import.State.DONE)
    assert files.count() == 2 * len(came) > 0
    assert told.filter(metric__key="outreach").values("rep").distinct().count() >= 9
    assert told.filter(metric__key="wins", source=WeeklyValue.Source.DEALS).exists()


def people_practice_and_nobody_twice_a_day(began_at, reviewed):
    logged = PracticeEntry.objects.filter(logged_at__gt=began_at)
    days = list(logged.values_list("plan", "practiced_on"))

    assert len(days) >= 15
    assert len(days) == len(set(days))


def nobody_is_told_twice(began_at, reviewed):
    again = reminder.plan_all(at=clock.now())

    assert set(again.values()) == {0}
    assert not Notice.objects.filter(at__gt=clock.now()).exists()
    told = list(Notice.objects.filter(at__gt=began_at).values_list("dedupe_key", flat=True))
    assert len(told) == len(set(told)) > 10


def mails_go_out_as_they_are_due(began_at, reviewed):
    states = set(Outbox.objects.values_list("state", flat=True))
    sent = Outbox.objects.filter(state=Outbox.State.SENT, sent_at__gt=began_at).count()

    assert states <= {Outbox.State.SENT, Outbox.State.PENDING, Outbox.State.CANCELLED}
    assert len(mail.outbox) == sent > 5


CHECKS = (
    the_database_holds_what_it_keeps,
    no_plan_is_in_an_impossible_state,
    a_plan_that_ended_has_its_outcome,
    formal_plans_wait_for_their_people,
    history_goes_on_in_the_order_of_time,
    numbers_come_in_as_files_for_everybody_who_works,
    people_practice_and_nobody_twice_a_day,
    nobody_is_told_twice,
    mails_go_out_as_they_are_due,
)


def test_the_outcome_of_a_formal_plan_is_left_to_people(rep, manager):
    plan = formal_plan(rep, manager)
    plan.milestones.update(status="reached", reached_on=AT.date())

    managers.settle(AT + timedelta(weeks=4))

    plan.refresh_from_db()
    assert plan.status == Plan.Status.IN_REVIEW
    assert {step.status for step in plan.milestones.all()} == {"verified"}


def test_the_click_is_a_form_of_this_machine(client):
    client.force_login(UserFactory(is_sample=True))
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(UserFactory(is_sample=True))

    assert client.post(LATER, {"ahead": "0"}, REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/demo/week/", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get(LATER).status_code == 405
    assert forger.post(LATER, {"ahead": "0"}).status_code == 403
    assert client.post(LATER, {"ahead": "x", "next": "https://elsewhere.example/"}).url == "/demo/week/"
    assert client.session["demo_week_from"] == "/"
    assert not DemoClock.objects.exists()


def test_a_week_is_lived_in_the_demo_alone(settings):
    UserFactory(is_sample=True)
    settings.IS_DEMO = False

    with pytest.raises(clock.OnlyInTheDemo):
        live_week(ahead=0)
    assert not DemoClock.objects.exists()
