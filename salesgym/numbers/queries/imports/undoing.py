"""Whether an import may still be undone: nothing that came later may depend on it."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

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
    """Why this import cannot be undone; None where it can."""
    if file.state not in Import.IN or file.imported_at is None:
        return Stays(file, Obstacle.NOT_IN)
    if not file.added + file.changed:
        return Stays(file, Obstacle.CHANGED_NOTHING)
    # Files that changed nothing do not count as newer, for example the same file imported once more.
    after = Q(imported_at__gt=file.imported_at) | Q(imported_at=file.imported_at, pk__gt=file.pk)
    later = Import.objects.done().filter(after, source=file.source).exclude(added=0, changed=0)
    if later.exists():
        return Stays(file, Obstacle.NEWER_FILE)
    if _is_overwritten(file):
        return Stays(file, Obstacle.OVERWRITTEN)
    if _has_taken_out(file):
        return Stays(file, Obstacle.TAKEN_OUT)
    for ask in hooks.reasons_to_keep:
        if reason := ask(reps_of(file), file.imported_at):
            return Stays(file, Obstacle.OF_HIGHER_APP, reason)
    return None


def reps_of(file: Import) -> set[int]:
    """The people whose numbers this import wrote."""
    if file.kind == Source.Kind.DEALS:
        owners = set(Deal.objects.filter(origin=file).values_list("owner_id", flat=True).distinct())
        before = ImportChange.objects.filter(file=file, deal__isnull=False)
        return owners | {int(owner) for owner in before.values_list("before__owner_id", flat=True).distinct()}
    return set(_written(file).values_list("rep_id", flat=True).distinct())


def _written(file: Import) -> QuerySet[Any]:
    """The rows that this file wrote last."""
    models: dict[str, type[Model]] = {Source.Kind.DEALS.value: Deal, Source.Kind.QUOTAS.value: Quota}
    return models.get(file.kind, WeeklyValue)._base_manager.filter(origin=file)


def _is_overwritten(file: Import) -> bool:
    """True where a number that this file wrote was typed anew or came with another source since."""
    return _written(file).count() < file.added + file.changed


def _has_taken_out(file: Import) -> bool:
    """True where a person took out a deal that this file added: undoing would delete it, and with it why it is out."""
    changed = ImportChange.objects.filter(file=file, deal=OuterRef("pk"))
    out = Deal.everything.filter(taken_out_at__isnull=False, origin=file).exclude(taken_out_with=file)
    return out.filter(~Exists(changed)).exists()
