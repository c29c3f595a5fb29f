"""Whether an import may still be taken back: nothing that came later stands on it."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from salesgym import hooks
from salesgym.numbers.models import Deal, Import, ImportChange, Quota, Source, WeeklyValue


def why_not(file: Import) -> str:
    """The sentence why this import stays; empty where it may be undone."""
    if file.state != Import.State.DONE or file.imported_at is None:
        return _("This file is not in, so there is nothing to undo.")
    if not file.added + file.changed:
        return _("This file changed nothing, so there is nothing to undo.")
    # One that changed nothing, the same file once more for example, stands in nobody's way.
    later = Import.objects.done().filter(source=file.source).exclude(added=0, changed=0).first()
    if later is not None and later.pk != file.pk:
        return _("A newer file of %(source)s is in. Undo that one first.") % {"source": file.source}
    if _is_overwritten(file):
        return _(
            "Some of its numbers were changed since, by another file or by hand. "
            "Undo that first, or import a corrected file."
        )
    return next(
        (reason for say in hooks.reasons_to_keep if (reason := say(reps_of(file), file.imported_at))), ""
    )


def reps_of(file: Import) -> set[int]:
    """The people whose numbers this import wrote."""
    if file.kind == Source.Kind.DEALS:
        owners = set(Deal.objects.filter(origin=file).values_list("owner_id", flat=True))
        before = ImportChange.objects.filter(file=file, deal__isnull=False)
        return owners | {int(owner) for owner in before.values_list("before__owner_id", flat=True)}
    return set(_written(file).values_list("rep_id", flat=True).distinct())


def _written(file: Import) -> QuerySet[Any]:
    """The rows that this file wrote last."""
    models: dict[str, type[Model]] = {Source.Kind.DEALS.value: Deal, Source.Kind.QUOTAS.value: Quota}
    return models.get(file.kind, WeeklyValue)._default_manager.filter(origin=file)


def _is_overwritten(file: Import) -> bool:
    """Whether somebody has typed over, or another source brought, a number that this file wrote."""
    return _written(file).count() < file.added + file.changed
