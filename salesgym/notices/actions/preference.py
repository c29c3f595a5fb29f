"""What a person wants to be told."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym import kinds
from salesgym.errors import Refused
from salesgym.notices.models import Preference

if TYPE_CHECKING:
    from salesgym.people.models import User

Choice = tuple[bool, bool]  # in the app, by email


class AlwaysSent(Refused):
    """This kind of mail cannot be turned off."""


@transaction.atomic
def choose(*, person: "User", choices: Mapping[str, Choice]) -> None:
    """Store for each kind whether a person wants notices in the app and by email. Raises AlwaysSent."""
    rows = [
        Preference(person=person, kind=name, in_app=in_app, email=email)
        for name, (in_app, email) in sorted(choices.items())
        if kinds.get(name).can_be_off
    ]
    _store(rows, ["in_app", "email"])


def stop_email(*, person_id: int, kind: str) -> None:
    """Turn email of this kind off; notices in the app stay as they are."""
    known = kinds.find(kind)
    if known is not None and not known.can_be_off:
        raise AlwaysSent(_("This mail is part of having an account, so it cannot be turned off."))
    _store([Preference(person_id=person_id, kind=kind, email=False)], ["email"])


def _store(rows: Iterable[Preference], fields: list[str]) -> None:
    Preference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=fields
    )
