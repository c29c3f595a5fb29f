"""What is said of somebody who could be a mentor: their number, whom they help already, and their own plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.status import NOT_LOOKED_AT, SETTLED, StatusWord
from plans.models.mentorship import MENTOR_CAPACITY
from plans.pages.figures import in_words
from plans.pages.status import shown
from plans.queries.mentor_candidates import Candidate, OwnPlan
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Tile:
    """One person to choose from, and the sentences that speak for and against asking them, or ""."""

    person: User
    number: str
    is_glad: bool
    load: str
    own_plan: str
    away: str = ""


def tiles(people: Iterable[Candidate], metric: Metric | None, say: Sayers) -> list[Tile]:
    """A tile for each of these people, in their order."""
    return [
        Tile(
            person=one.person,
            number=number_words(one.value, metric, say) if one.stands_out else "",
            is_glad=one.is_glad,
            load=load_words(one.mentees),
            own_plan=own_plan_words(one.own_plan),
            away=away_words(one.away_until),
        )
        for one in people
    ]


def number_words(value: Decimal | None, metric: Metric | None, say: Sayers) -> str:
    """31.5% over the last 13 weeks; without a value that may be read, that they are strong in it."""
    if value is None or metric is None:
        return _("Clearly above the middle of the role.")
    return _("%(value)s over the last 13 weeks.") % {"value": in_words(value, metric, say, exact=True)}


def load_words(mentees: int) -> str:
    """Mentors nobody right now."""
    if not mentees:
        return _("Mentors nobody right now.")
    if mentees >= MENTOR_CAPACITY:
        return ngettext(
            "Mentors %(count)s person already, so a yes is unlikely.",
            "Mentors %(count)s people already, so a yes is unlikely.",
            mentees,
        ) % {"count": mentees}
    return ngettext("Mentors %(count)s person.", "Mentors %(count)s people.", mentees) % {"count": mentees}


def away_words(until: date | None) -> str:
    """Away until Friday 4 December. Empty for whoever is there."""
    return _("Away until %(day)s.") % {"day": date_format(until, "l j F")} if until else ""


def own_plan_words(plan: OwnPlan | None) -> str:
    """Own plan: Stalled. Empty without an open plan that the reader may see, or before it was judged."""
    if plan is None:
        return ""
    stored = SETTLED.get(plan.status) or plan.judged or NOT_LOOKED_AT
    status = shown(stored, chance=plan.by_end or None)
    return "" if status.value == StatusWord.NO_PLAN else _("Own plan: %(status)s.") % {"status": status.said}
