"""Conversion to minor units of a currency: cents for dollars; yen have none."""

from decimal import ROUND_HALF_EVEN, Decimal

# ISO 4217; every other currency has two digits.
WITHOUT_MINOR_UNIT = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
THOUSANDTHS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])


def minor_digits(currency: str) -> int:
    """The number of decimals of this currency."""
    if currency in WITHOUT_MINOR_UNIT:
        return 0
    return 3 if currency in THOUSANDTHS else 2


def to_minor(amount: Decimal, currency: str) -> int:
    """An amount in major units (dollars) as whole minor units (cents)."""
    return int((amount * 10 ** minor_digits(currency)).to_integral_value(rounding=ROUND_HALF_EVEN))


def to_major(minor: int, currency: str) -> Decimal:
    """Whole minor units (cents) as major units (dollars)."""
    return Decimal(minor).scaleb(-minor_digits(currency))


def to_figures(value: Decimal, figures: int = 2) -> Decimal:
    """`value` rounded to `figures` significant figures, so that money looks no more exact than it is."""
    if not value:
        return Decimal(0)
    return value.quantize(Decimal(1).scaleb(value.adjusted() - figures + 1))
