"""Everything that happened to a plan, as far as a reader may see it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from coaching.models import CheckIn
from plans.models import Event, History, Mentorship, Plan
from plans.models.readers import Readers
from salesgym.people.models import User
from salesgym.people.queries import directory

PAGE_SIZE = 50
# What a person's Record shows of it.
NEWEST = 8


def timeline(
    plan: Plan, *, reader: User, sees_terms: bool, sees_drafts: bool, page: str | None
) -> Page[History]:
    """One page of what happened, newest first: for mentors, for the parties, or with what managers did to the draft.

    Each row has the ids of those on the plan who exist for the reader, `seen`, and of the check-ins they may open,
    `seen_talks`.
    """
    rows = _rows(plan, reader, sees_terms=sees_terms, sees_drafts=sees_drafts)
    return Paginator(rows, PAGE_SIZE).get_page(page)


def newest(plan: Plan, *, reader: User, sees_terms: bool, sees_drafts: bool) -> list[History]:
    """The last of the same, newest first. One query."""
    return list(_rows(plan, reader, sees_terms=sees_terms, sees_drafts=sees_drafts)[:NEWEST])


def _rows(plan: Plan, reader: User, *, sees_terms: bool, sees_drafts: bool) -> QuerySet[History]:
    rows = History.objects.filter(plan=plan).select_related("actor", "plan").order_by("-seq")
    talks = CheckIn.objects.visible_to(reader).filter(plan=plan.pk)
    rows = rows.annotate(seen=_named(plan, reader), seen_talks=ArraySubquery(talks.values("pk")))
    if not sees_terms:
        rows = rows.filter(event__in=[event for event in Event if event.for_mentors])
    elif not sees_drafts:
        rows = rows.exclude(event__in=[event for event in Event if event.readers is Readers.MANAGERS])
    return rows


def _named(plan: Plan, reader: User) -> ArraySubquery:
    """Who acted on the plan or was asked to mentor, as far as they exist for the reader. PostgreSQL asks it once."""
    acted = History.objects.filter(plan=plan.pk).values("actor")
    asked = Mentorship.objects.filter(plan=plan.pk).values("mentor")
    named = directory.seen_by(reader).filter(Q(pk__in=acted) | Q(pk__in=asked))
    return ArraySubquery(named.values("pk"))
