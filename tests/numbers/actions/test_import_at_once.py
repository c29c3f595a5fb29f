from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from salesgym.numbers.actions import csv_import
from salesgym.numbers.models import Deal, WeeklyValue
from tests.factories.numbers import standard_metrics
from tests.factories.people import RepFactory

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
THREADS = 4


@pytest.mark.django_db(transaction=True)
def test_one_file_taken_in_by_several_at_once_adds_each_deal_once(deals_file):
    standard_metrics()
    rep = RepFactory(name="Marcus Bell")
    content = deals_file(*(f"A{number},Marcus Bell,,,Won,10/12/2026,11/2/2026,100" for number in range(200)))

    def take(_number):
        try:
            return csv_import.take_in(
                content=content, file_name="deals.csv", source_name="CRM", by=None, at=AT
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        summaries = list(threads.map(take, range(THREADS)))

    assert sorted(summary.added for summary in summaries) == [0, 0, 0, 200]
    assert Deal.objects.count() == 200
    assert WeeklyValue.objects.get(rep=rep, metric__key="wins", value__gt=0).value == 200
