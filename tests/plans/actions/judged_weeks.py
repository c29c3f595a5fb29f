"""Weeks of a rep and of their colleagues before a plan and since, and the judgement of the plan on a day."""

from datetime import UTC, date, datetime, timedelta

from plans.actions import forecast
from plans.models import Forecast
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory

START = date(2026, 1, 5)
WEEK = timedelta(weeks=1)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def told(rep, before, since, *, meetings=20, until=None):
    """Opportunities of each week over twenty meetings: thirteen weeks before the plan, and since."""
    weeks = [*before, *since]
    until = until or START + len(since) * WEEK
    give_weeks(rep, "meetings", [meetings] * len(weeks), until=until)
    give_weeks(rep, "opportunities", weeks, until=until)


def work_out(plan, day):
    assert forecast.forecast(plan_ids=[plan.pk], at=at(day)) == 1
    return Forecast.objects.get(plan=plan)


def seven_peers(rep):
    """Seven people in the same role, at 12 to 36 in a hundred."""
    found = [RepFactory(job_role=rep.job_role) for _number in range(7)]
    for number, peer in enumerate(found):
        told(peer, [3 + number % 5] * 13, [6] * 3)
    return found
