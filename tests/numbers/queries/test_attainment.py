"""How much of a rep's number is in, from what the database knows."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesgym.numbers.models import Deal, UntoldWeeks
from salesgym.numbers.pages.attainment import in_words
from salesgym.numbers.queries.attainment import attainment, read_at, span_of, with_facts
from salesgym.people.models import User
from tests.factories.deals import DealFactory
from tests.factories.imports import ImportFactory
from tests.factories.numbers import QuotaFactory, WeeklyValueFactory, standard_metrics
from tests.factories.people import HolidayFactory, JobRoleFactory, OrganizationFactory, RepFactory

ON = date(2026, 2, 25)  # a Wednesday, 25 working days before the end of March


@pytest.fixture
def role(organization):
    return JobRoleFactory(name="Closer", ramp_weeks=12, quota=40_000)


@pytest.fixture
def rep(team, role):
    return RepFactory(name="Marcus Bell", team=team, job_role=role)


def won(rep, amount_minor, closed_on=ON, **fields):
    return DealFactory(owner=rep, won=True, amount_minor=amount_minor, closed_on=closed_on, **fields)


def of(rep, on=ON):
    return attainment([rep.pk], on=on).get(rep.pk)


def words_of(rep, on=ON):
    return in_words(of(rep, on))


def test_won_deals_of_the_period_stand_against_the_roles_number(rep):
    for closed_on in (date(2026, 1, 5), date(2026, 3, 31)):
        won(rep, 1_640_000, closed_on)
    won(rep, 9_900_000, date(2026, 4, 1))
    won(rep, 9_900_000, date(2025, 12, 31), opened_on=date(2025, 12, 1))
    DealFactory(owner=rep, lost=True, amount_minor=9_900_000)
    DealFactory(owner=rep, amount_minor=9_900_000)

    found = words_of(rep)

    assert of(rep).parts[0].won == Decimal("32800.00")
    assert found.line == "82% of this quarter's number with 5 weeks left"
    assert found.short == "82% of quota"
    assert found.sums == [
        ("Number of the job role, 1 Jan to 31 Mar", "$40,000"),
        ("In: 2 deals won", "$32,800"),
        ("Share of the number, rounded down", "82%"),
    ]


def test_more_than_the_number_is_said_as_calmly(rep):
    won(rep, 4_480_000)

    assert words_of(rep).line == "112% of this quarter's number with 5 weeks left"


def test_a_number_of_the_reps_own_comes_before_the_roles(rep):
    QuotaFactory(rep=rep, amount=80_000)
    won(rep, 4_000_000)

    found = words_of(rep)

    assert found.short == "50% of quota"
    assert found.sums[0] == ("Own number, 1 Jan to 31 Mar", "$80,000")


def test_a_number_of_the_reps_own_counts_as_it_is_in_the_ramp(rep):
    User.objects.filter(pk=rep.pk).update(joined_on=date(2026, 2, 1))
    QuotaFactory(rep=rep, amount=10_000)
    won(rep, 500_000)

    assert words_of(rep).short == "50% of quota"


def test_a_quarter_of_a_fiscal_year_counts_over_its_own_months(rep):
    QuotaFactory(rep=rep, starts_on=date(2026, 2, 1), amount=10_000)
    won(rep, 900_000, date(2026, 1, 31))
    won(rep, 100_000, date(2026, 4, 30))

    assert words_of(rep).short == "10% of quota"


def test_with_a_quarter_and_a_month_the_quarter_comes_first(rep):
    QuotaFactory(rep=rep, starts_on=date(2026, 2, 1), months=1, amount=10_000)
    QuotaFactory(rep=rep, amount=30_000)
    won(rep, 300_000, date(2026, 2, 2))
    won(rep, 300_000, date(2026, 1, 6))

    assert words_of(rep).lines == [
        "20% of this quarter's number with 5 weeks left",
        "30% of this month's number with 3 days left",
    ]


def test_a_month_of_the_role_is_the_calendars(rep, role):
    role.quota_months = 1
    role.save()
    won(rep, 2_000_000)
    won(rep, 2_000_000, date(2026, 1, 31))

    assert words_of(rep).line == "50% of this month's number with 3 days left"


def test_a_new_rep_is_in_ramp_and_has_no_number(rep):
    User.objects.filter(pk=rep.pk).update(joined_on=date(2026, 1, 20))
    won(rep, 500_000)

    found = words_of(rep)

    assert found.line == found.short == "In ramp until 14 Apr"


def test_part_of_the_quarter_in_the_ramp_lessens_the_roles_number(rep):
    User.objects.filter(pk=rep.pk).update(joined_on=date(2025, 11, 24))
    won(rep, 1_000_000)

    found = words_of(rep)

    assert found.sums[:2] == [
        ("Number of the job role, 1 Jan to 31 Mar", "$40,000"),
        ("Past the ramp, which ends 16 Feb: 44 of 90 days", "$19,556"),
    ]
    assert found.short == "51% of quota"


def test_nothing_is_said_without_a_number_or_with_zero(rep, role):
    won(rep, 500_000)
    QuotaFactory(rep=rep, amount=0)
    plain = RepFactory(job_role=None)
    nobody_set = RepFactory(job_role=JobRoleFactory(name="New"))

    assert attainment([rep.pk, plain.pk, nobody_set.pk], on=ON) == {}


def test_nothing_in_reads_as_nothing_known_and_not_as_zero_percent(rep):
    DealFactory(owner=rep, lost=True)

    found = words_of(rep)

    assert found.line == "No deals in yet this quarter, 5 weeks left"
    assert found.short == "No deals in yet"
    assert "0%" not in str(found.sums)


def test_other_currencies_are_left_out_and_said(rep):
    won(rep, 1_000_000)
    won(rep, 7_000_000, currency="EUR")
    won(rep, 7_000_000, date(2026, 1, 20), currency="EUR")

    found = words_of(rep)

    assert found.short == "25% of quota"
    assert found.notes == ["2 won deals in EUR are left out: the number is in USD."]


def test_deals_in_other_currencies_alone_are_told_as_such(rep):
    won(rep, 1_000_000, currency="EUR")

    assert words_of(rep).line == "No deals in USD in yet, 5 weeks left"


@pytest.mark.parametrize("amount", [None, 0])
def test_won_deals_without_an_amount_are_said(rep, amount):
    won(rep, amount)

    found = words_of(rep)

    assert found.short == "No deals in yet"
    assert found.notes == ["1 won deal has no amount yet and is left out."]


def test_weeks_count_nowhere_where_deals_are_known(rep):
    won(rep, 1_000_000)
    WeeklyValueFactory(
        rep=rep, metric=standard_metrics()["revenue"], week_start=date(2026, 1, 5), value=5_000
    )

    assert words_of(rep).short == "25% of quota"


def untold_before(week, deal):
    file = ImportFactory(source=deal.source)
    return UntoldWeeks.objects.create(source=deal.source, what="closings", last_week=week, origin=file)


def test_a_quarter_of_which_weeks_are_unknown_is_at_least_what_is_known(rep):
    deal = won(rep, 3_280_000, opened_on=date(2026, 1, 5))
    untold_before(date(2026, 1, 12), deal)

    found = words_of(rep)

    assert found.line == "At least 82% of this quarter's number with 5 weeks left"
    assert found.short == "At least 82% of quota"
    assert found.sums[-1] == ("At least", "82%")
    assert found.notes == ["Deals that closed up to 18 Jan are in no file, so more may be in."]


def test_nothing_known_of_an_unknown_quarter_is_not_none(rep):
    deal = DealFactory(owner=rep, opened_on=date(2026, 1, 5))
    untold_before(date(2026, 1, 12), deal)

    assert words_of(rep).line == "Not known this quarter, 5 weeks left"
    assert words_of(rep).short == "Not known"


def test_a_quarter_after_the_unknown_weeks_or_of_who_came_later_is_known(rep):
    deal = won(rep, 3_280_000, opened_on=date(2026, 1, 5))
    gap = untold_before(date(2025, 12, 22), deal)
    assert words_of(rep).short == "82% of quota"

    gap.last_week = date(2025, 12, 29)
    gap.save()
    assert words_of(rep).short == "82% of quota"

    Deal.objects.update(opened_on=date(2025, 12, 30))
    assert words_of(rep).short == "At least 82% of quota"

    gap.cleared_by = gap.origin
    gap.save()
    assert words_of(rep).short == "82% of quota"


def test_currencies_without_cents_are_counted_whole(rep, organization):
    organization.currency = "JPY"
    organization.save()
    won(rep, 20_000, currency="JPY")

    assert words_of(rep).short == "50% of quota"


def test_holidays_and_work_days_of_the_organization_shorten_what_is_left(rep, organization):
    organization.work_days = "1234"
    organization.save()
    HolidayFactory(day=date(2026, 3, 31))

    # Monday alone is left of the last two days.
    assert words_of(rep, date(2026, 3, 30)).line == "No deals in yet this quarter, 1 day left"


def test_after_the_last_work_day_no_work_days_are_left(rep):
    QuotaFactory(rep=rep, months=1, starts_on=date(2026, 5, 1))
    assert words_of(rep, date(2026, 5, 31)).line == "No deals in yet this month, no work days left"


def test_the_day_is_the_organizations(rep):
    OrganizationFactory._meta.model.objects.update(time_zone="Pacific/Auckland")
    QuotaFactory(rep=rep, starts_on=date(2026, 4, 1), months=1)
    at = datetime(2026, 3, 31, 20, tzinfo=UTC)
    facts = with_facts(User.objects.filter(pk=rep.pk), span_of(at.date())).get().attainment_facts

    assert read_at(rep.pk, facts, at=at).parts[0].number.period.starts_on == date(2026, 4, 1)


def test_before_the_organization_is_set_up_usual_settings_hold(db):
    rep = RepFactory(job_role=JobRoleFactory(name="Closer", quota=10_000))
    won(rep, 500_000)

    assert words_of(rep).line == "50% of this quarter's number with 5 weeks left"


def test_any_number_of_reps_takes_one_query(rep, role, team):
    others = [RepFactory(team=team, job_role=role) for _place in range(20)]
    for one in others:
        won(one, 500_000)
        QuotaFactory(rep=one)

    with CaptureQueriesContext(connection) as queries:
        found = attainment([rep.pk, *(one.pk for one in others)], on=ON)

    assert len(queries) == 1
    assert len(found) == 21
