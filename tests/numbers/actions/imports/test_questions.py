"""A question carries what follows from each answer, counted in the file, and each answer gives what it says."""

from collections import Counter

import pytest

from salesgym.numbers.calculations.importing.layout import DateOrder
from salesgym.numbers.models import Deal, Import
from tests.numbers.bringing import csv_of, receive, take

DEALS = (
    "Opportunity ID,Opportunity Owner,Amount,Stage,Created Date,Close Date",
    *(f"T-{n},Marcus Bell,1.500,Closed won,2026-01-05,03/04/2026" for n in range(20)),
)


def test_the_question_says_what_follows(rep):
    file = receive(csv_of(*DEALS))

    asked = {one["about"]: one for one in file.decisions["questions"]}
    assert file.state == Import.State.ASKING
    assert asked["date_order"]["follows"] == {"mdy": {"2026-03": 20}, "dmy": {"2026-04": 20}}
    assert asked["decimal_mark"]["texts"] == ["1.500"]


@pytest.mark.parametrize(("order", "month"), [(DateOrder.MONTH_FIRST, 3), (DateOrder.DAY_FIRST, 4)])
def test_each_answer_gives_what_it_says(rep, order, month):
    take(csv_of(*DEALS), layout={"date_order": order})

    assert Counter(day.month for day in Deal.objects.values_list("closed_on", flat=True)) == {month: 20}
