"""What the decided deals of a file add up to while it is still asked how it reads: for each owner and month."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from salesgym.numbers.calculations.importing.following import MOST_LINES
from salesgym.numbers.calculations.importing.layout import DealRow, Kind, Layout, Line, Stage
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.rows.deals import DealReader, deal_reader
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.calculations.importing.vocabulary.columns import Role

# The answers to every other question move deals between months, owners or stages.
CERTAIN = frozenset({About.ENCODING})
MOST_OWNERS = 50


@dataclass(slots=True)
class ShortSum:
    """One owner's deals of one month of closing, in one currency; `revenue` in major units, None without an amount."""

    month: date
    currency: str
    wins: int = 0
    losses: int = 0
    revenue: Decimal | None = None

    def add(self, deal: DealRow) -> None:
        self.losses += deal.stage is Stage.LOST
        if deal.stage is Stage.WON:
            self.wins += 1
            if deal.amount is not None:
                self.revenue = (self.revenue or 0) + deal.amount


def is_summable(layout: Layout, questions: Iterable[Question], lines: int) -> bool:
    """Whether its sums can be said before the questions are answered: none of them would change a sum, and it is short."""
    abouts = {question.about for question in questions}
    return layout.kind is Kind.DEALS and abouts <= CERTAIN and lines <= MOST_LINES


def short_sums(lines: Iterable[Line], layout: Layout, currency: str) -> list[dict[str, Any]]:
    """Owners by name, each with months as JSON: {"name", "months": [{"month", "currency", "wins", "losses", "revenue"}]}.

    Lines that cannot be read are left out, they are named later. Nothing where an ID occurs twice, since whether these
    lines add up is asked later, and nothing for more than 50 owners. `currency` is the organization's.
    """
    if layout.column_of(Role.EXTERNAL_ID) is None:
        layout = replace(layout, is_without_id=True)
    read, seen = deal_reader(layout, currency), set()
    found: dict[str, dict[tuple[date, str], ShortSum]] = defaultdict(dict)
    for line in lines:
        deal = _unless_refused(read, line)
        if deal is None or deal.closed_on is None or deal.stage is Stage.OPEN:
            continue
        if deal.external_id in seen:
            return []
        seen.add(deal.external_id)
        name = " ".join(deal.owner.name.split()) or deal.owner.email
        key = deal.closed_on.replace(day=1), deal.currency or currency
        found[name].setdefault(key, ShortSum(*key)).add(deal)
        if len(found) > MOST_OWNERS:
            return []
    return [
        {"name": name, "months": [_told(months[key]) for key in sorted(months)]}
        for name, months in sorted(found.items(), key=lambda one: one[0].casefold())
    ]


def _unless_refused(read: DealReader, line: Line) -> DealRow | None:
    try:
        return read(line)
    except Unreadable:
        return None


def _told(one: ShortSum) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("currency", "wins", "losses")}
    revenue = None if one.revenue is None else str(one.revenue)
    return {"month": one.month.isoformat(), **told, "revenue": revenue}
