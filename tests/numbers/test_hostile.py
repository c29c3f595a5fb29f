"""Every hostile file gets its sentence or its lines, and takes little memory."""

import re
import tempfile
import tracemalloc

import pytest

from salesgym.numbers.calculations.importing.files import table, workbook
from salesgym.numbers.calculations.importing.trouble import Unreadable
from tests.numbers.hostile import HOSTILE

MOST_MEMORY = 60_000_000
LARGE = re.compile("megabyte|bomb|million|many (?:cells|parts)|far|thousand")


def outcome_of(file):
    """What reading comes to: a trouble, or the number of sound lines."""
    with tempfile.TemporaryFile() as target:
        try:
            if workbook.is_workbook(file.read(8)):
                workbook.to_csv(file, target)
                file = target
            look = table.look(file)
            lines = table.lines(file, look)
            return sum(not line.is_total and not line.has_wrong_length for line in lines)
        except Unreadable as problem:
            return problem.trouble


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_refused_with_its_trouble_or_read(hostile):
    with tempfile.TemporaryFile() as file:
        file.write(hostile.build())
        file.seek(0)

        outcome = outcome_of(file)

    assert outcome == hostile.outcome


@pytest.mark.parametrize(
    "hostile", [one for one in HOSTILE if LARGE.search(one.name)], ids=lambda hostile: hostile.name
)
def test_a_hostile_file_takes_little_memory(hostile):
    with tempfile.TemporaryFile() as file:
        file.write(hostile.build())
        file.seek(0)
        tracemalloc.start()

        outcome_of(file)

        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < MOST_MEMORY


def test_there_are_at_least_eighty_of_them(capsys):
    with capsys.disabled():
        print(f"\n{len(HOSTILE)} hostile files")  # noqa: T201 - the count is to be seen

    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE) >= 80
