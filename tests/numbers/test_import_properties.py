"""What holds for any numbers: an export comes back as it was, in any order, and twice is once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesgym.numbers.calculations.importing.cells.csv_text import write
from salesgym.numbers.models import Deal, WeeklyValue
from tests.factories.people import RepFactory
from tests.numbers.bringing import compare, counts, take

FIRST = date(2026, 8, 31)
REPS = ("Marcus Bell", "Siobhán O'Neill", "=Cmd Lee")
METRICS = ("Outreach", "Conversations", "Meetings", "Proposals")
STAGES = ("Prospecting", "Won", "Lost")

amounts = st.decimals(min_value=0, max_value=10**6, places=2)
weeks = st.integers(0, 11).map(lambda week: FIRST + timedelta(weeks=week))
numbers = st.dictionaries(
    st.tuples(st.sampled_from(REPS), weeks, st.sampled_from(METRICS)), amounts, min_size=1, max_size=30
)
days = st.dates(date(2026, 1, 1), date(2026, 11, 20))
names = st.text(st.characters(blacklist_categories=("C", "Z")), max_size=20)
deals = st.dictionaries(
    st.from_regex(r"[A-Z]{1,3}[0-9]{2,6}", fullmatch=True),
    st.tuples(st.sampled_from(REPS), st.sampled_from(STAGES), days, st.integers(0, 90), amounts, names),
    min_size=1,
    max_size=20,
)
often = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def reps(organization):
    return {name: RepFactory(name=name) for name in REPS}


def rolled_back(check):
    """Each example in a world of its own."""
    with transaction.atomic():
        check()
        transaction.set_rollback(True)


def as_file(header, rows):
    return "".join(write([header, *rows])).encode()


def stored():
    values = WeeklyValue.objects.filter(source="import").select_related("rep", "metric")
    return {(value.rep.name, value.week_start, value.metric.name): value.value for value in values}


@often
@given(told=numbers, order=st.randoms(use_true_random=False))
def test_an_export_of_numbers_comes_back_as_it_was(reps, told, order):
    def check():
        rows = [[rep, week.isoformat(), metric, value] for (rep, week, metric), value in told.items()]
        order.shuffle(rows)
        content = as_file(["Rep", "Week", "Metric", "Value"], rows)

        first = take(content)
        second = compare(content)

        assert stored() == told
        assert (first.added, first.refused) == (len(told), 0)
        assert (second.added, second.changed, second.unchanged) == (0, 0, len(told))

    rolled_back(check)


@often
@given(told=deals, order=st.randoms(use_true_random=False))
def test_an_export_of_deals_comes_back_as_it_was_in_any_order(reps, told, order):
    header = ["Opportunity ID", "Owner", "Stage", "Created Date", "Close Date", "Amount", "Deal Name"]

    def check():
        rows = [
            [
                key,
                rep,
                stage,
                day.isoformat(),
                min(day + timedelta(days=length), date(2026, 11, 21)).isoformat(),
                amount,
                name,
            ]
            for key, (rep, stage, day, length, amount, name) in told.items()
        ]
        content = as_file(header, rows)
        order.shuffle(rows)

        take(content)
        again = compare(as_file(header, rows))

        found = {deal.external_id: deal for deal in Deal.objects.select_related("owner")}
        assert {key: deal.owner.name for key, deal in found.items()} == {
            key: one[0] for key, one in told.items()
        }
        assert {key: Decimal(deal.amount_minor) / 100 for key, deal in found.items()} == {
            key: one[4] for key, one in told.items()
        }
        assert counts(again) == (len(told), 0, 0, len(told), 0)

    rolled_back(check)
