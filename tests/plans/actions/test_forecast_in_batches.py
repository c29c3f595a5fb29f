"""Many plans judged together: what the database is asked does not grow with how many of their words change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from plans.actions import forecast
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)
NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize("many", [1, 20])
def test_changed_words_take_the_same_queries_however_many(many, rep, django_assert_num_queries):
    plans = [PlanFactory(rep=RepFactory(job_role=rep.job_role), active=True) for _one in range(many)]
    for plan in plans:
        give_weeks(plan.rep, "meetings", [20] * 16, until=START + timedelta(weeks=3))
        give_weeks(plan.rep, "opportunities", [4] * 14 + [5, 4], until=START + timedelta(weeks=3))
    ids = [plan.pk for plan in plans]
    forecast.forecast(plan_ids=ids, at=NINE + timedelta(weeks=1))

    with django_assert_num_queries(13):
        forecast.forecast(plan_ids=ids, at=NINE + timedelta(weeks=3))

    for plan in plans:
        event = plan.history.get(event="status.changed")
        assert (event.seq, event.detail["from"], event.detail["goal"]) == (1, "just_started", "24%")
