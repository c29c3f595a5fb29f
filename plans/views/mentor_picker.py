"""The people who could be the mentor, each with what speaks for and against asking: in the wizard and on "Ask a mentor"."""

from datetime import date
from typing import Any

from plans.forms.mentor_choice import MentorChoice
from plans.models import Plan
from plans.pages.mentors import tiles
from plans.queries.mentor_candidates import candidates
from plans.queries.mentors import Suggestions
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User


def picker(
    form: MentorChoice, plan: Plan, suggested: Suggestions, *, reader: User, currency: str, on: date
) -> dict[str, Any]:
    """A tile for each person on the form, the choices that are no person, and whether there is anybody to suggest.

    A number is said where the reader may see it, and an own plan likewise.
    """
    known = tiles(candidates(reader, plan, form.people, suggested, on=on), plan.metric, Sayers(currency))
    options = {str(option.data["value"]): option for option in form["mentor"]}
    return {
        "mentor_tiles": [(options.pop(str(tile.person.pk)), tile) for tile in known],
        "mentor_others": list(options.values()),
        "stands_out": bool(suggested.stand_out),
        "has_suggested": bool(suggested.stand_out or suggested.free),
    }
