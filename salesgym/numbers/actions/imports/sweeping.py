"""Scheduled cleaning of imports: starts work again that was lost, drops abandoned files and their rows."""

from datetime import datetime, timedelta

from django.db.models import Q

from salesgym.handoff import hand_off
from salesgym.numbers.actions.imports import intake, upload
from salesgym.numbers.actions.imports.work import abandoned
from salesgym.numbers.models import (
    ComparedValue,
    Import,
    RefusedLine,
    StagedDeal,
    StagedOwner,
    StagedValue,
    UploadChunk,
)

KEPT_FOR = timedelta(days=7)
REFUSALS_KEPT_FOR = timedelta(days=90)
FINISHED = Q(
    file__state__in=[Import.State.DONE, Import.State.CANCELLED, Import.State.REFUSED, Import.State.UNDONE]
)


def resume() -> int:
    """Start a task for every file whose task was lost or whose worker died; returns how many."""
    waiting = abandoned()
    for import_id in waiting:
        hand_off(intake.TASK, import_id=import_id)
    return len(waiting)


def sweep(*, at: datetime) -> int:
    """Drop files that nobody has decided about for a week, and delete staged rows of finished files."""
    old = Import.objects.waiting().filter(uploaded_at__lt=at - KEPT_FOR)
    forgotten = list(old.exclude(state__in=Import.WORKING))
    for file in forgotten:
        intake.cancel(import_id=file.pk)
    for model in (StagedDeal, StagedValue, StagedOwner, ComparedValue):
        model._default_manager.filter(FINISHED).delete()
    UploadChunk.objects.filter(FINISHED, number__lt=upload.LEFT_OUT).delete()
    for kept in (RefusedLine, UploadChunk):
        kept._default_manager.filter(FINISHED, file__uploaded_at__lt=at - REFUSALS_KEPT_FOR).delete()
    return len(forgotten)
