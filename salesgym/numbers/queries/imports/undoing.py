"""Whether an import may still be undone: nothing that came later may depend on it."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from salesgym import hooks
from salesgym.numbers.models import Deal, Import, ImportChange, Quota, Source, WeeklyValue


class Obstacle(Enum):
    """Why an import cannot be undone."""

    NOT_IN = "not in"
    CHANGED_NOTHING = "changed nothing"
    NEWER_FILE = "newer file"
    OVERWRITTEN = "overwritten"
    TAKEN_OUT = "taken out"
    OF_HIGHER_APP = "of a higher app"


@dataclass(frozen=True, slots=True)
class Stays:
    """An import that cannot be undone, and why; `reason` is the sentence of a higher app that depends on it."""

    file: Import
    obstacle: Obstacle
    reason: str = ""


def stays(file: Import) -> Stays | None:
    """Why this import cannot be undone; None where it can. Two queries, and those of higher apps."""
    if file.state not in Import.IN or file.imported_at is None:
        return Stays(file, Obstacle.NOT_IN)
    if not file.added + file.changed:
        return Stays(file, Obstacle.CHANGED_NOTHING)
    since = Import.objects.filter(pk=file.pk).values_list(
        Exists(_later(file)), Coalesce(_written_last(file), 0), Exists(_taken_out(file))
    )
    has_newer, written, has_taken_out = since.get()
    if has_newer:
        return Stays(file, Obstacle.NEWER_FILE)
    # A number that this file wrote was typed anew or came with another source since.
    if written < file.added + file.changed:
        return Stays(file, Obstacle.OVERWRITTEN)
    if has_taken_out:
        return Stays(file, Obstacle.TAKEN_OUT)
    reps = reps_of(file)
    for ask in hooks.reasons_to_keep:
        if reason := ask(reps, file.imported_at):
            return Stays(file, Obstacle.OF_HIGHER_APP, reason)
    return None


def _later(file: Import) -> QuerySet[Import]:
    """The files of its source that are newer. Those that changed nothing, such as the same file once more, are not."""
    after = Q(imported_at__gt=file.imported_at) | Q(imported_at=file.imported_at, pk__gt=file.pk)
    return Import.objects.done().filter(after, source=file.source).exclude(added=0, changed=0)


def reps_of(file: Import) -> set[int]:
    """The people whose numbers this import wrote. One query."""
    if file.kind == Source.Kind.DEALS:
        owners = Deal.objects.filter(origin=file).values_list("owner_id").distinct()
        owner_before = Cast(KeyTextTransform("owner_id", "before"), BigIntegerField())
        before = (
            ImportChange.objects.filter(file=file, deal__isnull=False).values_list(owner_before).distinct()
        )
        return {owner_id for (owner_id,) in owners.union(before)}
    return set(_written(file).values_list("rep_id", flat=True).distinct())


def _written(file: Import) -> QuerySet[Any]:
    """The rows that this file wrote last."""
    models: dict[str, type[Model]] = {Source.Kind.DEALS.value: Deal, Source.Kind.QUOTAS.value: Quota}
    return models.get(file.kind, WeeklyValue)._base_manager.filter(origin=file)


def _written_last(file: Import) -> Subquery:
    """How many rows these are; NULL for none."""
    return Subquery(_written(file).order_by().values("origin").annotate(many=Count("pk")).values("many"))


def _taken_out(file: Import) -> QuerySet[Deal]:
    """The deals that this file added and a person took out: undoing would delete them, and with them why they are out."""
    changed = ImportChange.objects.filter(file=file, deal=OuterRef("pk"))
    out = Deal.everything.filter(taken_out_at__isnull=False, origin=file).exclude(taken_out_with=file)
    return out.filter(~Exists(changed))
