"""Puts what is due to one person at one moment into one mail: a digest, or a list of reminders."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from salesgym import kinds
from salesgym.kinds import Line
from salesgym.notices.actions import claim
from salesgym.notices.actions.claim import Batch
from salesgym.notices.models import Notice, Outbox


def tell(batch: Batch, mails: Mapping[Outbox, bool]) -> dict[int, list[Line]]:
    """By mail: the lines that it tells besides its own words, or in their place. Those told in another are settled.

    The value of each of `mails` says whether it is discreet: such a mail goes by itself. What goes along is stored
    before anything is sent, so that a second attempt tells the same.
    """
    able = [mail for mail in mails if _can_join(mail)]
    for carrier, others in _carriers(able, mails):
        claim.tell_along(batch, [mail.pk for mail in others], told_in=carrier.pk)
        for mail in others:
            mail.told_in = carrier
    return _lines([mail for mail in able if mail.told_in_id is None])


def _can_join(mail: Outbox) -> bool:
    kind = kinds.find(mail.kind)
    return not mail.is_account_mail and kind is not None and (kind.is_digest or kind.goes_along)


def _carriers(
    mails: Iterable[Outbox], is_discreet: Mapping[Outbox, bool]
) -> list[tuple[Outbox, list[Outbox]]]:
    """For each person the mail that tells of the others: their digest, or else the reminder that is oldest."""
    of_people: dict[int, list[Outbox]] = defaultdict(list)
    for mail in mails:
        if not is_discreet[mail]:
            of_people[mail.recipient_id or 0].append(mail)
    found = []
    for own in of_people.values():
        first = min(own, key=lambda mail: (not kinds.get(mail.kind).is_digest, mail.pk))
        others = [mail for mail in own if mail is not first and kinds.get(mail.kind).goes_along]
        if others:
            found.append((first, others))
    return found


def _lines(mails: Sequence[Outbox]) -> dict[int, list[Line]]:
    """What each of these mails tells along, also what an earlier attempt took in. Two queries."""
    along = Outbox.objects.filter(told_in__in=[mail.pk for mail in mails]) if mails else Outbox.objects.none()
    told_in = {key: pk or 0 for key, pk in along.values_list("dedupe_key", "told_in")}
    carriers = {mail.pk: mail for mail in mails if mail.pk in set(told_in.values())}
    for mail in carriers.values():
        if not kinds.get(mail.kind).is_digest:
            told_in[mail.dedupe_key] = mail.pk
    lines: dict[int, list[Line]] = defaultdict(list)
    if told_in:
        for notice in Notice.objects.filter(dedupe_key__in=told_in).order_by("pk"):
            lines[told_in[notice.dedupe_key]].append(Line(notice.title, notice.url))
    return lines
