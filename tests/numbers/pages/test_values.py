"""What each manner of wording says, by kind of metric and currency."""

from decimal import Decimal

import pytest

from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Money, Sayer, Sayers, called, things

MEETINGS = Metric(name="Meetings", unit="meetings", kind="count")
RATE = Metric(name="Win rate", kind="ratio", numerator=Metric(name="Wins", unit="wins"), denominator=MEETINGS)
REVENUE = Metric(name="Revenue won", kind="money")
DEAL = Metric(name="Revenue per win", kind="average", numerator=REVENUE, denominator=MEETINGS)
DAYS = Metric(name="Days to close", unit="days", kind="average", numerator=MEETINGS, denominator=MEETINGS)
DISCOUNT = Metric(name="Discount", unit="%", kind="average", numerator=MEETINGS, denominator=MEETINGS)
say = Sayers("EUR")


@pytest.mark.parametrize(
    ("metric", "value", "exact", "now", "even", "target"),
    [
        (RATE, "0.25", "25.0%", "25.0%", "25%", "25%"),
        (RATE, "0.2186", "21.9%", "21.9%", "22%", "21.9%"),
        (RATE, "0.2105", "21.1%", "21.1%", "21%", "21.1%"),
        (RATE, "0.045", "4.5%", "4.5%", "4.5%", "4.5%"),
        (DISCOUNT, "13.84", "13.8%", "13.8%", "14%", "13.8%"),
        (REVENUE, "3900.4", "€3,900", "€3,900", "€3,900", "€3,900"),
        (REVENUE, "-500", "-€500", "-€500", "-€500", "-€500"),
        (DEAL, "8412.5", "€8,412", "€8,412", "€8,412", "€8,412"),
        (MEETINGS, "1234", "1,234", "1,234", "1,234", "1,234"),
        (MEETINGS, "46.6", "46.6", "47", "47", "46.6"),
        (MEETINGS, "12.4", "12.4", "12.4", "12.4", "12.4"),
        (MEETINGS, "-3", "-3", "-3", "-3", "-3"),
        (DAYS, "47", "47 days", "47.0 days", "47 days", "47 days"),
        (DAYS, "18.26", "18.3 days", "18.3 days", "18.3 days", "18.3 days"),
    ],
)
def test_a_value_reads_as_its_metric_does(metric, value, exact, now, even, target):
    it, number = say(metric), Decimal(value)

    assert (it.exact(number), it.now(number), it.round(number), it.target(number)) == (
        exact,
        now,
        even,
        target,
    )


@pytest.mark.parametrize(
    ("currency", "whole", "about", "full", "minor", "axis"),
    [
        ("USD", "$3,912", "$3,900", "$3,912.45", "$3,912.45", "$3.9K"),
        ("EUR", "€3,912", "€3,900", "€3,912.45", "€3,912.45", "€3.9K"),
        ("JPY", "¥3,912", "¥3,900", "¥3,912", "¥391,245", "¥3.9K"),
        ("KWD", "KWD\xa03,912", "KWD\xa03,900", "KWD\xa03,912.450", "KWD\xa0391.245", "KWD3.9K"),
    ],
)
def test_money_is_said_in_its_own_currency_and_minor_unit(currency, whole, about, full, minor, axis):
    money, amount = Money(currency), Decimal("3912.45")

    assert (money.whole(amount), money.about(amount), money.full(amount), money.minor(391_245)) == (
        whole,
        about,
        full,
        minor,
    )
    assert Sayers(currency)(REVENUE).axis(3912.0).replace("\xa0", "") == axis.replace("\xa0", "")


def test_cents_are_said_only_where_there_are_some():
    assert (Money("USD").full(Decimal(3900)), Money("USD").minor(390_000)) == ("$3,900", "$3,900")


def test_a_currency_without_a_minor_unit_has_no_decimals_whoever_asks():
    yen = Sayers("JPY")(REVENUE)

    assert (yen.to(Decimal("1200.75"), 2), yen.full(Decimal("1200.75")), yen.axis(2.5)) == (
        "¥1,201",
        "¥1,201",
        "¥2",
    )


def test_an_amount_that_rounds_to_nothing_has_no_sign():
    assert Money("EUR").whole(Decimal("-0.3")) == "€0"


def test_an_axis_is_short_and_takes_what_charts_draw():
    assert [say(REVENUE).axis(40_000), say(RATE).axis(25.0), say(MEETINGS).axis(2.5), say(DAYS).axis(20)] == [
        "€40K",
        "25%",
        "2.5",
        "20",
    ]


def test_a_drawn_share_is_a_percentage_already():
    assert (say(RATE).drawn.now(25.0), say(RATE).now(0.25)) == ("25.0%", "25.0%")


def test_units_are_left_out_or_said_of_counts_too():
    assert [say(DAYS).bare.exact(47), say(MEETINGS).named.exact(56), say(RATE).named.exact(0.25)] == [
        "47",
        "56 meetings",
        "25.0%",
    ]


def test_both_ends_of_a_range_are_equally_exact():
    assert say(RATE).ends(0.04, 0.085) == ("4.0%", "8.5%")
    assert say(RATE).ends(0.085, 0.31) == ("8%", "31%")
    assert say(REVENUE).ends(2400.4, 9800) == ("€2,400", "€9,800")


def test_what_was_counted_is_said_with_its_things():
    assert say(RATE).counted(28, 114) == "28 of 114 meetings"
    assert say(RATE).bare.counted(28, 1140) == "28 of 1,140"
    assert say(MEETINGS).counted(12) == "12 meetings"


def test_a_kept_value_is_said_to_its_last_digit():
    assert (say(MEETINGS).full(Decimal("12.25")), say(REVENUE).full(Decimal("12.25"))) == ("12.25", "€12.25")


@pytest.mark.parametrize("manner", ["exact", "now", "round", "target", "full"])
def test_what_nobody_knows_is_not_said(manner):
    assert getattr(say(REVENUE), manner)(None) == getattr(say(None), manner)(None) == ""


def test_no_currency_is_usual():
    with pytest.raises(TypeError):
        Sayers()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Sayer(REVENUE)  # type: ignore[call-arg]


def test_things_are_called_by_their_unit_or_their_name():
    assert (called(REVENUE), called(MEETINGS), things(RATE)) == ("revenue won", "meetings", "meetings")
