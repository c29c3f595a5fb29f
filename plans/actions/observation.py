"""What a manager saw before a plan, put down with its reasons and carried on with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from plans.models import Observation, Plan
from plans.models.observation import MOST_SEEN
from salesgym.errors import Refused


@dataclass(frozen=True)
class Seen:
    """One observation, as typed: the day, what was seen, and where it comes from (a Source)."""

    seen_on: date
    what: str
    source: str


class TooMuchSeen(Refused):
    """More observations than a plan may have: `MOST_SEEN`."""


class NotYetSeen(Refused):
    """An observation of a day that lies ahead."""


def require_seen(seen: Sequence[Seen], *, on: date) -> None:
    """Refuse too many rows and days after this one. Raises TooMuchSeen, NotYetSeen."""
    if len(seen) > MOST_SEEN:
        raise TooMuchSeen(_("Keep up to ten observations: the ones that say most."))
    if any(one.seen_on > on for one in seen):
        raise NotYetSeen(_("Write down what has been seen: one of the days lies ahead."))


def stored(draft: Plan) -> list[Seen]:
    """What the draft holds, in the order it was written. One query."""
    rows = draft.observations.order_by("position")
    return [Seen(*row) for row in rows.values_list("seen_on", "what", "source")]


def put_down(draft: Plan, seen: Sequence[Seen]) -> None:
    """These in place of the stored ones, on a locked draft."""
    draft.observations.all().delete()
    Observation.objects.bulk_create(
        Observation(plan=draft, position=position, **vars(one)) for position, one in enumerate(seen, start=1)
    )
