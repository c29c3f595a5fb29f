"""What a manager's files changed in the weeks of a formal plan, in words."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.queries.formal_record import FormalRecord, Kind, Said


@dataclass(frozen=True, slots=True)
class ImportedWeeks:
    """One file: who brought it or took it back, and when; and each number with what it was before."""

    key: str
    what: str
    changes: Sequence[tuple[str, str]]


def imported(record: FormalRecord | None) -> list[ImportedWeeks]:
    """Each file that changed weeks of this plan, the oldest first. No query."""
    return [_file(said) for said in record.of(Kind.IMPORTED)] if record is not None else []


def _file(said: Said) -> ImportedWeeks:
    # A text that was erased from the history names no file and no numbers any more.
    told = json.loads(said.text)
    words = {
        "name": said.by,
        "file": told.get("what", ""),
        "day": date_format(localtime(said.at), "j F Y, H:i"),
    }
    what = (
        _("%(name)s took %(file)s back, %(day)s")
        if told.get("undone")
        else _("%(name)s brought %(file)s, %(day)s")
    )
    return ImportedWeeks(f"file-{said.pk}", what % words, _changes(told.get("changes", ())))


def _changes(rows: Iterable[dict[str, str]]) -> list[tuple[str, str]]:
    """Which number of which week, and what it was and is."""
    found = []
    for row in rows:
        said = {"metric": row["metric"], "day": date_format(date.fromisoformat(row["week"]), "j F Y")}
        said |= {"before": row["before"], "after": row["after"]}
        if not row["before"]:
            now = _("%(after)s, not known before")
        elif not row["after"]:
            now = _("no longer known, was %(before)s")
        else:
            now = _("%(after)s, was %(before)s")
        found.append((_("%(metric)s, week of %(day)s") % said, now % said))
    return found
