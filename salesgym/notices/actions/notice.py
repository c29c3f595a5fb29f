"""Telling people something: an inbox row, and an outbox row for those who want email."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction

from salesgym import kinds
from salesgym.handoff import wake
from salesgym.kinds import LIFE_OF_ACCOUNT_MAIL, Kind, Policy
from salesgym.notices.models import Letter, Notice, Outbox, Preference

if TYPE_CHECKING:
    from salesgym.people.models import User

AT_ONCE = 2000  # rows of one statement
TITLE_LENGTH = Notice._meta.get_field("title").max_length or 200
SUBJECT_LENGTH = Outbox._meta.get_field("subject").max_length or 250

# Inbox and outbox in one statement. A mail is queued only where its notice is new (or where the kind
# has no notices), so that people who turn email on later get no mail about earlier notices.
GIVE = """
WITH given AS (
  SELECT * FROM jsonb_to_recordset(%s::jsonb) AS row(
    dedupe_key text, recipient_id bigint, kind text, title text, url text, ref_ids jsonb, at timestamptz,
    in_app boolean, is_hidden boolean, by_email boolean, policy text, due_at timestamptz,
    not_after timestamptz, message_id text)
), told AS (
  INSERT INTO notices_notice (dedupe_key, recipient_id, kind, title, url, ref_ids, at, is_hidden)
  SELECT dedupe_key, recipient_id, kind, title, url, ref_ids, at, is_hidden FROM given WHERE in_app
  ON CONFLICT (dedupe_key) DO NOTHING RETURNING dedupe_key
), posted AS (
  INSERT INTO notices_outbox
    (dedupe_key, recipient_id, kind, policy, address, ref_ids, due_at, not_after, message_id)
  SELECT dedupe_key, recipient_id, kind, policy, '', ref_ids, due_at, not_after, message_id FROM given
  WHERE by_email AND (NOT in_app OR dedupe_key IN (SELECT dedupe_key FROM told))
  ON CONFLICT (dedupe_key) DO NOTHING RETURNING dedupe_key
)
SELECT (SELECT count(*) FROM (SELECT dedupe_key FROM told UNION SELECT dedupe_key FROM posted) AS new),
       (SELECT count(*) FROM posted)
"""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to tell one person. `refs` holds ids only; `occurrence` tells repetitions apart.

    A mail about it goes out by `not_after`; without it, within the lifetime of its kind.
    """

    to: "User"
    title: str
    url: str
    refs: Mapping[str, int | str] = field(default_factory=dict)
    subject_key: str = ""
    occurrence: str = ""
    due_at: datetime | None = None
    not_after: datetime | None = None

    def dedupe_key(self, kind: str) -> str:
        """kind:subject:occurrence:recipient, the same each time this item is planned."""
        subject = self.subject_key or "-".join(f"{name}{self.refs[name]}" for name in sorted(self.refs))
        return f"{kind}:{subject}:{self.occurrence}:u{self.to.pk}"


def give(
    kind: str,
    *,
    to: "User | Iterable[User]",
    title: str,
    url: str,
    at: datetime,
    refs: Mapping[str, int | str] | None = None,
    subject_key: str = "",
    occurrence: str = "",
    due_at: datetime | None = None,
) -> int:
    """Tell one or more people the same thing, in the caller's transaction; how many were not told before."""
    people: Iterable[User] = to if isinstance(to, Iterable) else [to]
    items = [
        Item(
            to=person,
            title=title,
            url=url,
            refs=refs or {},
            subject_key=subject_key,
            occurrence=occurrence,
            due_at=due_at,
        )
        for person in people
    ]
    return give_many(kind, items, at=at)


@transaction.atomic
def give_many(kind: str, items: Iterable[Item], at: datetime, wait: timedelta = timedelta()) -> int:
    """Tell many people things of one kind; returns how many were new. Items told before change nothing.

    Their mails are due so much later than they might be sent.
    """
    known = kinds.get(kind)
    # Sorted by key: two planners then lock rows in the same order and cannot deadlock.
    ordered = sorted((item for item in items if item.to.is_active), key=lambda item: item.dedupe_key(kind))
    told = mails = 0
    for start in range(0, len(ordered), AT_ONCE):
        new, posted = _write(known, ordered[start : start + AT_ONCE], at, wait)
        told += new
        mails += posted
    if mails:
        wake("outbox")
    return told


def _write(kind: Kind, items: Sequence[Item], at: datetime, wait: timedelta) -> tuple[int, int]:
    people = {item.to.pk for item in items}
    choices = {
        choice.person_id: choice for choice in Preference.objects.filter(kind=kind.name, person_id__in=people)
    }
    dues = _due_times(kind, items, at)
    rows = [
        _row(kind, item, choices.get(item.to.pk), due_at + wait, at)
        for item, due_at in zip(items, dues, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(GIVE, [json.dumps(rows)])
        new, posted = cursor.fetchone()
    return new, posted


def _due_times(kind: Kind, items: Sequence[Item], at: datetime) -> list[datetime]:
    wished = [(item.to.pk, item.due_at or at) for item in items]
    if kind.ignores_quiet_hours:
        return [due_at for _person, due_at in wished]
    return kinds.allowed_times(wished)


def _row(
    kind: Kind, item: Item, choice: Preference | None, due_at: datetime, at: datetime
) -> dict[str, object]:
    may_choose = kind.can_be_off and choice is not None
    return {
        "dedupe_key": item.dedupe_key(kind.name),
        "recipient_id": item.to.pk,
        "kind": kind.name,
        "title": item.title[:TITLE_LENGTH],
        "url": item.url,
        "ref_ids": dict(item.refs),
        "at": at.isoformat(),
        "in_app": kind.in_app,
        "is_hidden": bool(may_choose and choice and not choice.in_app),
        "by_email": bool(
            kind.by_email and item.to.email and not (may_choose and choice and not choice.email)
        ),
        "policy": str(kind.policy),
        "due_at": due_at.isoformat(),
        "not_after": (item.not_after or due_at + kind.lifetime).isoformat(),
        "message_id": new_message_id(),
    }


def new_message_id() -> str:
    """A unique Message-ID. It is stored, so that every attempt to send a mail has the same one."""
    return f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


@transaction.atomic
def send_account_mail(
    *,
    address: str,
    recipient: "User | None",
    kind: str,
    subject: str,
    text: str,
    html: str,
    at: datetime,
    lifetime: timedelta = LIFE_OF_ACCOUNT_MAIL,
) -> Outbox:
    """Queue a mail that somebody waits for, such as a password link: text included, also in quiet hours."""
    mail = Outbox.objects.create(
        dedupe_key=f"{kind}:{uuid.uuid4().hex}",
        kind=kind,
        policy=Policy.AT_MOST_ONCE,
        recipient=recipient,
        address=address,
        due_at=at,
        not_after=at + lifetime,
        message_id=new_message_id(),
        subject=" ".join(subject.split())[:SUBJECT_LENGTH],
    )
    Letter.objects.create(mail=mail, text=text, html=html)
    wake("outbox")
    return mail


def mark_read(*, notice: Notice, at: datetime) -> None:
    """Mark a notice as read; the time of the first reading stays."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def mark_all_read(*, person: "User", at: datetime) -> int:
    """Mark all of this person's notices as read; returns how many were unread."""
    return Notice.objects.of(person.pk).unread().update(read_at=at)
