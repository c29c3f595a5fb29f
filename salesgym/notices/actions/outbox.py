"""Sends mails that are due. Of django.core.mail only message.py and salesgym/mail_files.py know besides.

The order for each mail: open the connection, mark the hand-off and commit, give the message to the
server, read its 250, mark it as sent. After a crash between the server's 250 and our mark nobody knows
whether the mail arrived (RFC 1047); the policy of its kind decides what happens then.
"""

import logging
import smtplib
import time
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from salesgym import kinds
from salesgym.notices import emails
from salesgym.notices.actions import claim, draft, outage
from salesgym.notices.actions.claim import Batch, Lane
from salesgym.notices.actions.draft import Draft
from salesgym.notices.actions.message import MailMessage
from salesgym.notices.actions.stop import Stop, gentle_stop
from salesgym.notices.models import Outbox
from salesgym.notices.queries import delivery, installation

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Summary = Counter[str]

MAILS_PER_CONNECTION = 500
MARK_RETRIES = 120
MARK_PAUSE = 0.5
PERMANENT = 500


class ServerGone(Exception):
    """The mail server cannot be reached: nothing was handed over."""


class Mailer:
    """One connection to the mail server, opened when it is needed and kept for the next batch."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None
        self._sent = 0
        self.is_gone = False

    def open(self) -> None:
        """Connect, with TLS and sign-in as configured. Raises ServerGone."""
        if self._connection is not None and self._sent < MAILS_PER_CONNECTION:
            return
        self.close()
        fresh: BaseEmailBackend = django_mail.get_connection()
        try:
            fresh.open()
        except OSError as error:  # SMTPException is one, too
            self.is_gone = True
            raise ServerGone(describe(error)) from error
        self._connection = fresh

    def send(self, message: MailMessage) -> None:
        """Send one message; any error closes this connection."""
        self.open()
        if self._connection is None:
            raise ServerGone
        try:
            self._connection.send_messages([message])
        except Exception:
            self.close()
            raise
        self._sent += 1

    def close(self) -> None:
        """Close the connection, also one that is broken already."""
        if self._connection is not None:
            try:
                self._connection.close()
            except OSError:
                logger.info("mail connection was gone already")
        self._connection, self._sent = None, 0


def drain(*, clock: Clock, seconds: float) -> Summary:
    """Send until nothing is due or the time is up; returns the counts by result.

    `more` is 1 where the time was up, `unreachable` is 1 where the mail server did not answer, and
    `held` is 1 where this is a copy, which sends nothing.
    """
    summary: Summary = Counter()
    mailer = Mailer()
    with gentle_stop(seconds) as stop:
        try:
            _fresh_connection()
            if installation.is_held():
                summary["held"] = 1
                return summary
            _tidy(summary, at=clock())
            _send_all(mailer, stop, summary, clock=clock)
        except (OperationalError, InterfaceError):
            # Claimed mails become free when their leases end; the next drain opens a new connection.
            logger.warning("database unreachable, drain ends", exc_info=True)
            _drop_connection()
        finally:
            mailer.close()
    return summary


def retry(*, mail: Outbox, at: datetime) -> bool:
    """Queue a mail again that was given up or perhaps arrived; False where it cannot go again by now."""
    return bool(
        delivery.can_go_again(at=at)
        .filter(pk=mail.pk)
        # Whoever asks for it answers for a second copy: hand-offs count since a person last decided.
        .update(state=Outbox.State.PENDING, due_at=at, attempts=0, handoffs=0, last_error="")
    )


def _tidy(summary: Summary, *, at: datetime) -> None:
    summary["taken back"] += claim.take_back()
    summary["expired"] += claim.expire(at=at)
    if not settings.IS_DEMO:
        claim.tear_up_letters(at=at)


def _send_all(mailer: Mailer, stop: Stop, summary: Summary, *, clock: Clock) -> None:
    """Send batch after batch. A server that cannot be reached ends it, and costs no mail an attempt."""
    try:
        if outage.is_noted():
            # Asked once, before any mail is claimed: who rings while the server is down costs one connection.
            mailer.open()
            outage.end(at=clock())
        while not stop.is_set:
            _fresh_connection()
            if not _send_next(mailer, stop, summary, at=clock()):
                return
        summary["more"] = 1
    except ServerGone as gone:
        logger.warning("mail server unreachable: %s", gone)
        outage.note(error=str(gone), at=clock())
        summary["unreachable"] = 1


def _send_next(mailer: Mailer, stop: Stop, summary: Summary, *, at: datetime) -> bool:
    """Claim and send one batch; False where nothing is due."""
    for lane in Lane:
        batch = claim.take(lane=lane, at=at)
        if batch.mails:
            _send_batch(batch, mailer, stop, summary, at=at)
            return True
    return False


def _send_batch(batch: Batch, mailer: Mailer, stop: Stop, summary: Summary, *, at: datetime) -> None:
    drafts = draft.write_all(batch, at=at)
    summary["not sent"] += len(batch.mails) - len(drafts)
    if not drafts:
        return
    untried = deque(drafts)
    try:
        mailer.open()
        _send_in_turn(batch, untried, mailer, stop, summary, at=at)
    finally:
        if stop.is_set or mailer.is_gone:
            claim.let_go(batch, [each.mail.pk for each in untried])


def _send_in_turn(
    batch: Batch, untried: deque[Draft], mailer: Mailer, stop: Stop, summary: Summary, *, at: datetime
) -> None:
    """Hand over one mail after the other; each hand-over marks the one before it as sent, the end the last one."""
    renewed = time.monotonic()
    last: int | None = None
    try:
        while untried and not stop.is_set:
            if time.monotonic() - renewed > claim.lease_seconds() / 3:
                # The server is slow or this process was suspended: extend the lease of what we still hold.
                claim.renew(batch)
                renewed = time.monotonic()
            each = untried.popleft()
            subject = each.words.subject[:250]
            is_ours = _persist(partial(claim.hand_on, batch, each.mail.pk, subject=subject, last=last, at=at))
            last = None
            if is_ours and _send_one(batch, each, mailer, summary, at=at):
                last = each.mail.pk
                summary["sent"] += 1
    finally:
        if last is not None and not _persist(partial(claim.mark_sent, batch, [last], at=at)):
            logger.warning("lease lost on a mail that was sent")


def _send_one(batch: Batch, each: Draft, mailer: Mailer, summary: Summary, *, at: datetime) -> bool:
    """Give one mail to the server and record any answer but acceptance; True where it was accepted."""
    try:
        message = compose(each)
        mailer.send(message)
    except ServerGone:
        claim.give_back(batch, each.mail.pk)
        raise
    except smtplib.SMTPServerDisconnected as error:
        _unsure(batch, each, error, summary, at=at)
    except (ValueError, smtplib.SMTPException) as error:
        _refused(batch, each, error, summary, at=at)
    except OSError as error:  # a timeout or a broken connection
        _unsure(batch, each, error, summary, at=at)
    else:
        return True
    return False


def _unsure(batch: Batch, each: Draft, error: Exception, summary: Summary, *, at: datetime) -> None:
    claim.mark_unsure(batch, each.mail, error=describe(error), at=at)
    summary["unsure"] += 1


def _refused(batch: Batch, each: Draft, error: Exception, summary: Summary, *, at: datetime) -> None:
    if is_permanent(error):
        claim.mark_refused(batch, each.mail.pk, error=describe(error), at=at)
        summary["refused"] += 1
    else:
        claim.try_later(batch, each.mail, error=describe(error), at=at)
        summary["later"] += 1


def compose(each: Draft) -> MailMessage:
    """The message as the server gets it: text, HTML, files, headers."""
    message = MailMessage(
        subject=each.words.subject,
        body=each.words.text,
        to=[each.address],
        headers=emails.headers(each.mail, kinds.find(each.mail.kind)),
    )
    if each.words.html:
        message.attach_alternative(each.words.html, "text/html")
    for file in each.words.attachments:
        message.attach(file.name, file.content, file.mime)
    return message


def answers(error: Exception) -> list[tuple[int, bytes | str]]:
    """The mail server's reply codes and texts in this error, one for each recipient."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return list(error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return [(error.smtp_code, error.smtp_error)]
    return []


def is_permanent(error: Exception) -> bool:
    """True where trying again is useless. A refused sender is a fault of our settings: try again later."""
    if isinstance(error, smtplib.SMTPSenderRefused):
        return False
    if isinstance(error, ValueError | smtplib.SMTPNotSupportedError):
        return True  # an invalid address or header
    return any(code >= PERMANENT for code, _words in answers(error))


def describe(error: Exception) -> str:
    """A short description of the error, for the delivery page."""
    for code, words in answers(error):
        return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    return f"{type(error).__name__}: {error}"


def _persist(write: Callable[[], int]) -> int:
    """What `write` returns; tried again for a while, as a mail that was sent and not marked may be sent twice."""
    for _attempt in range(MARK_RETRIES - 1):
        try:
            return write()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise
            _drop_connection()
            time.sleep(MARK_PAUSE)
    return write()


def _fresh_connection() -> None:
    """Close database connections that broke or are too old; Django does so for requests only."""
    if not connection.in_atomic_block:
        close_old_connections()


def _drop_connection() -> None:
    if not connection.in_atomic_block:
        connection.close()
