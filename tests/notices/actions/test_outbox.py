import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesgym import hooks
from salesgym.kinds import Policy
from salesgym.notices.actions import notice, preference
from salesgym.notices.models import Letter, Outbox
from tests.factories.people import UserFactory
from tests.notices.conftest import AT
from tests.notices.mails import account_mail, drain, tell

pytestmark = pytest.mark.django_db


def test_mail_goes_out_once_with_text_html_and_the_stored_message_id(sink):
    person = UserFactory(uninvited=True, email="marcus@example.com")
    tell(person)

    assert drain()["sent"] == 1
    assert drain()["sent"] == 0

    mail = Outbox.objects.get()
    assert (mail.state, mail.subject, mail.sent_at, mail.claim_token) == ("sent", "Step 1", AT, None)
    (message,) = sink.messages
    assert message["Message-ID"] == mail.message_id
    assert message["To"] == "marcus@example.com"
    assert message.get_body(("plain",)).get_content().startswith("Dear")
    assert "<p>Step</p>" in message.get_body(("html",)).get_content()


def test_mail_can_be_ended_with_one_click(sink):
    tell(UserFactory(uninvited=True))

    drain()

    (message,) = sink.messages
    assert message["List-Unsubscribe"].startswith(f"<{django_settings.SITE_URL}/unsubscribe/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_headers_are_folded_where_they_have_a_space_and_never_after_the_colon(sink, settings):
    """As they came over the wire: a header that begins with a fold reads as an empty one to some mail programs."""
    settings.SITE_URL = "https://improvement-plans.sales.a-company-with-a-name.example.com"
    tell(UserFactory(email=f"{'marcus.' * 8}x@example.com", uninvited=True))

    drain()

    (envelope,) = sink.envelopes
    lines = envelope.content.split(b"\r\n\r\n", 1)[0].decode("ascii").split("\r\n")
    assert not [line for line in lines if line.endswith(":") or not line.strip() or len(line) > 998]
    (link,) = [line for line in lines if line.startswith("List-Unsubscribe: <")]
    assert re.fullmatch(r"List-Unsubscribe: <https://[^ ]{100,300}/>", link)
    assert [line for line in lines if line.startswith("Message-ID: <") and line.endswith(">")]


def test_one_connection_carries_many_mails(sink):
    for step in range(25):
        tell(UserFactory(uninvited=True), step)

    assert drain()["sent"] == 25

    assert sink.connections == 1
    assert set(sink.counts.values()) == {1}


def test_mail_not_due_yet_waits(sink):
    tell(UserFactory(uninvited=True))

    assert drain(at=AT - timedelta(minutes=1))["sent"] == 0
    assert Outbox.objects.get().state == "pending"


def test_mail_that_nobody_wants_any_more_is_cancelled(sink):
    tell(UserFactory(uninvited=True), gone=1)

    drain()

    mail = Outbox.objects.get()
    assert (mail.state, mail.last_error) == ("cancelled", "not_wanted")
    assert not sink.messages


def test_choice_and_leaving_count_until_the_last_moment(sink):
    chooser, leaver = UserFactory.create_batch(2, uninvited=True)
    tell([chooser, leaver])
    preference.stop_email(person_id=chooser.pk, kind="test.reminder")
    leaver.is_active = False
    leaver.save(update_fields=["is_active"])

    drain()

    reasons = set(Outbox.objects.values_list("state", "last_error"))
    assert reasons == {("cancelled", "turned_off"), ("cancelled", "no_account")}


def test_leave_that_began_after_planning_puts_mail_off(sink):
    tell(UserFactory(uninvited=True))
    back = AT + timedelta(days=7)
    hooks.writing_times.add(lambda moments: [max(at, back) for _person_id, at in moments])

    drain()
    mail = Outbox.objects.get()
    assert (mail.state, mail.due_at, mail.attempts) == ("pending", back, 0)

    assert drain(at=back)["sent"] == 1


def test_mail_past_its_time_expires_visibly(sink):
    account_mail()

    drain(at=AT + timedelta(minutes=11))

    mail = Outbox.objects.get()
    assert (mail.state, mail.last_error) == ("expired", "too_late")
    assert not Letter.objects.exists()


def test_account_mail_goes_to_the_address_it_names_and_its_words_are_thrown_away(sink):
    account_mail(UserFactory(uninvited=True), html="<p>Go</p>")

    assert drain()["sent"] == 1
    drain()

    (message,) = sink.messages
    assert message["To"] == "new@example.com"
    assert "List-Unsubscribe" not in message
    assert not Letter.objects.exists()


def test_account_mail_overtakes_what_nobody_waits_for(sink):
    tell(UserFactory(uninvited=True), 1)
    account_mail()

    drain()

    assert [message["Subject"] for message in sink.messages] == ["Your link", "Step 1"]


def test_kind_that_cannot_be_written_holds_up_its_own_mail_alone(sink):
    person = UserFactory(uninvited=True)
    tell(person, 1)
    notice.give("test.reminder", to=person, refs={"stairs": 1}, title="Broken", url="/", at=AT)

    assert drain()["sent"] == 1
    assert Outbox.objects.get(state="pending").last_error == "could not be written: KeyError"


def test_digests_travel_in_bulk_with_few_queries(sink):
    people = UserFactory.create_batch(200, uninvited=True)
    for person in people:
        tell(person, kind="test.digest")

    with CaptureQueriesContext(connection) as queries:
        assert drain()["sent"] == 200

    assert sink.connections == 1
    # One of each mail, so that a killed worker takes one along; the rest opens and ends a drain, whatever its size.
    assert len(queries) <= 200 + 17


def test_reminder_costs_at_most_two_queries(sink):
    for step in range(40):
        tell(UserFactory(uninvited=True), step)

    with CaptureQueriesContext(connection) as queries:
        assert drain()["sent"] == 40

    assert len(queries) <= 2 * 40


def test_three_modules_alone_know_how_mail_is_sent():
    words = ("django.core.mail", "django.core import mail", "smtplib", "email_user(", "EmailMessage(")
    root = Path(django_settings.BASE_DIR)
    senders = {
        path.relative_to(root).as_posix()
        for folder in ("salesgym", "plans", "coaching")
        for path in (root / folder).rglob("*.py")
        if path.name != "settings.py" and any(word in path.read_text() for word in words)
    }

    assert senders == {
        "salesgym/notices/actions/message.py",
        "salesgym/notices/actions/outbox.py",
        "salesgym/mail_files.py",
    }


def test_policy_and_state_rules_hold_in_the_database():
    from django.db import IntegrityError, transaction

    tell(UserFactory(uninvited=True))
    wrong = [
        {"state": "claimed"},
        {"state": "sent"},
        {"state": "lost"},
        {"policy": "whenever"},
        {"policy": Policy.AT_MOST_ONCE, "handoffs": 2},
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Outbox.objects.update(**values)


def test_mail_with_a_line_break_in_its_subject_is_refused_and_not_sent(sink):
    mail = account_mail()
    Outbox.objects.filter(pk=mail.pk).update(subject="Hello\nBcc: all@example.com")

    drain()

    mail.refresh_from_db()
    assert mail.state == "dead"
    assert not sink.messages


def test_drain_ends_in_time_and_puts_back_what_it_held(sink):
    for person in UserFactory.create_batch(30, uninvited=True):
        tell(person, kind="test.digest")
    sink.seconds = 0.05

    summary = drain(seconds=0.5)

    sent = summary["sent"]
    assert sent == len(sink.messages) < 30
    assert summary["more"]
    assert Outbox.objects.filter(state="pending", attempts=0, handoffs=0).count() == 30 - sent
