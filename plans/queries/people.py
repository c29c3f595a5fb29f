"""Who stands around a plan today."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import OuterRef, Q, QuerySet

from salesgym.people.models import Leave, Management, User, running_today


def managers_of(rep: User) -> list[User]:
    """Everybody who may act as this rep's manager today: managers of their team, and deputies of those away."""
    return list(managing(rep).order_by("pk"))


def managing(rep: User) -> QuerySet[User]:
    """The same as a question to ask on."""
    running = _running([rep.pk])
    # As one set, and not as this set or that: for an "or" PostgreSQL goes through all people.
    acting = running.values("person").union(away_of(running).values("deputy"))
    return User.objects.active().filter(pk__in=acting).exclude(pk=rep.pk)


def managing_outer(field: str) -> QuerySet[User]:
    """The same for subqueries: of the rep whom this field of the query around it names."""
    running = running_over(OuterRef(OuterRef(field)))
    away = away_of(running_over(OuterRef(OuterRef(OuterRef(field)))))
    acting = Q(pk__in=running.values("person")) | Q(pk__in=away.values("deputy"))
    return User.objects.active().filter(acting).exclude(pk=OuterRef(field))


def managing_pairs(rep_ids: Collection[int]) -> set[tuple[int, int]]:
    """(manager id, rep id) for everybody who may act as a manager of one of these reps today."""
    running = _running(rep_ids)
    pairs = set(running.values_list("person", "team__memberships__person"))
    deputies = dict(away_of(running).values_list("person", "deputy"))
    pairs |= {(deputies[manager], rep) for manager, rep in pairs if deputies.get(manager) is not None}
    return {(manager, rep) for manager, rep in pairs if manager != rep}


def managers_of_each(rep_ids: Collection[int]) -> dict[int, list[User]]:
    """The same as `managers_of` for many reps, by their ids: three queries for any number of reps."""
    pairs = managing_pairs(rep_ids)
    people = User.objects.active().in_bulk({manager for manager, _rep in pairs})
    managers: dict[int, list[User]] = defaultdict(list)
    for manager, rep in sorted(pairs):
        if manager in people:
            managers[rep].append(people[manager])
    return managers


def _running(rep_ids: Collection[int]) -> QuerySet[Management]:
    """Managements of today over the teams these reps are in today."""
    return Management.objects.today().filter(
        running_today("team__memberships__"), team__memberships__person__in=rep_ids
    )


def running_over(rep: OuterRef) -> QuerySet[Management]:
    """For subqueries: managements of today over the teams that this rep is in today."""
    return Management.objects.today().filter(
        running_today("team__memberships__"), team__memberships__person=rep
    )


def away_of(running: QuerySet[Management]) -> QuerySet[Leave]:
    """The leave of today of these managers that has a deputy."""
    return Leave.objects.today().filter(person__in=running.values("person"), deputy__isnull=False)
