"""A person's choices about what a file cannot tell."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym.numbers.actions.imports import lacks, reading
from salesgym.numbers.actions.imports.states import NotDecided, save_moved, waiting
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.stored import decisions_from_json, decisions_to_json
from salesgym.numbers.models import Import
from salesgym.numbers.queries.imports.lacks import identity

# Choices by which the file itself is read in another way.
READ_AGAIN = frozenset({Code.OTHER_SHEETS.value, Code.HIDDEN_ROWS.value})


def choose(*, import_id: int, chosen: Mapping[str, str]) -> Import:
    """Store choices about what the file cannot tell, by code, and look at the file again. NotDecided, NotWaiting."""
    with transaction.atomic():
        file = waiting(import_id, Import.State.ASKING, Import.State.READY)
        offered = {(lack.code.value, option) for lack in lacks.found(file) for option in lack.options}
        if not set(chosen.items()) <= offered:
            raise NotDecided(_("Choose one of the answers that stand there."))
        decisions = decisions_from_json(file.decisions)
        decisions = replace(decisions, chosen={**decisions.chosen, **chosen})
        if decisions.chosen.get(Code.NO_ID) == identity.GO_ON:
            decisions = reading.without_id(decisions)
        file.decisions = decisions_to_json(decisions)
        if set(chosen) & READ_AGAIN:
            file.state = Import.State.READING
        elif file.state == Import.State.READY:
            file.state = Import.State.STAGING
        save_moved(file)
    return file
