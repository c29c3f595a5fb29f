"""Files of numbers in memory: what they look like at first sight, and their lines."""

import csv
import io

from salesgym.numbers.calculations.importing.files.tally import ColumnTally
from salesgym.numbers.calculations.importing.layout import Line, Look


def table(text):
    """The header and the rows of a small CSV text; spaces around its lines do not count."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = list(csv.reader(io.StringIO("\n".join(lines))))
    return rows[0], rows[1:]


def look_of(text, **differences):
    """A file at first sight, from its CSV text."""
    header, rows = table(text)
    columns = tuple(column_of(name, [row[place] for row in rows]) for place, name in enumerate(header))
    seen = {"encoding": "utf-8", "is_encoding_certain": True, "separator": ",", "header_line": 1}
    return Look(**{**seen, "columns": columns, "lines": len(rows), **differences})


def column_of(name, cells):
    tally = ColumnTally(name)
    tally.add(cells, range(2, 2 + len(cells)))
    return tally.column()


def lines_of(text):
    """The lines of a CSV text."""
    _, rows = table(text)
    return [Line(number, tuple(row)) for number, row in enumerate(rows, 2)]
