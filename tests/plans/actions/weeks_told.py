"""A rep's weeks of meetings and opportunities, told one after the other, and what is measured on a day."""

from datetime import UTC, date, datetime, timedelta

from plans.actions import measurement
from salesgym.numbers.models import Metric, WeeklyValue

START = date(2026, 1, 5)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def fill(plan, weeks, *, meetings=20, first=START):
    """Opportunities of each week, over twenty meetings."""
    for number, count in enumerate(weeks):
        week = first + timedelta(weeks=number)
        for key, value in (("opportunities", count), ("meetings", meetings)):
            WeeklyValue.objects.update_or_create(
                rep=plan.rep,
                metric=Metric.objects.get(key=key),
                week_start=week,
                defaults={"value": value, "source": "typed", "entered_at": at(week)},
            )


def before(plan, count=4):
    fill(plan, [count] * 4, first=START - timedelta(weeks=4))


def measure(plan, day):
    return measurement.measure(plan_ids=[plan.pk], at=at(day))


def steps(plan):
    return list(plan.milestones.order_by("position").values_list("status", flat=True))
