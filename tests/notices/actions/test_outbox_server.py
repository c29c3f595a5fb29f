"""What the mail server answers decides what becomes of a mail."""

import smtplib
from datetime import timedelta

import pytest

from salesgym.notices.actions import outbox
from salesgym.notices.models import Outbox
from tests.factories.people import UserFactory
from tests.notices.conftest import AT
from tests.notices.mails import account_mail, drain, tell

pytestmark = pytest.mark.django_db


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
    settings.EMAIL_BACKEND = "salesgym.mail_files.MailFiles"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    tell([UserFactory(uninvited=True), UserFactory(uninvited=True)])

    assert drain()["sent"] == 2
    files = list((tmp_path / "mail").iterdir())
    assert [path.read_text().count("Subject: Step 1") for path in files] == [1, 1]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
