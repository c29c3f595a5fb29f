"""HR's letter of the month."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coaching.areas.formal.pages import letter as pages
from coaching.areas.formal.pages.letter import Letter
from coaching.areas.formal.queries import letter as queries
from coaching.areas.formal.queries.switch import AREA
from plans.queries.calendar import local_day
from salesgym.kinds import Group, Kind, Line, Policy, Rendered
from salesgym.notices.emails import absolute, render
from salesgym.people.models import AreaSwitch, User

NAME = "formal.hr_letter"
Refs = Mapping[str, int]


def _prefetch(items: Sequence[tuple[User, Refs]], at: datetime) -> dict[int, Letter]:
    """The letters of these HR partners, by their ids; none while the area is off."""
    if not AreaSwitch.is_area_on(AREA):
        return {}
    on = local_day(at)
    found = {person.pk: (person, queries.facts_for(person, on=on, at=at)) for person, _refs in items}
    return {pk: pages.letter(facts, reader=person, on=on) for pk, (person, facts) in found.items() if facts}


def _still_wanted(recipient: User, refs: Refs, at: datetime, *, loaded: Mapping[int, Letter]) -> bool:
    return recipient.pk in loaded


def _render(
    recipient: User, refs: Refs, at: datetime, *, loaded: Mapping[int, Letter], also: Sequence[Line] = ()
) -> Rendered:
    context = {
        "letter": loaded[recipient.pk],
        "at": at,
        "also": also,
        "url": absolute(reverse("formal:desk")),
        "day_url": absolute(reverse("people:me")),
    }
    return render("hr_letter", recipient=recipient, kind=NAME, context=context)


KIND = Kind(
    name=NAME,
    label=_("Your month, for HR partners"),
    policy=Policy.AT_MOST_ONCE,
    render=_render,
    still_wanted=_still_wanted,
    prefetch=_prefetch,
    group=Group.LETTERS,
    is_digest=True,
    in_app=False,
)
