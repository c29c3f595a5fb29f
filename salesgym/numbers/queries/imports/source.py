"""The page of a source: its last files, and the names that are left out of them and remembered."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from salesgym.numbers.models import Deal, Import, PersonAlias, Source
from salesgym.people.models import User

NAMES_PER_PAGE = 100
FILES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source, its newest files that the reader may open, the names left out, and how many deals keep their owner."""

    source: Source
    files: tuple[Import, ...]
    left_out: Page[PersonAlias]
    kept_deals: int


def source_page(source: Source, *, reader: User, page: str | None) -> SourcePage:
    """What stands on the page of this source for this reader."""
    files = Import.objects.visible_to(reader).done().filter(source=source).defer("look", "decisions")
    names = source.aliases.filter(person=None).order_by("key")
    return SourcePage(
        source=source,
        files=tuple(files[:FILES_SHOWN]),
        left_out=Paginator(names, NAMES_PER_PAGE).get_page(page),
        kept_deals=Deal.objects.filter(source=source, kept_from__isnull=False).count(),
    )
