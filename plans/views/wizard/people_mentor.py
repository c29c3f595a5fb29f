"""Step 5: the people who could be the mentor, each with what speaks for and against asking."""

from typing import Any

from plans.forms.wizard_people import MentorForm
from plans.models import Plan
from plans.pages.mentors import load_words, number_words, own_plan_words
from plans.queries import mentors
from plans.queries.mentors import Suggestions
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User


def picker(
    form: MentorForm, plan: Plan, suggested: Suggestions, *, reader: User, currency: str
) -> dict[str, Any]:
    """A tile for each person on the form, the two other choices, and whether there is anybody to suggest.

    A number is said where the reader may see it, and an own plan likewise.
    """
    readable = mentors.whose_number_may_be_read(reader, suggested.stand_out)
    loads, own = mentors.loads(form.people), mentors.own_plans(reader, form.people)
    say = Sayers(currency)
    numbers = {
        one.person.pk: number_words(one.value if one.person.pk in readable else None, plan.metric, say)
        for one in suggested.stand_out
    }
    glad = {one.person.pk for one in suggested.stand_out if one.is_glad}
    people = {str(person.pk): person for person in form.people}
    options = list(form["mentor"])
    return {
        "mentor_tiles": [
            {
                "option": option,
                "person": person,
                "number": numbers.get(person.pk, ""),
                "is_glad": person.pk in glad,
                "load": load_words(loads[person.pk]),
                "own_plan": own_plan_words(own.get(person.pk)),
            }
            for option in options
            if (person := people.get(str(option.data["value"]))) is not None
        ],
        "mentor_others": [option for option in options if str(option.data["value"]) not in people],
        "stands_out": bool(suggested.stand_out),
        "has_suggested": bool(suggested.stand_out or suggested.free),
    }
