"""The files of numbers: what waits for a person, and what came in before."""

from dataclasses import dataclass
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from salesgym.numbers.models import Import
from salesgym.people.models import User
from salesgym.people.queries import directory

PER_PAGE = 25
MOST_WAITING = 20


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One file that came in. `may_open`: the reader uploaded it, or is a site admin."""

    file: Import
    may_open: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Imports:
    """The page of files: those that wait for an answer, and one page of those that are in.

    `linked` are the ids of those who brought them, as far as they exist for the reader.
    """

    waiting: tuple[Import, ...]
    page: Page
    rows: tuple[ImportRow, ...]
    linked: frozenset[int]


def imports_for(user: User, *, page: str | None) -> Imports:
    """What this person may go on with, and who brought what, the newest first."""
    shown = Paginator(_came_in(), PER_PAGE).get_page(page)
    waiting = tuple(waiting_for(user)[:MOST_WAITING])
    brought = {file.imported_by_id for file in (*waiting, *shown.object_list)}
    return Imports(
        waiting=waiting,
        page=shown,
        rows=tuple(_row(file, user) for file in shown.object_list),
        linked=directory.seen_among(user, brought),
    )


def waiting_for(user: User) -> "QuerySet[Import]":
    """Files on their way in that this person may open, the newest first."""
    files = Import.objects.visible_to(user).waiting().select_related("source", "imported_by")
    return _without_json(files).order_by("-uploaded_at", "-pk")


def _came_in() -> "QuerySet[Import]":
    """Files that are in or were taken back. An import that a later one of its source follows has `is_last` unset."""
    later = Import.objects.done().filter(source=OuterRef("source"), imported_at__gt=OuterRef("imported_at"))
    files = Import.objects.filter(state__in=[*Import.IN, Import.State.UNDONE])
    files = files.select_related("source", "imported_by", "undone_by").annotate(is_last=~Exists(later))
    return _without_json(files).order_by("-imported_at", "-pk")


def _without_json(files: "QuerySet[Import]") -> "QuerySet[Import]":
    """A list shows no columns and no decisions: they would weigh more than everything else."""
    return files.defer("look", "decisions")


def _row(file: Import, user: User) -> ImportRow:
    may_open = user.is_site_admin or file.imported_by_id == user.pk
    is_last = cast("bool", getattr(file, "is_last", False))
    return ImportRow(file, may_open, may_open and is_last and file.state == Import.State.DONE)
