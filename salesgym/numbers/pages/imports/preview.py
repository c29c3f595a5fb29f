"""The page of what a compared file would change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page

from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.pages.imports.changes import ChangedLine, in_figures, of_deals, of_values
from salesgym.numbers.pages.imports.places import places
from salesgym.numbers.queries.imports.preview import Conflict, Preview, Touched

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A number that another source brought, beside what the file says."""

    rep_id: int
    rep: str
    metric: str
    week_start: date
    known: str
    known_at: datetime | None
    known_from: str
    in_file: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why lines stay out, where the first of them stand, and how many more there are."""

    text: str
    lines: str
    more: int


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Everything the page shows of a file that waits to be confirmed. `gives_way` is how many typed numbers the file
    replaces, `seen` are the ids of whom the reader may see."""

    page: Page[Any]
    changes: tuple[ChangedLine, ...]
    gives_way: int
    conflicts: tuple[ConflictLine, ...]
    cut_off: int
    reasons: tuple[ReasonLine, ...]
    more_reasons: int
    touched: Touched
    seen: Collection[int]


def build(
    preview: Preview, *, say: "Sayers", book: Book | None = None, is_owner_open: bool = False
) -> PreviewPage:
    """The page of this comparison. `book` is what the workbook holds, where the file is one.

    `is_owner_open`: nobody chose yet whether closed deals keep their owner.
    """
    rows = list(preview.page.object_list)
    deals = of_deals(rows, say, book, is_owner_open=is_owner_open) if preview.is_deals else ()
    return PreviewPage(
        page=preview.page,
        changes=tuple(deals if preview.is_deals else of_values(rows, preview.typed, say, book)),
        gives_way=preview.gives_way,
        conflicts=tuple(_conflict(conflict, say) for conflict in preview.conflicts),
        cut_off=preview.cut_off,
        reasons=tuple(ReasonLine(one.text, places(one.lines, book), one.more) for one in preview.reasons),
        more_reasons=preview.more_reasons,
        touched=preview.touched,
        seen=preview.seen,
    )


def _conflict(conflict: Conflict, say: "Sayers") -> ConflictLine:
    compared, stored = conflict.compared, conflict.stored
    return ConflictLine(
        rep_id=compared.rep_id,
        rep=compared.rep.name,
        metric=compared.metric.name if compared.metric else "",
        week_start=compared.starts_on,
        known=in_figures(compared.known_value, compared.metric, say),
        known_at=stored.entered_at if stored else None,
        known_from=stored.origin.source.name if stored and stored.origin and stored.origin.source else "",
        in_file=in_figures(compared.value, compared.metric, say),
    )
