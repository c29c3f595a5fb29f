"""What the rep of a formal plan has said to its text, or its manager wrote down, and from when it may run without an answer."""

from datetime import date, datetime, timedelta

from plans.models import Agreement, Plan
from plans.queries.calendar import local_day
from salesgym.people.calculations.calendar import HORIZON_DAYS
from salesgym.people.queries.calendar import calendars

# How long somebody who has received a plan has for their answer.
WORKING_DAYS = 5
READ_WITH = ("receipt", "declined__witness", "declined__recorded_by", "unanswered__recorded_by")


def newest(plan: Plan) -> Agreement | None:
    """The newest text of this plan, with what stands beside its signatures. One query."""
    return plan.agreements.select_related(*READ_WITH).order_by("-number").first()


def may_run_from(plan: Plan, received_at: datetime) -> date:
    """The day from which the plan may run without an answer: its first, or later, once the rep has worked five more days
    after that of the receipt. Days of leave count for nothing. Two queries."""
    day, left = local_day(received_at), WORKING_DAYS
    calendar = calendars([plan.rep_id], since=day)[plan.rep_id]
    for _day in range(HORIZON_DAYS):
        if not left:
            break
        day += timedelta(days=1)
        left -= calendar.is_at_work(day)
    return max(day, plan.starts_on or day)
