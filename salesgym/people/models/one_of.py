"""A filter for rows of the members of teams, for whom the database searches once."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func

from salesgym.people.models.organization import MembershipQuerySet


class IsOneOf(Func):
    """True where a value is one of an array: `rep_id = ANY(ARRAY(SELECT ...))`."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


def is_one_of(field: str, members: MembershipQuerySet) -> IsOneOf:
    """A filter: the person in this field is one of these members.

    Their ids are found once, as an array, and an index on the field is then searched once for all of them. A query
    within IN costs a search for each member, or is asked anew for every row where nobody has counted the rows for the
    planner yet.
    """
    return IsOneOf(F(field), ArraySubquery(members.values("person")))
