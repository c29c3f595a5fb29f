"""What is open against what is still to win."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

# Under so many decided deals a share of wins says little.
FEWEST_DECIDED = 20


@dataclass(frozen=True, slots=True)
class Coverage:
    """Open deals against what is left of a number, in major units of one currency.

    `needed` is what would have to be open for the rest to be won at the rep's usual share of wins; None where too few
    deals are decided or none was won. `more_deals` is how many deals of the usual size are missing, 0 where enough is
    open.
    """

    open_amount: Decimal
    open_deals: int
    left: Decimal
    won: int
    decided: int
    needed: Decimal | None = None
    more_deals: int = 0


def coverage(*, open_amounts: Sequence[Decimal], left: Decimal, won: int, decided: int) -> Coverage:
    """The open amounts (zero or more) against what is `left` (above zero), with `won` of `decided` deals."""
    total = sum(open_amounts, Decimal(0))
    plain = Coverage(total, len(open_amounts), left, won, decided)
    if decided < FEWEST_DECIDED or not won or not open_amounts or not total:
        return plain
    needed = left * decided / won
    usual = total / len(open_amounts)
    missing = max(needed - total, Decimal(0)) / usual
    more = int(missing.to_integral_value(rounding=ROUND_CEILING))
    return Coverage(total, len(open_amounts), left, won, decided, needed, more)
