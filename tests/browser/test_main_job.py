"""The main job on real data: a public CRM export goes in, a plan is opened, worked on, mentored and reminded of."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from coaching.actions import reminder
from plans.models import Mentorship, Milestone, Plan
from salesgym.notices.actions import outbox
from salesgym.notices.models import Outbox
from salesgym.numbers.models import Deal
from salesgym.people.models import User
from tests.mail_sink import MailSink
from tests.patience import MOST_SECONDS

# Not marked as a browser test: those may not be skipped in CI, and the data set is not everywhere.
pytestmark = pytest.mark.django_db(transaction=True)

FRIDAY = 5
DATA = Path(os.environ.get("SALESGYM_CRM_DATA") or Path(__file__).parents[3] / "shared/data/crm")


@pytest.fixture
def mavens() -> None:
    if not DATA.is_dir():
        pytest.skip(f"the public CRM data set is not at {DATA}")
    call_command(
        "import_people", str(DATA / "sales_teams.csv"), "--email-domain", "mavens.example", verbosity=0
    )
    call_command("import_deals", str(DATA / "sales_pipeline.csv"), "--shift-to-now", verbosity=0)


def person(name: str) -> User:
    return User.objects.get(name=name)


def open_a_plan(page: Page) -> None:
    """Dustin opens a plan on win rate for Lajuana and proposes it."""
    page.goto("/board/")
    page.get_by_role("link", name="New plan").first.click()
    page.get_by_label("Lajuana Vencill").check(force=True)
    page.get_by_role("button", name="Choose the focus").click()
    page.get_by_label("Objection handling").first.check(force=True)
    page.get_by_role("button", name="Reason").click()
    page.get_by_label("That is where I see").check()
    page.get_by_label("What did you count, see or hear?").fill("127 of 231 decided deals were won.")
    page.get_by_label("Opening line").fill("You know every account.")
    page.get_by_label("Why this one thing?").fill("One question behind the no wins some of them.")
    page.get_by_role("button", name="Big picture").click()
    page.get_by_role("button", name=re.compile("as the target")).click()
    page.get_by_role("button", name="People and rewards").click()
    page.get_by_role("radio", name="Nobody yet").check(force=True)
    page.get_by_label("Why nobody yet?").fill("We ask once the plan runs.")
    page.get_by_label("Reward").first.fill("A Friday off")
    page.get_by_label("Pause, then label it").check(force=True)
    page.get_by_role("button", name="Review").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Propose to Lajuana").click()


def sign(page: Page, path: str) -> None:
    page.goto(path)
    where = page.get_by_label("That is where I am today")
    if where.count():
        where.check()
        page.get_by_label("Why it matters to me").fill("I'd like fewer dreaded Fridays.")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Sign")).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Yes, sign").click()


def test_the_main_job_from_an_export_to_a_reminder(mavens, page_of, sink: MailSink):
    lajuana, dustin = person("Lajuana Vencill"), person("Dustin Brinkmann")
    assert Deal.objects.count() == 8800
    stages = Deal.objects.filter(owner=lajuana)
    assert (stages.filter(stage="won").count(), stages.filter(stage="lost").count()) == (127, 104)

    open_a_plan(page_of(dustin))
    plan = Plan.objects.get(rep=lajuana)
    sign(page_of(lajuana, phone=True), f"/plans/{plan.pk}/proposal/")
    sign(page_of(dustin), f"/plans/{plan.pk}/agreement/")
    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE

    begin_last_week(plan)
    log_practice(page_of(lajuana, phone=True))
    mentor(plan, page_of)
    remind(plan, sink)
    melvin = page_of(person("Melvin Marxen"))
    for path in ("", "practice/", "history/", "agreement/", "proposal/", "close/"):
        assert melvin.goto(f"/plans/{plan.pk}/{path}").status == 404
    assert melvin.goto(f"/people/{lajuana.pk}/numbers/").status == 404


def begin_last_week(plan: Plan) -> None:
    """The plan starts next Monday: move it, so that its first week is behind us."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        # Past the triggers, which let the start of a signed plan move nowhere.
        cursor.execute("SET LOCAL session_replication_role = replica")
        shift = plan.starts_on - (timezone.now().date() - timedelta(days=8))
        for step in plan.milestones.all():
            Milestone.objects.filter(pk=step.pk).update(due_on=step.due_on - shift)
        Plan.objects.filter(pk=plan.pk).update(starts_on=plan.starts_on - shift, ends_on=plan.ends_on - shift)


def log_practice(page: Page) -> None:
    page.goto("/today/")
    page.get_by_role("link", name="Log a workout").first.click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Workout logged")).to_be_visible()


def mentor(plan: Plan, page_of) -> None:
    """A rep of another region is asked, says yes, and comments."""
    rosalina = person("Rosalina Dieter")
    page = page_of(person("Dustin Brinkmann"))
    page.goto(f"/plans/{plan.pk}/mentor/invite/")
    page.get_by_role("searchbox", name=re.compile("name", re.IGNORECASE)).last.fill("Rosalina")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Rosalina Dieter").check(force=True)
    with page.expect_navigation():
        page.get_by_role("button", name="Ask").click()
    assert Mentorship.objects.get(plan=plan).mentor == rosalina
    theirs = page_of(rosalina)
    theirs.goto("/desk/")
    theirs.get_by_role("link", name="Read and answer").click()
    with theirs.expect_navigation():
        theirs.get_by_role("button", name="Yes, I will").click()
    theirs.goto(f"/plans/{plan.pk}/")
    theirs.locator("textarea:visible").first.fill("Which no did you hear this week?")
    theirs.get_by_role("button", name="Comment").first.click()
    expect(theirs.get_by_text("Which no did you hear this week?").first).to_be_visible()


def remind(plan: Plan, sink: MailSink) -> None:
    """About a week before the first step the reminder goes out, once, however often it is planned and sent."""
    due = plan.milestones.order_by("position").first().due_on
    at = datetime(due.year, due.month, due.day, 15, tzinfo=UTC) - timedelta(days=7)
    while at.isoweekday() > FRIDAY:  # nobody is written to on a weekend
        at += timedelta(days=1)
    for _run in range(3):
        reminder.plan_all(at=at)
    Outbox.objects.update(due_at=timezone.now() - timedelta(minutes=1), not_after=None)
    for _run in range(3):
        outbox.drain(clock=lambda: at, seconds=MOST_SECONDS)

    steps = [one for one in sink.messages if "next step" in one["Subject"] and "lajuana" in one["To"]]
    assert len(steps) == 1
    assert len({one["Message-ID"] for one in sink.messages}) == len(sink.messages)
