"""What a file of deals leaves untold, kept where the numbers are counted; and taken back when it is undone."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from salesgym.numbers.calculations.importing import filtered
from salesgym.numbers.calculations.importing.filtered import Facts, Weeks
from salesgym.numbers.calculations.importing.lacks import Code, chosen_of
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.models import Import, Source, UntoldWeeks
from salesgym.numbers.queries.imports.lacks.filtered import covered_from, facts_of

What = UntoldWeeks.What


def keep(file: Import, decisions: Decisions) -> bool:
    """Store what this file leaves out and clear what it brings; whether that changed anything.

    Call it before the file's deals are written: it compares with what the source had.
    """
    source = file.source
    if source is None:
        return False
    facts = facts_of(file)
    held = {lack.code: chosen_of(lack, decisions.chosen) for lack in decisions.lacks}
    known = {row.what: row for row in UntoldWeeks.objects.filter(source=source, cleared_by=None)}
    if not known and not held.keys() & {Code.NO_LOST, Code.NO_WON, Code.NO_OPEN, Code.CLOSED_ONLY_SINCE}:
        return False
    fresh = _after(file, facts, held, known)
    changed = [what for what, weeks in fresh.items() if weeks != _weeks(known.get(what))]
    for what in changed:
        _store(file, source, what, known.get(what), fresh[what])
    return bool(changed)


def _after(
    file: Import, facts: Facts, held: Mapping[Code, str], known: Mapping[str, UntoldWeeks]
) -> dict[UntoldWeeks.What, Weeks | None]:
    """What is untold of the source once this file is in."""
    closed = covered_from(file, "closed_on", facts.first_closed)
    opened = covered_from(file, "opened_on", facts.first_opened)
    no_lost, no_won, no_open = (held.get(code, "") for code in (Code.NO_LOST, Code.NO_WON, Code.NO_OPEN))
    return {
        What.LOSSES: filtered.untold(
            _weeks(known.get(What.LOSSES)),
            no_lost,
            closed if facts.lost or no_lost else None,
            first=facts.known_first_closed,
        ),
        What.WINS: filtered.untold(
            _weeks(known.get(What.WINS)),
            no_won,
            closed if facts.decided > facts.lost or no_won else None,
            first=facts.known_first_closed,
        ),
        What.OPENINGS: filtered.untold(
            _weeks(known.get(What.OPENINGS)),
            no_open,
            opened if facts.open or no_open else None,
            first=facts.known_first,
        ),
        What.CLOSINGS: filtered.unclosed(
            _weeks(known.get(What.CLOSINGS)),
            held.get(Code.CLOSED_ONLY_SINCE, ""),
            closed,
            first_closed=facts.first_closed,
            first=facts.known_first,
        ),
    }


def take_back(file: Import) -> bool:
    """Forget what this file left out, and what it cleared is untold again; whether there was anything.

    A later file of the source may have changed nothing but this, so that it does not stand in the way of the undo:
    what it said goes with it.
    """
    later = Q(imported_at__gt=file.imported_at) | Q(imported_at=file.imported_at, pk__gte=file.pk)
    imports = Import.objects.filter(later, source=file.source_id).values("pk")
    rows = UntoldWeeks.objects.filter(source=file.source_id)
    if not rows.filter(Q(origin__in=imports) | Q(cleared_by__in=imports)).exists():
        return False
    rows.filter(origin__in=imports).delete()
    rows.filter(cleared_by__in=imports).update(cleared_by=None)
    return True


def covered_to(file: Import) -> date | None:
    """The newest day of any file of this source, this one among them."""
    days = Import.objects.filter(source=file.source_id, newest_on__isnull=False)
    told = Q(state__in=[*Import.IN, Import.State.TAKING_IN]) | Q(pk=file.pk)
    return days.filter(told).order_by("-newest_on").values_list("newest_on", flat=True).first()


def _weeks(row: UntoldWeeks | None) -> Weeks | None:
    return Weeks(row.first_week, row.last_week) if row else None


def _store(
    file: Import, source: Source, what: UntoldWeeks.What, before: UntoldWeeks | None, weeks: Weeks | None
) -> None:
    if before is not None:
        before.cleared_by = file
        before.save(update_fields=["cleared_by"])
    if weeks is not None:
        UntoldWeeks.objects.create(
            source=source, what=what, first_week=weeks.first, last_week=weeks.last, origin=file
        )
