"""How much of a week a rep was there to work in."""

from collections.abc import Collection
from datetime import date, timedelta

from salesgym.numbers.calculations.weeks import WEEK, monday
from salesgym.people.queries.calendar import calendars


def absent_weeks(rep_ids: Collection[int], *, first: date, last: date) -> set[tuple[int, date]]:
    """The (rep id, Monday), from the week of `first` to that of `last`, in which every working day was leave."""
    weeks = []
    week = monday(first)
    while week <= last:
        weeks.append(week)
        week += WEEK
    absent = set()
    for rep_id, calendar in calendars(rep_ids, since=monday(first)).items():
        if not calendar.away:
            continue
        for week in weeks:
            days = [week + timedelta(days=place) for place in range(7)]
            working = [day for day in days if day.isoweekday() in calendar.work_days]
            if working and all(
                any(away.starts_on <= day <= away.ends_on for away in calendar.away) for day in working
            ):
                absent.add((rep_id, week))
    return absent
