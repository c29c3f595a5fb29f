"""What reaches people's mailboxes, from the sample organization through a real mail server."""

import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from coaching.actions import reminder
from plans.models import Milestone, Plan
from salesgym import kinds
from salesgym.notices.actions import outbox
from salesgym.notices.models import Outbox
from salesgym.people.models import User
from tests.coaching import november
from tests.coaching.november import WEDNESDAY
from tests.mail_sink import MailSink
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)

# The next Monday at nine at Harbor is when the digests have come.
MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


@pytest.fixture
def harbor(transactional_db: None) -> dict[str, User]:
    november.bring()
    return {user.first_name.lower(): user for user in User.objects.filter(is_sample=True)}


def deliver(at: datetime) -> None:
    """The outbox reads the database's clock for what is due; the sample lives at a time of its own."""
    Outbox.objects.filter(due_at__lte=at).update(due_at=datetime(2026, 1, 1, tzinfo=UTC))
    outbox.drain(clock=lambda: at, seconds=MOST_SECONDS)


def words_of(message) -> tuple[str, str]:
    return message.get_body(("plain",)).get_content(), message.get_body(("html",)).get_content()


def test_monday_brings_one_digest_a_role_and_each_reads_as_it_should(harbor, sink: MailSink):
    reminder.plan_digests(at=MONDAY)
    reminder.plan_digests(at=MONDAY + timedelta(minutes=5))
    deliver(MONDAY + timedelta(minutes=10))

    to = Counter(message["To"] for message in sink.messages)
    assert to["sofia.marin@harbor.example"] == 2  # manager of one team, mentor in another
    assert to["dana.whitfield@harbor.example"] == 1  # Aisha's plan has not begun, so there is no mentee yet
    marcus = next(one for one in sink.messages if "marcus" in one["To"] and "mentee" not in one["Subject"])
    text, html = words_of(marcus)
    # Three of the four weeks have numbers by then: 16 of 55 meetings.
    assert marcus["Subject"] == "Your week"
    assert "Discovery questions: 29.1%, from 21.9%" in text
    for part in (text, html):
        assert "http://localhost:8000/me/" in re.findall(r"http[^\s\"]*", part)
    assert "Second question ladder" in text
    assert "Second question ladder" in html
    dana = next(one for one in sink.messages if "dana" in one["To"] and "mentee" not in one["Subject"])
    text, html = words_of(dana)
    # The five most urgent, as of that Monday: what is late, then the step of Priya that waits, then check-ins.
    urgent = (
        "What was promised to Noah is late: Two recorded first meetings to listen to",
        "ready for you to verify",
        "Check-in with Lena was due Monday 16 November",
    )
    places = [text.index(line) for line in urgent]
    assert places == sorted(places)
    assert "You promised it, and it was due on" in text
    assert "Thursday 26 November" not in text
    lena = Plan.objects.get(rep=harbor["lena"], status="active")
    link = html[html.index(f'href="http://localhost:8000{reverse("coaching:person", args=[lena.rep_id])}"') :]
    assert "Lena Fischer" in link[: link.index("</a>")]
    assert "Open the board" in html


def test_every_mail_is_one_language_of_words_and_links_that_open(harbor, sink: MailSink, client_of):
    reminder.plan_all(at=MONDAY)
    deliver(MONDAY + timedelta(minutes=10))

    assert sink.messages
    opened = defaultdict(set)
    for message in sink.messages:
        text, html = words_of(message)
        reader = User.objects.get(email=message["To"])
        # A subject stands on lock screens: no figure, no money, no status in it.
        assert not re.search(r"\d%|[$€]|\d\.\d|Stalled|push|not met", message["Subject"])
        assert f"<title>{escape(message['Subject'])}</title>" in html
        assert not re.search(r"None|\{\{|\{%|%\(|&amp;amp;|&#x27;", text + message["Subject"])
        assert "None" not in re.sub(r"<style>.*?</style>|<[^>]*>", "", html, flags=re.DOTALL)
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        links = set(re.findall(r"http://localhost:8000(/[^\s\"<]*)", text))
        assert links
        client = client_of(reader)
        for link in links - opened[reader]:
            opened[reader].add(link)
            answer = client.get(link.split("#")[0], follow=True)
            assert answer.status_code == 200, f"{link} in {message['Subject']} for {reader}"


def test_a_milestone_reminder_shows_the_climb_and_the_next_drill(harbor, sink: MailSink):
    step = Milestone.objects.get(plan__rep=harbor["marcus"], position=2)
    at = datetime(step.due_on.year, step.due_on.month, step.due_on.day, 15, tzinfo=UTC) - timedelta(days=7)
    if at < WEDNESDAY:
        at = WEDNESDAY
    reminder.plan_due_milestones(at=at)
    deliver(at + timedelta(minutes=1))

    mail = next(one for one in sink.messages if "marcus" in one["To"])
    text, html = words_of(mail)
    assert mail["Subject"].endswith("to your next step")
    assert "26%" in text
    assert "A Friday afternoon off" in text
    assert "24%" in html


def test_a_reminder_of_a_step_reached_meanwhile_is_not_sent(harbor, sink: MailSink):
    step = Milestone.objects.get(plan__rep=harbor["lena"], position=1)
    reminder.plan_due_milestones(at=WEDNESDAY)
    step.status, step.reached_on = Milestone.Status.REACHED, WEDNESDAY.date()
    step.save()
    deliver(WEDNESDAY + timedelta(minutes=1))

    assert "lena.fischer@harbor.example" not in {message["To"] for message in sink.messages}
    assert Outbox.objects.get(kind="coaching.milestone_due", recipient=harbor["lena"]).state == "cancelled"


def test_a_former_mentor_gets_no_comment_mail(harbor, sink: MailSink):
    plan = Plan.objects.get(rep=harbor["marcus"], status="active")

    assert kinds.get("coaching.comment").still_wanted(harbor["sofia"], {"plan": plan.pk}, WEDNESDAY) is True
    Plan.objects.filter(pk=plan.pk).update(mentor=None)

    assert kinds.get("coaching.comment").still_wanted(harbor["sofia"], {"plan": plan.pk}, WEDNESDAY) is False
