"""Weeks of people of one role, of whom some stand out in what becomes of their meetings."""

from datetime import date, timedelta

from salesgym.numbers.models import Metric
from tests.factories.numbers import WeeklyValueFactory

TODAY = date(2026, 4, 8)
NEWEST = date(2026, 3, 30)


def give_numbers(person, opportunities, *, weeks=13, meetings=20):
    """About so many opportunities a week: weeks that are all alike would make every difference sure."""
    for back in range(weeks):
        strays = (-1, 1, 0)[back % 3] * min(opportunities, 3)
        for key, value in (("opportunities", opportunities + strays), ("meetings", meetings)):
            WeeklyValueFactory(
                rep=person,
                metric=Metric.objects.get(key=key),
                week_start=NEWEST - timedelta(weeks=back),
                value=value,
            )
