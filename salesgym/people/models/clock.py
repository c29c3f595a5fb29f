"""Today and this moment in SQL. Access is checked in the database against the current day.

Memberships, managements and leaves have a first and a last day. The filters for "today" stand here alone. Each
takes a `prefix` that leads to the row from another model: `running_today("memberships__")` on teams.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateField, DateTimeField, Func, Q
from django.db.models.sql.compiler import SQLCompiler

# Added to the database's clock in the demo, as salesgym/clock.py adds it to the machine's.
AHEAD = "+ make_interval(days => COALESCE((SELECT days FROM people_democlock LIMIT 1), 0)::int)"


class _OfTheClock(Func):
    """What is read off the database's clock; the template says where the demo's days are added."""

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *args: Any, **context: Any
    ) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, *args, ahead=AHEAD if settings.IS_DEMO else "", **context)


class Today(_OfTheClock):
    """The current date in the organization's time zone (UTC before it is set up)."""

    template = (
        "((now() %(ahead)s) AT TIME ZONE COALESCE((SELECT time_zone FROM people_organization LIMIT 1), 'UTC'))"
        "::date"
    )
    output_field = DateField()


class Moment(_OfTheClock):
    """This moment by the database's clock, which all machines share."""

    template = "(statement_timestamp() %(ahead)s)"
    output_field = DateTimeField()


def running_on(day: date | Today, prefix: str = "") -> Q:
    """Rows that have begun by this day and do not end before it; one without a last day goes on."""
    lasting = Q((f"{prefix}ends_on", None)) | Q((f"{prefix}ends_on__gte", day))
    return Q((f"{prefix}starts_on__lte", day)) & lasting


def running_today(prefix: str = "") -> Q:
    """Memberships of today."""
    return running_on(Today(), prefix)


def over_today(field: str) -> Q:
    """Rows whose day in this field has passed."""
    return Q((f"{field}__lt", Today()))


def begun_today(prefix: str = "") -> Q:
    """Memberships that have begun, whether they are over or not."""
    return Q((f"{prefix}starts_on__lte", Today()))


def managing_today(prefix: str = "") -> Q:
    """Managements of today. One that has been ended gives no rights any more, whatever its last day."""
    return Q((f"{prefix}starts_on__lte", Today()), (f"{prefix}ends_on", None))


def away_today(prefix: str = "") -> Q:
    """Leaves of today. A leave always has a last day."""
    return Q((f"{prefix}starts_on__lte", Today()), (f"{prefix}ends_on__gte", Today()))
