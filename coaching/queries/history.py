"""Everything that happened to a plan, as far as a reader may see it."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from plans.models import Event, History, Plan
from plans.models.event import Readers

PAGE_SIZE = 50
# What a person's Record shows of it.
NEWEST = 8


def timeline(plan: Plan, *, sees_terms: bool, sees_drafts: bool, page: str | None) -> Page[History]:
    """One page of what happened, newest first: for mentors, for the parties, or with what managers did to the draft."""
    rows = _rows(plan, sees_terms=sees_terms, sees_drafts=sees_drafts)
    return Paginator(rows, PAGE_SIZE).get_page(page)


def newest(plan: Plan, *, sees_terms: bool, sees_drafts: bool) -> list[History]:
    """The last of the same, newest first. One query."""
    return list(_rows(plan, sees_terms=sees_terms, sees_drafts=sees_drafts)[:NEWEST])


def _rows(plan: Plan, *, sees_terms: bool, sees_drafts: bool) -> QuerySet[History]:
    rows = History.objects.filter(plan=plan).select_related("actor").order_by("-seq")
    if not sees_terms:
        rows = rows.filter(event__in=[event for event in Event if event.for_mentors])
    elif not sees_drafts:
        rows = rows.exclude(event__in=[event for event in Event if event.readers is Readers.MANAGERS])
    return rows
