"""Writes claimed mails, after checking that each is still wanted and may go out now."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError
from django.db.models import prefetch_related_objects

from salesgym import kinds
from salesgym.kinds import Kind, Line, Rendered
from salesgym.notices import emails
from salesgym.notices.actions import along, claim
from salesgym.notices.actions.claim import Batch
from salesgym.notices.actions.gather import gather
from salesgym.notices.models import Letter, Outbox, Preference

logger = logging.getLogger(__name__)

NO_ACCOUNT = "no_account"
TURNED_OFF = "turned_off"
NOT_WANTED = "not_wanted"
NEXT_ONE = "next_one"
Extra = Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """One mail with its text."""

    mail: Outbox
    words: Rendered
    address: str


def write_all(batch: Batch, *, at: datetime) -> list[Draft]:
    """The drafts of this batch that go out now; the other mails are cancelled, put off or released."""
    gather(batch, at=at)
    prefetch_related_objects(batch.mails, "recipient")
    if any(mail.is_account_mail for mail in batch.mails):
        prefetch_related_objects(batch.mails, "letter")
    loaded = _load(batch.mails, at)
    wanted = [mail for mail in batch.mails if not _drop(batch, mail, loaded, at)]
    drafts = [draft for mail in _allowed_now(batch, wanted, at) if (draft := _draft(batch, mail, loaded, at))]
    lines = along.tell(batch, {draft.mail: draft.words.is_discreet for draft in drafts})
    return [
        _with_lines(batch, draft, lines[draft.mail.pk], loaded, at) if draft.mail.pk in lines else draft
        for draft in drafts
        if draft.mail.told_in_id is None
    ]


@dataclass(frozen=True)
class _Loaded:
    turned_off: set[tuple[int, str]]
    by_kind: Mapping[str, Extra]
    errors: Mapping[str, str]


def _with_lines(batch: Batch, draft: Draft, lines: Sequence[Line], loaded: _Loaded, at: datetime) -> Draft:
    """This mail with what goes along in it: a digest says it at its end, several reminders become one list."""
    kind = kinds.get(draft.mail.kind)
    if not kind.is_digest:
        return replace(draft, words=emails.one_of_several(draft.mail, lines))
    extra = {**loaded.by_kind.get(kind.name, {}), "also": lines}
    return _draft(batch, draft.mail, loaded, at, extra) or draft


def _load(mails: Sequence[Outbox], at: datetime) -> _Loaded:
    """Load what the whole batch needs, in a few queries."""
    people = {mail.recipient_id for mail in mails if not mail.is_account_mail}
    off = Preference.objects.filter(person_id__in=people, email=False).values_list("person_id", "kind")
    by_name: dict[str, list[Outbox]] = defaultdict(list)
    for mail in mails:
        by_name[mail.kind].append(mail)
    extras: dict[str, Extra] = {}
    errors: dict[str, str] = {}
    for name, of_kind in by_name.items():
        kind = kinds.find(name)
        if kind is None or kind.prefetch is None:
            continue
        try:
            extras[name] = {"loaded": kind.prefetch([(mail.recipient, mail.ref_ids) for mail in of_kind], at)}
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # a bug in one kind must not hold up mails of other kinds
            logger.exception("prefetch of %s raised", name)
            errors[name] = f"could not be loaded: {type(error).__name__}"
    return _Loaded(turned_off=set(off), by_kind=extras, errors=errors)


def _drop(batch: Batch, mail: Outbox, loaded: _Loaded, at: datetime) -> bool:
    """Cancel a mail that must not go out; True where it was cancelled or put off."""
    if mail.is_account_mail:
        return False
    kind = kinds.find(mail.kind)
    error = loaded.errors.get(mail.kind) or (f"unknown kind {mail.kind}" if kind is None else "")
    if kind is None or error:
        claim.try_later(batch, mail, error=error, at=at)
        return True
    try:
        reason = _reason_to_drop(mail, kind, loaded, at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as bug:  # a bug in one kind must not hold up other mails
        logger.exception("kind %s could not say whether mail %s is wanted", mail.kind, mail.pk)
        _give_up_for_now(batch, mail, bug, at)
        return True
    if reason:
        claim.cancel(batch, mail.pk, reason=reason)
    return bool(reason)


def _reason_to_drop(mail: Outbox, kind: Kind, loaded: _Loaded, at: datetime) -> str:
    recipient = mail.recipient
    if recipient is None or not recipient.is_active or not recipient.email:
        return NO_ACCOUNT
    if kind.can_be_off and (recipient.pk, kind.name) in loaded.turned_off:
        return TURNED_OFF
    extra = loaded.by_kind.get(kind.name, {})
    if kind.still_wanted is not None and not kind.still_wanted(recipient, mail.ref_ids, at, **extra):
        return NOT_WANTED
    return ""


def _allowed_now(batch: Batch, mails: Sequence[Outbox], at: datetime) -> list[Outbox]:
    """The mails whose readers may be written to now; the others are put off."""
    asked = [mail for mail in mails if not _any_hour(mail)]
    times = kinds.allowed_times([(mail.recipient_id or 0, at) for mail in asked])
    later = {mail.pk: time for mail, time in zip(asked, times, strict=True) if time > at}
    for mail in mails:
        if mail.pk in later:
            _put_off(batch, mail, later[mail.pk])
    return [mail for mail in mails if mail.pk not in later]


def _put_off(batch: Batch, mail: Outbox, until: datetime) -> None:
    """A digest that its reader could get only with the next one is not sent: they read one, never a pile."""
    kind = kinds.find(mail.kind)
    if kind is not None and kind.is_digest and mail.not_after is not None and until >= mail.not_after:
        claim.cancel(batch, mail.pk, reason=NEXT_ONE)
    else:
        claim.postpone(batch, mail, until=until)


def _any_hour(mail: Outbox) -> bool:
    kind = kinds.find(mail.kind)
    return mail.is_account_mail or (kind is not None and kind.ignores_quiet_hours)


def _draft(
    batch: Batch, mail: Outbox, loaded: _Loaded, at: datetime, extra: Extra | None = None
) -> Draft | None:
    kind = kinds.find(mail.kind)
    try:
        if mail.is_account_mail:
            return Draft(mail, emails.copy_out(mail), mail.address)
        if kind is None or mail.recipient is None:
            return None
        words = emails.write(mail, kind, at, extra or loaded.by_kind.get(mail.kind, {}))
    except Letter.DoesNotExist:
        claim.cancel(batch, mail.pk, reason=NOT_WANTED)
        return None
    except (OperationalError, InterfaceError):
        raise
    except Exception as bug:  # a bug in one kind must not hold up other mails
        logger.exception("mail %s of kind %s could not be written", mail.pk, mail.kind)
        _give_up_for_now(batch, mail, bug, at)
        return None
    return Draft(mail, words, mail.recipient.email)


def _give_up_for_now(batch: Batch, mail: Outbox, bug: Exception, at: datetime) -> None:
    # Store only the class of the error: its text may contain what a plan says.
    claim.try_later(batch, mail, error=f"could not be written: {type(bug).__name__}", at=at)
