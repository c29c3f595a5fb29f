"""Names that a file uses (of stages, of activities, of numbers), and what each of them means here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesgym.numbers.calculations.importing.layout import Column, Layout, Look, Role, key_of
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.models import Deal, Metric

LEAVE = "leave"
NAMED = (Role.STAGE, Role.TYPE, Role.METRIC)
ABOUT = {Role.STAGE: About.STAGES, Role.TYPE: About.TYPES, Role.METRIC: About.METRICS}
# As many as a person reads; the lines of all others are refused with their name.
MOST_NAMES = 100


@dataclass(frozen=True, slots=True)
class Name:
    """One name as the file writes it, how often, and the field that says what it means."""

    role: Role
    field: str
    text: str
    count: int

    @property
    def key(self) -> str:
        return key_of(self.text)


def names_in(look: Look, roles: Sequence[str]) -> Iterator[Name]:
    """Every name in the columns that hold names, the most frequent first, each key once."""
    seen: set[tuple[str, str]] = set()
    for place, (column, role) in enumerate(zip(look.columns, roles, strict=False)):
        if role not in NAMED:
            continue
        for number, (text, count) in enumerate(_values(column)):
            if (role, key_of(text)) not in seen:
                seen.add((role, key_of(text)))
                yield Name(Role(role), f"{role}-{place}-{number}", text, count)


def field_for(name: Name, metrics: Iterable[Metric], layout: Layout) -> forms.ChoiceField:
    """The menu of a name, at what it most likely means."""
    known = known_of(layout, name.role).get(name.key, "")
    return forms.ChoiceField(
        label=name.text,
        choices=_stages() if name.role is Role.STAGE else _metrics(metrics),
        initial=known or LEAVE,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": gettext_lazy("Say what this means."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )


def known_of(layout: Layout, role: Role) -> Mapping[str, str]:
    """What names of this role mean so far, by their keys."""
    return {Role.STAGE: layout.stages, Role.TYPE: layout.types, Role.METRIC: layout.metrics}[role]


def asked_keys(questions: Iterable[Question]) -> set[tuple[str, str]]:
    """Role and key of the names that nobody knows yet."""
    abouts = {about: role for role, about in ABOUT.items()}
    return {
        (abouts[question.about], key_of(text))
        for question in questions
        if question.about in abouts and question.role == abouts[question.about]
        for text in question.texts
    }


def _values(column: Column) -> list[tuple[str, int]]:
    """Stored JSON forgets the order, so it is made again: the most frequent first."""
    values = column.values or dict.fromkeys(column.samples, 1)
    return sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES]


def _stages() -> list[tuple[str, str]]:
    words = [(str(value), str(label).capitalize()) for value, label in Deal.Stage.choices]
    return [*words, (LEAVE, _("Leave these deals out"))]


def _metrics(metrics: Iterable[Metric]) -> list[tuple[str, str]]:
    return [*((metric.key, metric.name) for metric in metrics), (LEAVE, _("Leave these lines out"))]
