"""However long a file is, no more than a few thousand rows of it are in memory, nor more bytes than a piece."""

import tracemalloc
from itertools import count, islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesgym.numbers.actions.imports import comparing, copying, pieces, upload
from salesgym.numbers.models import RefusedLine, StagedDeal, UploadChunk
from salesgym.numbers.queries.imports.lacks import gone
from salesgym.numbers.queries.imports.undoing import reps_of
from tests.factories.deals import DealFactory
from tests.factories.imports import ImportFactory
from tests.numbers.bringing import AT

pytestmark = pytest.mark.django_db
FIELDS = ["file", "line", "trouble", "reason"]


def test_rows_are_written_before_more_than_a_batch_waits():
    file = ImportFactory(ready=True)
    written = []

    with copying.Copy(RefusedLine, FIELDS, hold=lambda: written.append(seen)) as rows:
        for seen in range(3 * copying.BATCH):
            rows.add((file.pk, seen, "", "Wrong."))

    assert written == [copying.BATCH - 1, 2 * copying.BATCH - 1, 3 * copying.BATCH - 1]
    assert RefusedLine.objects.count() == 3 * copying.BATCH


def test_a_file_lies_in_small_pieces_and_is_read_one_by_one():
    size = 3 * upload.PIECE + 1
    file = upload.receive(pieces=[b"a,b\n" + b"1" * (size - 4)], file_name="a.csv", by=None, at=AT)

    with CaptureQueriesContext(connection) as captured, upload.opened(file) as handle:
        content = handle.read()

    assert len(content) == size
    assert UploadChunk.objects.count() == 4
    assert max(len(chunk.content) for chunk in UploadChunk.objects.all()) == upload.PIECE
    assert len(captured) <= 1


def test_known_deals_are_compared_one_after_the_other():
    known, found = count(1), (number for number in count(1) if number % 3)

    lacking, all_of_them = gone._lacking(islice(known, 9), found)

    assert (list(lacking), all_of_them) == ([3, 6, 9], 9)
    assert next(known) == 10
    assert next(found) == 11


def test_the_owners_of_a_file_are_as_many_rows_as_people():
    first = DealFactory(origin=ImportFactory())
    DealFactory(origin=first.origin, owner=first.owner)

    with CaptureQueriesContext(connection) as captured:
        assert reps_of(first.origin) == {first.owner_id}

    assert all("DISTINCT" in query["sql"] for query in captured)


def most_while_comparing(file):
    """The bytes that comparing this file holds at most, and the letters of its longest statement."""
    tracemalloc.start()
    try:
        with CaptureQueriesContext(connection) as captured:
            comparing.compare(file)
        return tracemalloc.get_traced_memory()[1], max(len(query["sql"]) for query in captured)
    finally:
        tracemalloc.stop()


def test_a_file_whose_every_line_names_somebody_else_takes_no_more_memory(organization):
    file = ImportFactory(ready=True)

    def grow_to(lines):
        StagedDeal.objects.bulk_create(
            StagedDeal(file=file, line=line, external_id=f"S{line}", owner_key=f"Somebody Number{line}")
            for line in range(StagedDeal.objects.count(), lines)
        )
        # As after the lines of a file are staged.
        pieces.analyze(StagedDeal)

    grow_to(copying.BATCH)
    # What is read once, such as the program's own modules, does not count.
    comparing.compare(file)
    few, letters = most_while_comparing(file)
    grow_to(2 * copying.BATCH)
    many, more_letters = most_while_comparing(file)

    assert file.refused_lines.count() == 2 * copying.BATCH
    assert many < 1.2 * few
    assert more_letters < letters + 10
