"""What a rep's numbers bring or cost in money against the middle rep of their role, as higher apps work it out."""

from datetime import date

from salesgym import hooks
from salesgym.numbers.calculations.weeks.calendar import last_complete_week
from salesgym.numbers.queries.rep_numbers import RepNumbers
from salesgym.people.models import User


def money_of(reader: User, rep: User, numbers: RepNumbers, *, on: date) -> dict[int, int]:
    """What each number brings a quarter more than the middle rep's, by metric id, in whole units of the organization's
    currency; below zero what it costs. Only what this reader may read, and only beside the newest weeks, as the
    comparison is today's."""
    if last_complete_week(numbers.period.until) != last_complete_week(on):
        return {}
    by_key = {metric.key: metric for metric in numbers.metrics}
    found: dict[int, int] = {}
    for source in hooks.money_against_middle:
        found |= source(reader, rep, by_key, on)
    return found
