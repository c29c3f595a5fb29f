"""Whether a source's dates may move to now."""

from datetime import date

from salesgym.numbers.models import Import


def may_move(file: Import, *, since: date) -> bool:
    """Whether none of the source's other files that are in has days since then: they would move into the future. One query."""
    others = Import.objects.done().filter(source=file.source_id).exclude(pk=file.pk)
    return not others.filter(newest_on__gte=since).exists()
