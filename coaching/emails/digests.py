"""The weekly digests of reps, mentors and managers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coaching.pages import digest as digest_pages
from coaching.pages.digest import Digest
from coaching.queries import digest, digest_due
from coaching.queries.digest import DigestFacts
from salesgym.kinds import Group, Kind, Line, Policy, Rendered
from salesgym.notices.emails import absolute, render
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization, User

Refs = Mapping[str, int]
DIGEST_PAGES = {"rep": "coaching:today", "mentor": "coaching:mentor_desk", "manager": "coaching:board"}


def _of(reader: User, facts: DigestFacts, say: Sayers, at: datetime) -> Digest:
    """In the words of the reader's own day: what was due is not due to them any more."""
    return digest_pages.digest(facts, reader=reader, say=say, on=at.astimezone(reader.zone).date())


def _digest_kind(role: str, label: Any, load: Callable[..., dict[int, DigestFacts]]) -> Kind:
    name = digest_due.kind_of(role)

    def prefetch(items: Sequence[tuple[User, Refs]], at: datetime) -> dict[int, Digest]:
        say = Sayers(Organization.objects.current().currency)
        readers = {person.pk: person for person, _refs in items}
        facts = load(list(readers), at=at)
        return {pk: _of(readers[pk], one, say, at) for pk, one in facts.items()}

    def still_wanted(recipient: User, refs: Refs, at: datetime, *, loaded: Mapping[int, Digest]) -> bool:
        return recipient.pk in loaded

    def digest_mail(
        recipient: User, refs: Refs, at: datetime, *, loaded: Mapping[int, Digest], also: Sequence[Line] = ()
    ) -> Rendered:
        context = {
            "digest": loaded[recipient.pk],
            "at": at,
            "also": also,
            "url": absolute(reverse(DIGEST_PAGES[role])),
            "day_url": absolute(reverse("people:me")),
        }
        return render(f"{role}_digest", recipient=recipient, kind=name, context=context)

    return Kind(
        name=name,
        label=label,
        policy=Policy.AT_MOST_ONCE,
        render=digest_mail,
        still_wanted=still_wanted,
        prefetch=prefetch,
        group=Group.LETTERS,
        is_digest=True,
        in_app=False,
    )


KINDS = (
    _digest_kind("rep", _("Your week, every week"), digest.of_reps),
    _digest_kind("mentor", _("Your mentees' week"), digest.of_mentors),
    _digest_kind("manager", _("Your team's week"), digest.of_managers),
)
