import smtplib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesgym import hooks
from salesgym.kinds import Policy
from salesgym.notices.actions import claim, notice, outbox, preference
from salesgym.notices.actions.claim import Lane
from salesgym.notices.models import Letter, Outbox
from tests.factories.people import UserFactory
from tests.notices.conftest import AT
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db


def tell(person, step=1, kind="test.reminder", **refs):
    notice.give(kind, to=person, refs={"step": step, **refs}, title="A step", url="/", at=AT)


def drain(at=AT, seconds=MOST_SECONDS):
    return outbox.drain(clock=lambda: at, seconds=seconds)


def account_mail(person=None, **more):
    values = {
        "address": "new@example.com",
        "kind": "account.password",
        "subject": "Your link",
        "text": "Go",
        "html": "",
    }
    return notice.send_account_mail(recipient=person, at=AT, **values | more)


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
    assert message["List-Unsubscribe"].strip().startswith(f"<{django_settings.SITE_URL}/unsubscribe/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


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


def test_server_that_says_later_is_asked_later(sink):
    tell(UserFactory(uninvited=True))
    account_mail()
    sink.mode = "451"

    drain()

    for mail in Outbox.objects.all():
        assert (mail.state, mail.attempts, mail.handoffs) == ("pending", 1, 0)
        assert mail.last_error.startswith("451")
        assert timedelta(seconds=15) <= mail.due_at - AT <= timedelta(seconds=45)
    sink.mode = "ok"
    assert drain(at=AT + timedelta(minutes=1))["sent"] == 2


@pytest.mark.parametrize("mode", ["550", "550 recipient"])
def test_server_that_says_never_is_believed(sink, mode):
    tell([UserFactory(uninvited=True), UserFactory(uninvited=True)])
    sink.mode = mode

    assert drain()["refused"] == 2

    for mail in Outbox.objects.all():
        assert mail.state == "dead"
        assert mail.last_error.startswith("550")


def test_silent_server_is_tried_again_or_left_as_the_policy_says(sink, settings):
    settings.EMAIL_TIMEOUT = 0.3
    tell(UserFactory(uninvited=True))
    account_mail()
    sink.mode = "stall"

    drain()

    states = dict(Outbox.objects.values_list("policy", "state"))
    assert states == {"at_least_once": "pending", "at_most_once": "unknown"}
    assert set(Outbox.objects.values_list("handoffs", flat=True)) == {1}


def test_mail_is_given_up_after_twelve_attempts_and_can_be_tried_again(sink):
    tell(UserFactory(uninvited=True))
    sink.mode = "451"
    at = AT
    for _attempt in range(12):
        drain(at=at)
        at += timedelta(hours=2)

    mail = Outbox.objects.get()
    assert (mail.state, mail.attempts) == ("dead", 12)

    sink.mode = "ok"
    assert outbox.retry(mail=mail, at=at)
    assert drain(at=at)["sent"] == 1
    assert not outbox.retry(mail=mail, at=at)


def test_absent_server_costs_nothing_but_one_batch_an_attempt(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    for step in range(15):
        tell(UserFactory(uninvited=True), step)

    assert drain()["sent"] == 0

    assert Outbox.objects.filter(attempts=1, state="pending", handoffs=0).count() == 10
    assert Outbox.objects.filter(attempts=0, state="pending", last_error="").count() == 5


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
    assert len(queries) <= 0.05 * 200 + 8  # eight open and end a drain, whatever its size


def test_reminder_costs_at_most_four_queries(sink):
    for step in range(40):
        tell(UserFactory(uninvited=True), step)

    with CaptureQueriesContext(connection) as queries:
        assert drain()["sent"] == 40

    assert len(queries) <= 4 * 40


def test_claimed_mail_is_nobody_elses():
    for step in range(3):
        tell(UserFactory(uninvited=True), step)

    first = claim.take(lane=Lane.REMINDER, at=AT)
    second = claim.take(lane=Lane.REMINDER, at=AT)

    assert (len(first.mails), len(second.mails)) == (3, 0)


def test_holder_that_lost_its_lease_changes_nothing():
    tell(UserFactory(uninvited=True))
    lost = claim.take(lane=Lane.REMINDER, at=AT)
    pk = lost.mails[0].pk
    Outbox.objects.update(lease_until=AT - timedelta(days=400))
    claim.take_back()
    again = claim.take(lane=Lane.ALONE, at=AT)
    assert [mail.pk for mail in again.mails] == [pk]

    assert claim.hand_over(lost, {pk: "Late"}) == set()
    assert claim.renew(lost) == set()
    assert claim.mark_sent(lost, [pk], at=AT) == 0
    assert claim.cancel(lost, pk, reason="late") == 0
    assert claim.let_go(lost, [pk]) == 0
    assert Outbox.objects.get().claim_token == again.token


@pytest.mark.parametrize(("policy", "state"), [("at_least_once", "pending"), ("at_most_once", "unknown")])
def test_mail_whose_holder_died_at_the_server_follows_its_policy(policy, state):
    tell(UserFactory(uninvited=True))
    Outbox.objects.update(policy=policy)
    batch = claim.take(lane=Lane.REMINDER, at=AT)
    claim.hand_over(batch, {mail.pk: "Step" for mail in batch.mails})
    Outbox.objects.update(lease_until=AT - timedelta(days=400))

    claim.take_back()

    mail = Outbox.objects.get()
    assert (mail.state, mail.last_error, mail.claim_token) == (state, "lease_ran_out", None)


def test_mail_that_kills_its_worker_is_given_up_and_takes_nobody_along(sink):
    for step in range(4):
        tell(UserFactory(uninvited=True), step)
    for _death in range(12):
        batch = claim.take(lane=Lane.ALONE, at=AT)
        batch = batch if batch.mails else claim.take(lane=Lane.REMINDER, at=AT)
        poison = min(Outbox.objects.values_list("pk", flat=True))
        claim.let_go(batch, [])
        for mail in batch.mails:
            if mail.pk != poison and len(batch.mails) == 1:
                claim.hand_over(batch, {mail.pk: "Step"})
                claim.mark_sent(batch, [mail.pk], at=AT)
        Outbox.objects.filter(pk=poison).exclude(state="dead").update(due_at=AT - timedelta(hours=1))
        Outbox.objects.filter(claim_token__isnull=False).update(lease_until=AT - timedelta(days=400))
        claim.take_back()

    assert Outbox.objects.get(pk=poison).state == "dead"
    drain()
    assert set(Outbox.objects.exclude(pk=poison).values_list("state", flat=True)) == {"sent"}


def test_waits_grow_to_an_hour_and_are_spread():
    waits = [claim.delay(attempts) for attempts in range(1, 13) for _again in range(20)]

    assert timedelta(seconds=15) <= min(waits)
    assert max(waits) <= timedelta(minutes=90)
    assert len(set(waits)) == len(waits)


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.c": (550, b"no")}), True),
        (smtplib.SMTPRecipientsRefused({"a@b.c": (450, b"busy")}), False),
        (smtplib.SMTPDataError(554, b"spam"), True),
        (smtplib.SMTPDataError(421, b"closing"), False),
        (smtplib.SMTPSenderRefused(550, b"who", "us@b.c"), False),
        (smtplib.SMTPNotSupportedError("no SMTPUTF8"), True),
        (ValueError("header"), True),
    ],
)
def test_answers_of_the_server_are_told_apart(error, permanent):
    assert outbox.is_permanent(error) is permanent


def test_mails_become_files_where_there_is_no_server(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    tell([UserFactory(uninvited=True), UserFactory(uninvited=True)])

    assert drain()["sent"] == 2
    assert sum(path.read_text().count("Subject: Step 1") for path in tmp_path.iterdir()) == 2


def test_one_module_alone_sends_mail():
    words = ("django.core.mail", "django.core import mail", "smtplib", "email_user(", "EmailMessage(")
    root = Path(django_settings.BASE_DIR)
    senders = {
        path.relative_to(root).as_posix()
        for folder in ("salesgym", "plans", "coaching")
        for path in (root / folder).rglob("*.py")
        if path.name != "settings.py" and any(word in path.read_text() for word in words)
    }

    assert senders == {"salesgym/notices/actions/outbox.py"}


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
