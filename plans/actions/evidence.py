"""A rep keeps evidence of their own, edits and deletes it, and shares it with a plan, which is for good."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import announcement, attachment, history
from plans.actions.version import lock
from plans.calculations.chain import text_sha256
from plans.models import Attachment, Event, Evidence, Plan
from plans.models.evidence import MOST_KEPT
from plans.permissions import is_rep_of_terms
from salesgym.errors import Refused
from salesgym.people.models import User


class NothingSaid(Refused):
    """Evidence without a word of what happened."""


class TooMuch(Refused):
    """The rep keeps `MOST_KEPT` private ones already."""


class IsShared(Refused):
    """It was shared meanwhile, so that it stays as it is."""


class NotShared(Refused):
    """The plan takes none, or there is nothing to share."""


@transaction.atomic
def keep(*, rep: User, happened_on: date, text: str, at: datetime) -> Evidence:
    """Keep one thing for oneself. The same day and words again, as from a double click, are one."""
    User.objects.select_for_update(of=("self",)).get(pk=rep.pk)
    own = Evidence.objects.of(rep).private()
    said = _said(text)
    known = own.filter(happened_on=happened_on, text=said).first()
    if known is not None:
        return known
    if own.count() >= MOST_KEPT:
        raise TooMuch(
            _("You keep 200 pieces for yourself, and that is the most. Delete or share some first.")
        )
    return Evidence.objects.create(rep=rep, happened_on=happened_on, text=said, written_at=at)


@transaction.atomic
def change(*, evidence: Evidence, happened_on: date, text: str) -> Evidence:
    """Other words or another day, while nobody else reads it."""
    found = _lock_private(evidence)
    found.happened_on, found.text = happened_on, _said(text)
    found.save(update_fields=["happened_on", "text"])
    return found


@transaction.atomic
def delete(*, evidence: Evidence) -> None:
    """Gone with its files, without a trace, while nobody else has read it."""
    found = _lock_private(evidence)
    attachment.forget(found)
    found.delete()


@transaction.atomic
def share(*, plan: Plan, by: User, pks: Collection[int], at: datetime) -> int:
    """Make these part of the record of the rep's plan, unchanged from then on; how many were new. Tells the managers."""
    locked = lock(plan)
    if not is_rep_of_terms(by, locked):
        raise NotShared(
            _("This plan takes no evidence now: it is shared from the proposal until the plan closes.")
        )
    own = Evidence.objects.of(by).filter(pk__in=pks)
    rows = list(own.private().select_for_update(of=("self",)).order_by("happened_on", "pk"))
    if not rows:
        if own.filter(plan=locked).exists():
            # A second press: all of it is shared already.
            return 0
        raise NotShared(_("There is nothing to share. What you delete or share elsewhere is no longer here."))
    for row in rows:
        row.plan, row.shared_at = locked, at
        row.save(update_fields=["plan", "shared_at"])
        history.record_locked(plan=locked, actor=by, event=Event.EVIDENCE_SHARED, at=at, detail=_digests(row))
    announcement.evidence_shared(locked, at=at)
    return len(rows)


def _digests(row: Evidence) -> dict[str, object]:
    """What the history keeps of it: its day, and the digests of its words and of each file."""
    files = Attachment.objects.standing().of(row).values_list("pk", "sha256")
    return {
        "evidence": row.pk,
        "happened_on": row.happened_on.isoformat(),
        "text_sha256": text_sha256(row.text),
        "files": [{"file": pk, "sha256": digest} for pk, digest in files],
    }


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise NothingSaid(_("Say what happened, in a sentence or two."))
    return said


def _lock_private(evidence: Evidence) -> Evidence:
    found = Evidence.objects.select_for_update(of=("self",)).filter(pk=evidence.pk).first()
    if found is None or found.is_shared:
        raise IsShared(_("It was shared or deleted meanwhile, so nothing of it changes."))
    return found
