"""Lines that stay out are written one at a time, however long the file is."""

import io
from itertools import count, islice

from salesgym.numbers.calculations.importing.files import left_out, table


class Counted:
    """A stream of refusals that says how many were taken from it."""

    def __init__(self):
        self.taken = 0

    def __iter__(self):
        for line in count(2):
            self.taken += 1
            yield line, "Wrong."


def test_no_more_lines_are_held_than_are_asked_for():
    file = io.BytesIO(b"name,amount\n" + b"".join(b"n%d,%d\n" % (n, n) for n in range(5000)))
    refused = Counted()

    rows = list(islice(left_out.rows(file, table.look(file), refused), 4))

    assert rows[-1] == [4, "Wrong.", "n2", "2"]
    assert refused.taken <= 5


def test_a_refusal_without_a_line_has_no_cells():
    file = io.BytesIO(b"name,amount\na,1\nb,2\n")

    rows = list(left_out.rows(file, table.look(file), [(0, "All."), (3, "Wrong."), (9, "Gone.")]))

    assert rows[1:] == [[0, "All."], [3, "Wrong.", "b", "2"], [9, "Gone."]]
