"""The lines that stay out, as a CSV file to correct and bring back; kept when the rest of a file is forgotten."""

from collections.abc import Iterator
from itertools import chain

from salesgym.numbers.actions.imports import upload
from salesgym.numbers.calculations.importing.cells import csv_text
from salesgym.numbers.calculations.importing.files import left_out, table
from salesgym.numbers.calculations.importing.layout import BlankOwner
from salesgym.numbers.calculations.importing.rows.above import filled_down
from salesgym.numbers.calculations.importing.stored import decisions_from_json, look_from_json
from salesgym.numbers.models import Import
from salesgym.numbers.pages.imports.places import all_placed
from salesgym.numbers.queries.imports.preview import refused_lines


def download(file: Import) -> Iterator[bytes]:
    """The lines of this file that stay out, as CSV: from the file while it is here, later as they were kept.

    Of a file of which nothing is kept it has the numbers of the lines and the reasons alone.
    """
    if upload.is_here(file) and file.look:
        yield from _from_file(file)
        return
    kept = upload.left_out(file)
    first = next(kept, None)
    if first is None:
        book = look_from_json(file.look).book if file.look else None
        rows = left_out.reasons_alone(all_placed(refused_lines(file), book))
        yield from _encoded(csv_text.download(rows))
    else:
        yield from chain([first], kept)


def keep(file: Import) -> None:
    """Delete the content of a file that is imported, except for the lines that stay out."""
    if file.refused:
        upload.forget_but_left_out(file, _from_file(file))
    else:
        upload.forget(file)


def _from_file(file: Import) -> Iterator[bytes]:
    look, layout = look_from_json(file.look), decisions_from_json(file.decisions).layout
    with upload.opened(file) as handle, upload.opened(file) as other:
        filled = (
            filled_down(table.lines(other, look), layout) if layout.blank_owner is BlankOwner.ABOVE else ()
        )
        rows = left_out.rows(handle, look, refused_lines(file), filled)
        yield from _encoded(csv_text.download(rows))


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)
