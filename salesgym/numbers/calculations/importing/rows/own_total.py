"""A file's own grand total, and the sum of its lines to hold beside it."""

from decimal import Decimal

from salesgym.numbers.calculations.importing.cells.number import as_number
from salesgym.numbers.calculations.importing.layout import Kind, Layout, Line, Look
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.calculations.importing.vocabulary.columns import Role


class OwnTotal:
    """Adds up the amounts of a file of deals that says itself what they come to; of others it adds nothing.

    The amounts of all lines count, whatever else is wrong with them: the file's own total counts them too.
    """

    def __init__(self, look: Look, layout: Layout) -> None:
        self.mark = layout.decimal_mark
        self.place = layout.column_of(Role.AMOUNT) if layout.kind is Kind.DEALS else None
        self.said = self._said(look)
        self.added = Decimal(0)

    def add(self, line: Line) -> None:
        """Add the amount of a line of deals."""
        if self.said is not None and self.place is not None:
            self.added += self._number(line.cells[self.place]) or 0

    def texts(self) -> tuple[str, str]:
        """What the file says and what its lines add up to, as decimal texts; empty where it says nothing."""
        return ("", "") if self.said is None else (f"{self.said:f}", f"{self.added:f}")

    def _said(self, look: Look) -> Decimal | None:
        cells = next((one.cells for one in look.asides if one.cells), ())
        return self._number(cells[self.place]) if self.place is not None and self.place < len(cells) else None

    def _number(self, text: str) -> Decimal | None:
        try:
            return as_number(text, self.mark) if text.strip() else None
        except Unreadable:
            return None
