"""Moves all dates of a compared file to now, or leaves them as they are: what a person says on its preview."""

from dataclasses import replace

from django.utils.translation import gettext as _

from salesgym.numbers.actions.imports import intake
from salesgym.numbers.actions.imports.states import NotWaiting
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.models import Import


def move(*, import_id: int, to_now: bool) -> Import:
    """Store whether the dates move, so that the file is compared next. Taken in, its source remembers it.

    NotWaiting where the file has moved on.
    """
    file = Import.objects.get(pk=import_id)
    if file.state != Import.State.READY:
        raise NotWaiting(_("This file has moved on in the meantime. Here is where it stands."))
    decisions = decisions_from_json(file.decisions)
    return intake.answer(import_id=import_id, decisions=replace(decisions, shift_to_now=to_now))
