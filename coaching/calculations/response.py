"""How long a mentor takes to answer what was written to them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

# Fewer answers say nothing of what is usual.
FEWEST_ANSWERS = 3


def waits(asked: Iterable[datetime], answered: Iterable[datetime]) -> list[timedelta]:
    """How long each answer was waited for: from the first word since the answer before it, where there was one."""
    first: datetime | None = None
    found = []
    moments = [*((at, False) for at in asked), *((at, True) for at in answered)]
    for at, is_answer in sorted(moments):
        if not is_answer:
            first = first or at
        elif first is not None:
            found.append(at - first)
            first = None
    return found


def usual(waited: Iterable[timedelta]) -> timedelta | None:
    """The median; None under three answers."""
    known = list(waited)
    return median(known) if len(known) >= FEWEST_ANSWERS else None  # type: ignore[type-var]  # halves of times are times
