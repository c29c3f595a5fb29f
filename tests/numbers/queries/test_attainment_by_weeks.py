"""How much of a rep's number is in, of reps of whom only the revenue of weeks is known."""

from datetime import date
from decimal import Decimal

import pytest

from salesgym.numbers.pages.attainment import in_words
from salesgym.numbers.queries.attainment import attainment
from tests.factories.numbers import QuotaFactory, WeeklyValueFactory, standard_metrics
from tests.factories.people import JobRoleFactory, RepFactory

ON = date(2026, 2, 25)  # a Wednesday, 25 working days before the end of March


@pytest.fixture
def rep(team, organization):
    return RepFactory(team=team, job_role=JobRoleFactory(ramp_weeks=12, quota=40_000))


def of(rep):
    return attainment([rep.pk], on=ON).get(rep.pk)


def words_of(rep):
    return in_words(of(rep))


def test_without_any_deal_the_weeks_that_lie_in_the_period_count(rep):
    revenue = standard_metrics()["revenue"]
    for week_start in (date(2025, 12, 29), date(2026, 1, 5), date(2026, 2, 16), date(2026, 3, 30)):
        WeeklyValueFactory(rep=rep, metric=revenue, week_start=week_start, value="10000.50")

    found = words_of(rep)

    assert of(rep).parts[0].won == Decimal("20001.00")
    assert found.notes == [
        "The revenue of some weeks up to 15 Feb is not known, so more may be in.",
        "Weeks that lie in the period as a whole count.",
    ]


def test_weeks_of_which_one_before_the_newest_is_unknown_are_at_least_what_is_known(rep):
    revenue = standard_metrics()["revenue"]
    for week_start in (date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 26)):
        WeeklyValueFactory(rep=rep, metric=revenue, week_start=week_start, value=8_000)

    found = words_of(rep)

    assert found.line == "At least 60% of this quarter's number with 5 weeks left"
    assert found.short == "At least 60% of quota"
    assert found.sums[-1] == ("At least", "60%")
    assert found.notes[0] == "The revenue of some weeks up to 25 Jan is not known, so more may be in."

    WeeklyValueFactory(rep=rep, metric=revenue, week_start=date(2026, 1, 19), value=0)
    assert words_of(rep).short == "60% of quota"


def test_weeks_before_a_rep_joined_are_not_unknown(rep):
    revenue = standard_metrics()["revenue"]
    WeeklyValueFactory(rep=rep, metric=revenue, week_start=date(2026, 1, 19), value=8_000)
    assert words_of(rep).short == "At least 20% of quota"

    QuotaFactory(rep=rep, starts_on=date(2026, 1, 1), months=3, amount=40_000)
    rep.joined_on = date(2026, 1, 20)
    rep.save()
    assert words_of(rep).short == "20% of quota"
