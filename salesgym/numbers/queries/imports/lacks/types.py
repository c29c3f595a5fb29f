"""Activities of which the last file of a source counted more types than this one: calls and mails in two files."""

from collections.abc import Iterator, Mapping

from django.db.models import F

from salesgym.numbers.calculations.importing.lacks import MOST_LINES, Code, Lack, chosen_of
from salesgym.numbers.calculations.importing.layout import key_of
from salesgym.numbers.calculations.importing.stored import Decisions, decisions_from_json, look_from_json
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.models import ComparedValue, Import, Source, Verdict

OPTIONS = ("keep", "take")


def fewer(file: Import, decisions: Decisions) -> Iterator[Lack]:
    """The types that are missing, where a number of this source would be lowered for want of them."""
    missing = missing_types(file, decisions)
    lowered = ComparedValue.objects.filter(
        file=file,
        metric__key__in=missing,
        verdict__in=[Verdict.CHANGED, Verdict.FEWER],
        value__lt=F("known_value"),
    ).order_by("line")
    if not missing or not lowered.exists():
        return
    names = sorted({name for named in missing.values() for name in named.values()})
    lines = lowered.filter(line__gt=0).values_list("line", flat=True)[:MOST_LINES]
    yield Lack(
        Code.FEWER_TYPES,
        tuple(lines),
        count=lowered.count(),
        options=OPTIONS,
        details={"types": ", ".join(names)},
    )


def missing_types(file: Import, decisions: Decisions) -> dict[str, dict[str, str]]:
    """By metric that this file counts: the types of the source's last file that it does not have, as written there."""
    if file.kind != Source.Kind.ACTIVITIES or file.source_id is None:
        return {}
    last = Import.objects.done().filter(source=file.source_id).exclude(pk=file.pk).first()
    if last is None or not last.look or "layout" not in last.decisions:
        return {}
    now, before = _types(file, decisions), _types(last, decisions_from_json(last.decisions))
    lacking = {
        metric: {key: name for key, name in named.items() if key not in now.get(metric, {})}
        for metric, named in before.items()
        if metric in now
    }
    return {metric: named for metric, named in lacking.items() if named}


def keeps_higher(decisions: Decisions) -> bool:
    """Whether a number that stands there stays where the file counts less, as nobody chose to take the file's."""
    return chosen_of(Lack(Code.FEWER_TYPES, options=OPTIONS), decisions.chosen) == OPTIONS[0]


def _types(file: Import, decisions: Decisions) -> Mapping[str, Mapping[str, str]]:
    """The types in the lines of this file by the metric that they count as: by key as they are written."""
    layout, look = decisions.layout, look_from_json(file.look)
    place = layout.column_of(Role.TYPE)
    found: dict[str, dict[str, str]] = {}
    for text in look.columns[place].values if place is not None else ():
        if metric := layout.types.get(key_of(text), ""):
            found.setdefault(metric, {})[key_of(text)] = text
    return found
