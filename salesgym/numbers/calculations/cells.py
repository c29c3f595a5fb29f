"""What one cell says: a number or a day."""

from salesgym.numbers.calculations.day_cell import as_day
from salesgym.numbers.calculations.number_cell import as_number

__all__ = ["as_day", "as_number"]
