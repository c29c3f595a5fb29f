"""Today, as the database knows it: what one may see depends on the day it is asked."""

from django.db.models import DateField, Func


class Today(Func):
    """The current date in the organization's time zone (UTC before it is set up)."""

    template = (
        "(now() AT TIME ZONE COALESCE((SELECT time_zone FROM people_organization LIMIT 1), 'UTC'))::date"
    )
    output_field = DateField()
