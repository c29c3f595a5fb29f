"""The rep writes the sheet for the next step with a buyer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.areas.deals.actions.coached_deal import OutAlready
from coaching.areas.deals.models import CoachedDeal, Preparation
from salesgym.errors import Refused
from salesgym.people.models import User


class ChangedMeanwhile(Refused):
    """The sheet was changed since the form was opened."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written on a sheet; see `Preparation`."""

    meeting: str
    meets_at: datetime | None
    values: Sequence[dict[str, str]]
    questions: Sequence[str]
    next_step: str
    next_step_on: date | None
    obstacles: str


@transaction.atomic
def save(
    *, coached: CoachedDeal, by: User, sheet: Sheet, number: int, version: int, at: datetime
) -> Preparation:
    """Store the sheet of this number; `version` is the one that was read, 0 for a sheet that is new.

    Raises ChangedMeanwhile where another version stands, and OutAlready once the deal has left coaching.
    """
    coached = CoachedDeal.objects.select_for_update().get(pk=coached.pk)
    if not coached.is_in_coaching:
        raise OutAlready(_("This deal has left coaching. Copy what you typed to where you need it."))
    known = Preparation.objects.filter(deal=coached, number=number).first()
    if (known.version if known else 0) != version:
        raise ChangedMeanwhile(
            _(
                "This sheet was changed in another window. What you typed stands here: look at the deal, then save "
                "once more."
            )
        )
    written = known or Preparation(deal=coached, number=number)
    for name in Sheet.__slots__:
        value = getattr(sheet, name)
        setattr(written, name, list(value) if name in {"values", "questions"} else value)
    written.version, written.written_by, written.written_at = version + 1, by, at
    written.save()
    return written
