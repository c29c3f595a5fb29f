"""Names in a file (of stages, of activities, of metrics), and the menus of what they mean here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesgym.numbers.calculations.importing.layout import Column, Layout, Look, key_of
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.models import Deal, Metric

LEAVE = "leave"
NAMED = (Role.STAGE, Role.TYPE, Role.METRIC)
ABOUT = {Role.STAGE: About.STAGES, Role.TYPE: About.TYPES, Role.METRIC: About.METRICS}
# The page asks about this many names at most; lines with other unknown names are refused.
MOST_NAMES = 100


@dataclass(frozen=True, slots=True)
class Name:
    """One name as the file writes it, how often it occurs, and the field for its meaning."""

    role: Role
    field: str
    text: str
    count: int

    @property
    def key(self) -> str:
        return key_of(self.text)


def names_in(look: Look, roles: Sequence[str]) -> Iterator[Name]:
    """The names in the columns that hold names, the most frequent first, each key once."""
    seen: set[tuple[str, str]] = set()
    for place, (column, role) in enumerate(zip(look.columns, roles, strict=False)):
        if role not in NAMED:
            continue
        for number, (text, count) in enumerate(_values(column)):
            if (role, key_of(text)) not in seen:
                seen.add((role, key_of(text)))
                yield Name(Role(role), f"{role}-{place}-{number}", text, count)


def field_for(name: Name, metrics: Iterable[Metric], layout: Layout, *, is_asked: bool) -> forms.ChoiceField:
    """The menu of a name, with its known meaning; one that is asked about has none yet."""
    known = known_of(layout, name.role).get(name.key, "")
    choices = _stages() if name.role is Role.STAGE else _metrics(metrics)
    return forms.ChoiceField(
        label=name.text,
        choices=[("", _("Choose")), *choices] if is_asked else choices,
        initial="" if is_asked else known or LEAVE,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": gettext_lazy("Say what this means."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )


def known_of(layout: Layout, role: Role) -> Mapping[str, str]:
    """The known meanings of names of this role, by key."""
    return {Role.STAGE: layout.stages, Role.TYPE: layout.types, Role.METRIC: layout.metrics}[role]


def asked_keys(questions: Iterable[Question]) -> set[tuple[str, str]]:
    """(role, key) of the names whose meaning is unknown."""
    abouts = {about: role for role, about in ABOUT.items()}
    return {
        (abouts[question.about], key_of(text))
        for question in questions
        if question.about in abouts and question.role == abouts[question.about]
        for text in question.texts
    }


def _values(column: Column) -> list[tuple[str, int]]:
    """The values and their counts, the most frequent first: stored JSON does not keep the order."""
    values = column.values or dict.fromkeys(column.samples, 1)
    return sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES]


def _stages() -> list[tuple[str, str]]:
    words = [(str(value), str(label).capitalize()) for value, label in Deal.Stage.choices]
    return [*words, (LEAVE, _("Leave these deals out"))]


def _metrics(metrics: Iterable[Metric]) -> list[tuple[str, str]]:
    return [*((metric.key, metric.name) for metric in metrics), (LEAVE, _("Leave these lines out"))]
