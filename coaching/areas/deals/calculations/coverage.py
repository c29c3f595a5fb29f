"""What is open against what is still to win."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

# Under so many decided deals a share of wins says little, and the longest of them is no bound for the next.
FEWEST_DECIDED = 20


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """What it is worth in major units of the number's currency, and for how many days it has been open; None where
    nobody wrote that down. `is_foreign`: its amount is in another currency.
    """

    amount: Decimal | None
    days: int | None
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """What became of the rep's deals in a year: how many were won of those decided, what a won one brought on average,
    and the most days that a decided one took. None where no deal tells.
    """

    won: int
    decided: int
    usual_win: Decimal | None = None
    longest: int | None = None

    @property
    def tells(self) -> bool:
        """Whether so many are decided that they say something of the next."""
        return self.decided >= FEWEST_DECIDED and self.won > 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Open deals that do not count, by the reason: `stale` are open for longer than any decided deal of the year took."""

    stale: int = 0
    undated: int = 0
    without_amount: int = 0
    foreign: int = 0

    def __bool__(self) -> bool:
        return any((self.stale, self.undated, self.without_amount, self.foreign))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Open deals against what is left of a number, in major units of one currency.

    Of `open_deals` so many have no amount (`at_usual_win`) and count with what a won one brought on average. `needed` is
    what would have to be open for the rest to be won at the rep's usual share of wins; None where too few deals are
    decided, none was won, or nothing says how large a deal is. `more_deals` is how many deals of the usual size are
    missing, 0 where enough is open.
    """

    open_amount: Decimal
    open_deals: int
    left: Decimal
    year: Year
    left_out: LeftOut
    at_usual_win: int = 0
    needed: Decimal | None = None
    more_deals: int = 0


def coverage(deals: Sequence[OpenDeal], *, left: Decimal, year: Year) -> Coverage:
    """The open deals (amounts of zero or more) against what is `left` (above zero)."""
    own = [one for one in deals if not one.is_foreign]
    dated = [one for one in own if one.days is not None]
    fresh = [one for one in dated if not _is_stale(one, year)]
    usual_win = year.usual_win if year.tells and year.usual_win else None
    known = [one.amount for one in fresh if one.amount is not None]
    unknown = len(fresh) - len(known)
    amounts = [*known, *([usual_win] * unknown if usual_win else [])]
    left_out = LeftOut(
        stale=len(dated) - len(fresh),
        undated=len(own) - len(dated),
        without_amount=len(fresh) - len(amounts),
        foreign=len(deals) - len(own),
    )
    total = sum(amounts, Decimal(0))
    size = total / len(amounts) if total else usual_win
    needed, more = _missing(total, size, left, year)
    return Coverage(
        total, len(amounts), left, year, left_out, unknown if usual_win else 0, needed=needed, more_deals=more
    )


def _is_stale(deal: OpenDeal, year: Year) -> bool:
    """Whether it is open for longer than any deal that was decided: of twenty the next one takes longer 1 time in 21."""
    is_bound = year.tells and year.longest is not None and deal.days is not None
    return is_bound and (deal.days or 0) > (year.longest or 0)


def _missing(total: Decimal, size: Decimal | None, left: Decimal, year: Year) -> tuple[Decimal | None, int]:
    if not year.tells or not size:
        return None, 0
    needed = left * year.decided / year.won
    missing = max(needed - total, Decimal(0)) / size
    return needed, int(missing.to_integral_value(rounding=ROUND_CEILING))
