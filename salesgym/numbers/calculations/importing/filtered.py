"""What a report of deals leaves out by its filter, and the weeks in which that stays unknown."""

from dataclasses import dataclass
from datetime import date, timedelta

from salesgym.numbers.calculations.weeks.calendar import monday

UNKNOWN, COMPLETE = "unknown", "complete"
OPTIONS = (UNKNOWN, COMPLETE)

# Where half of all deals are lost, none lost of five happens by luck in 3 of 100 files. Fewer say nothing.
FEWEST_DEALS = 5
# A first closing this long after the first opening, and longer than a deal usually takes, is no luck either.
LATE_DAYS = 56


@dataclass(frozen=True, slots=True)
class Facts:
    """The deals of a file in figures, and what is known of its source from before (`known_*`).

    `usual_days` is the median from opening to closing, `overdue` how many deals were opened longer than that before
    anything closed. Days are None where no deal has one.
    """

    deals: int = 0
    decided: int = 0
    lost: int = 0
    open: int = 0
    first_opened: date | None = None
    first_closed: date | None = None
    usual_days: float | None = None
    overdue: int = 0
    known_lost: bool = False
    known_won: bool = False
    known_open: bool = False
    known_first: date | None = None
    known_first_closed: date | None = None


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks from one Monday to another; None where there is no end on that side."""

    first: date | None = None
    last: date | None = None


def has_no_lost(facts: Facts) -> bool:
    """Whether lost deals are likely not in the file, as it has none and nobody knows one of its source."""
    return facts.decided >= FEWEST_DEALS and not facts.lost and not facts.known_lost


def has_no_won(facts: Facts) -> bool:
    """Whether won deals are likely not in the file, as it has none and nobody knows one of its source."""
    return facts.decided >= FEWEST_DEALS and facts.lost == facts.decided and not facts.known_won


def has_no_open(facts: Facts) -> bool:
    """Whether open deals are likely not in the file."""
    return facts.deals >= FEWEST_DEALS and not facts.open and not facts.known_open


def closed_only_since(facts: Facts) -> date | None:
    """The Monday of the first closing, where earlier ones are likely not in the file; None where they are.

    Half of the deals are closed within the usual days. Five that are older, and none of them closed before: that
    happens by luck in 3 of 100 files, as with the lost ones.
    """
    opened, closed = facts.first_opened, facts.first_closed
    if opened is None or closed is None or monday(opened) == monday(closed):
        return None
    if facts.known_first_closed is not None and monday(facts.known_first_closed) < monday(closed):
        return None
    days, usual = (closed - opened).days, facts.usual_days or 0
    is_late = days > max(LATE_DAYS, usual) and facts.decided >= FEWEST_DEALS
    return monday(closed) if is_late or facts.overdue >= FEWEST_DEALS else None


def options_of(earlier: str) -> tuple[str, ...]:
    """The choices with the one that holds first: what was said of this source before, else the careful one."""
    return (COMPLETE, UNKNOWN) if earlier == COMPLETE else OPTIONS


def untold(known: Weeks | None, held: str, since: date | None, *, first: date | None) -> Weeks | None:
    """The weeks in which lost, won or open deals are unknown once a file is in.

    `held` is what was chosen, "" where the file does have such deals or says too little. `since` is the day from which
    it has them all, None where it has none; `first` the first day that the source had before.
    """
    if held == UNKNOWN:
        return known or Weeks(monday(since) if since and first else None)
    if held == COMPLETE or known is None:
        return None
    return known if since is None else cut(known, since, first=first)


def unclosed(
    known: Weeks | None, held: str, since: date | None, *, first_closed: date | None, first: date | None
) -> Weeks | None:
    """The weeks in which nothing is known of closed deals once a file is in; the arguments as for `untold`."""
    if held == COMPLETE:
        return None
    if held == UNKNOWN and first_closed is not None:
        last = monday(first_closed) - timedelta(weeks=1)
        return known if known and known.last and known.last <= last else Weeks(None, last)
    return known if known is None or since is None else cut(known, since, first=first)


def cut(known: Weeks, since: date, *, first: date | None) -> Weeks | None:
    """What is left of these weeks where all is known from a day on; None where nothing is."""
    last = monday(since) - timedelta(weeks=1)
    if first is None or last < monday(first) or (known.first and last < known.first):
        return None
    return known if known.last and known.last <= last else Weeks(known.first, last)
