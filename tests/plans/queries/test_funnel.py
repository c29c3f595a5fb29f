"""The chain from the number that moves to the money, and why there is none sometimes."""

from datetime import timedelta
from decimal import Decimal

import pytest

from plans.pages.big_picture.money import why_plain
from plans.queries import big_picture, wizard
from plans.queries.funnel import NoRange, NoWay, won_deals_of
from plans.queries.kept_worth import worth_of
from salesgym.errors import NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Counted
from tests.factories.deals import DealFactory, SourceFactory
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import JobRoleFactory, OrganizationFactory, RepFactory
from tests.factories.plans import STARTS_ON, PlanFactory, SkillFactory

pytestmark = pytest.mark.django_db
SUNDAY = STARTS_ON - timedelta(days=1)
MARCUS = {"outreach": 310, "conversations": 62, "meetings": 19, "opportunities": 4, "wins": 1, "decided": 4}


def deals(rep, count, *, currency="USD"):
    source = SourceFactory()
    for number in range(count):
        day = SUNDAY - timedelta(days=3 + number)
        DealFactory(
            source=source,
            owner=rep,
            stage="won",
            closed_on=day,
            opened_on=day - timedelta(days=20),
            amount_minor=800_000 + 10_000 * number,
            currency=currency,
        )


def known(metric="meeting_to_opportunity", *, won=12, weeks=MARCUS, currency="USD", **fields):
    metrics = standard_metrics()
    OrganizationFactory(currency=currency)
    rep = RepFactory(
        name="Marcus Bell", job_role=JobRoleFactory(commission_rate=fields.pop("rate", Decimal("0.10")))
    )
    for key, values in {**weeks, "revenue": 8400}.items():
        give_weeks(rep, key, values if isinstance(values, list) else [values] * 13, until=STARTS_ON)
    deals(rep, won, currency=currency)
    told = {
        "baseline_numerator": Decimal(52),
        "baseline_denominator": Decimal(247),
        "baseline": Decimal("0.2105"),
    }
    plan = PlanFactory(rep=rep, skill=SkillFactory(metric=metrics[metric]), **{**told, **fields})
    return big_picture.known_of(plan, wizard.numbers_of(plan, on=STARTS_ON), on=STARTS_ON)


def test_a_rate_begins_at_its_own_chances_and_a_win_is_a_share_of_what_was_decided():
    found = known()

    assert found.funnel.entry == "meetings"
    assert found.funnel.volume == pytest.approx(19)
    assert found.funnel.rates == {"opportunities": Counted(52, 247), "wins": Counted(13, 52)}
    assert len(found.funnel.won_deals) == 12


@pytest.mark.parametrize("amount", [None, 0])
def test_a_win_without_an_amount_is_no_size_to_draw_from(amount):
    plan = known().plan

    DealFactory(owner=plan.rep, stage="won", opened_on=SUNDAY, closed_on=SUNDAY, amount_minor=amount)

    assert len(won_deals_of(plan, wizard.numbers_of(plan, on=STARTS_ON))) == 12


def test_the_range_of_the_money_holds_the_plain_sum():
    found = known()
    place = big_picture.places(found, [Decimal("0.28")])[0]

    assert place.own.low < float(place.change.commission) < place.own.high
    assert place.revenue.middle == pytest.approx(10 * place.own.middle, rel=0.06)
    kept = worth_of(found, place)
    assert kept["range"]["commission"]["low"] == place.own.low
    assert float(kept["commission"]) == place.own.middle
    assert kept["inputs"]["rates"] == {"opportunities": [52, 247], "wins": [13, 52]}


def test_the_same_plan_gives_the_same_range_again():
    found = known()

    first, second = (big_picture.places(found, [Decimal("0.28")])[0].own for _run in range(2))
    assert first == second


def test_from_deals_alone_win_rate_begins_at_the_decided_ones():
    found = known(
        "win_rate",
        weeks={"opportunities": 3, "wins": 4, "decided": 7},
        baseline=Decimal("0.5714"),
        baseline_numerator=Decimal(52),
        baseline_denominator=Decimal(91),
    )

    assert found.funnel.entry == "decided"
    assert found.funnel.rates == {"wins": Counted(52, 91)}
    assert found.each.middle > 0


def test_a_count_moves_the_entry():
    found = known(
        "meetings", baseline=Decimal(19), baseline_numerator=Decimal(247), baseline_denominator=None
    )

    assert (found.funnel.entry, found.stage) == ("meetings", "meetings")


def test_under_ten_won_deals_a_plain_sum_is_shown_and_says_so():
    found = known(won=7)
    place = big_picture.places(found, [Decimal("0.28")])[0]

    assert isinstance(found.why_plain, NotEnoughYet)
    assert (found.why_plain.have, found.why_plain.need) == (7, 10)
    assert place.own is None
    assert worth_of(found, place)["commission"]


def test_more_opportunities_than_meetings_in_a_week_are_no_share():
    found = known(weeks={**MARCUS, "opportunities": [25, *[2] * 12]})

    assert isinstance(found.why_plain, NoRange)
    assert (found.why_plain.why, found.why_plain.metric.key) == (NoWay.NO_SHARE, "meeting_to_opportunity")
    assert "more came out than went in" in why_plain(found)
    assert found.funnel is None


def test_deals_in_another_currency_are_not_the_reps_money():
    found = known(currency="EUR")
    assert len(found.funnel.won_deals) == 12

    deals(found.plan.rep, 3, currency="USD")
    numbers = wizard.numbers_of(found.plan, on=STARTS_ON)
    assert len(big_picture.known_of(found.plan, numbers, on=STARTS_ON).funnel.won_deals) == 12


def test_a_share_of_nothing_leaves_the_companys_revenue():
    place = big_picture.places(known(rate=Decimal(0)), [Decimal("0.28")])[0]

    assert place.own is None
    assert place.money is place.revenue


@pytest.mark.parametrize("metric", ["revenue", "revenue_per_win", "average_discount", "days_to_close"])
def test_numbers_with_a_way_of_their_own_to_the_money_have_no_range(metric):
    found = known(metric, baseline=Decimal(12), baseline_numerator=None, baseline_denominator=None)

    assert isinstance(found.why_plain, NoRange)
    assert big_picture.places(found, [Decimal(14)])[0].own is None
