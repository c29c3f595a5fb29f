"""What a person wants to be told, by kind."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesgym import kinds
from salesgym.kinds import Kind
from salesgym.notices.models import Preference

if TYPE_CHECKING:
    from salesgym.people.models import User


@dataclass(frozen=True)
class Choice:
    """One kind, and where this person is told of it today."""

    kind: Kind
    in_app: bool
    email: bool


def choices_of(person: "User") -> list[Choice]:
    """Every kind that can be turned off, digests last, otherwise in the order in which apps added them."""
    made = {row.kind: row for row in Preference.objects.filter(person_id=person.pk)}
    offered = sorted((kind for kind in kinds.all_kinds() if kind.can_be_off), key=lambda kind: kind.is_digest)
    return [
        Choice(
            kind,
            in_app=kind.in_app and (made[kind.name].in_app if kind.name in made else True),
            email=kind.by_email and (made[kind.name].email if kind.name in made else True),
        )
        for kind in offered
    ]
