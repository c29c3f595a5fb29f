"""What the numbers say of the weeks that set a plan's start: when it was written down, and today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.calculations.weeks.rates import Week, window

FULL_WEEKS = 13


@dataclass(frozen=True)
class StartWeeks:
    """The sums of the weeks from the Monday `since` to the Sunday `until`; `weeks` of them were known.

    `of` names the start they belong to: its number, value and last day.
    """

    of: str
    since: date
    until: date
    weeks: int
    numerator: Decimal
    denominator: Decimal | None = None

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "StartWeeks | None":
        """What `to_json` wrote; None for a plan from before this was kept."""
        if not kept:
            return None
        since, until = (date.fromisoformat(str(kept[name])) for name in ("since", "until"))
        return cls(str(kept["of"]), since, until, 0, Decimal(0)).with_sums(kept)

    def to_json(self) -> dict[str, object]:
        return {"of": self.of, "since": str(self.since), "until": str(self.until), **self.sums()}

    def sums(self) -> dict[str, object]:
        """What changes with the numbers, as an event keeps it."""
        denominator = None if self.denominator is None else _text(self.denominator)
        return {"weeks": self.weeks, "numerator": _text(self.numerator), "denominator": denominator}

    def again(self, weeks: Sequence[Week]) -> "StartWeeks | None":
        """The same calendar weeks as these numbers have them now; None where they begin later."""
        if not weeks or weeks[0].starts_on > self.since:
            return None
        return _summed(self, weeks)

    def with_sums(self, kept: Mapping[str, object]) -> "StartWeeks":
        """The same weeks with the sums that an event kept."""
        denominator = kept["denominator"]
        return replace(
            self,
            weeks=int(str(kept["weeks"])),
            numerator=Decimal(str(kept["numerator"])),
            denominator=None if denominator is None else Decimal(str(denominator)),
        )


def first_sums(
    of: str, weeks: Sequence[Week], *, until: date, counted: int, numerator: Decimal | None
) -> StartWeeks:
    """The weeks behind a start of `counted` weeks and this numerator, out of the weeks to the Sunday `until`.

    A start that was counted from the last thirteen weeks reaches back to the first one known, across weeks of leave; a
    typed one as many weeks as were typed.
    """
    last = monday(until)
    quarter = [week for week in weeks if week.starts_on > last - timedelta(weeks=FULL_WEEKS)]
    known = [week for week in quarter if week.is_weighed]
    total = sum((week.numerator or Decimal(0) for week in known), Decimal(0))
    is_counted = bool(known) and len(known) == counted and total == numerator
    since = known[0].starts_on if is_counted else last - timedelta(weeks=max(counted, 1) - 1)
    return _summed(StartWeeks(of, since, until, 0, Decimal(0)), weeks)


def _summed(of: StartWeeks, weeks: Sequence[Week]) -> StartWeeks:
    span = [week for week in weeks if of.since <= week.starts_on <= of.until]
    has_denominator = any(week.denominator is not None for week in span)
    found = window(span, has_denominator=has_denominator)
    return replace(of, weeks=found.weeks, numerator=found.numerator, denominator=found.denominator)


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}"
