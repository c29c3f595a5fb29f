"""The form of what a person wants to be told: a switch for each group, and below it two boxes for each kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from salesgym.kinds import Group
from salesgym.notices.pages.preferences import GroupWords, group_words, is_on
from salesgym.notices.queries.preference import Choice

Wish = tuple[bool, bool]  # in the app, by email


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group: its words, its switch, what the switch showed, and its kinds.

    For each kind: label, box for the app (None where it has no notices), box for email (None where it has no mails).
    """

    words: GroupWords
    switch: BoundField
    was: BoundField
    kinds: list[tuple[str, BoundField | None, BoundField | None]]


class PreferencesForm(forms.Form):
    """A switch for each group of kinds, and two boxes for each kind: in the app and by email.

    A switch that was turned off turns its whole group off. One that was turned on while no box is ticked turns the
    whole group on. Otherwise the boxes count, so that a switch nobody touched changes nothing.
    """

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {
            group: found for group in Group if (found := [one for one in choices if one.kind.group == group])
        }
        for group, found in self.groups.items():
            words = group_words(group, found)
            self.fields[f"group-{group}"] = _box(words.title, is_on(found), role="switch")
            self.fields[f"group-{group}-was"] = forms.BooleanField(
                required=False, initial=is_on(found), widget=forms.HiddenInput
            )
            for choice in found:
                self._add(choice)

    def _add(self, choice: Choice) -> None:
        name, label = choice.kind.name, str(choice.kind.label)
        if choice.kind.in_app:
            self.fields[f"{name}-app"] = _box(_("{kind}: in the app").format(kind=label), choice.in_app)
        if choice.kind.by_email:
            self.fields[f"{name}-email"] = _box(_("{kind}: by email").format(kind=label), choice.email)

    @property
    def rows(self) -> list[GroupRow]:
        """The groups in their order, each with its kinds."""
        return [
            GroupRow(
                group_words(group, found),
                self[f"group-{group}"],
                self[f"group-{group}-was"],
                [
                    (
                        str(choice.kind.label),
                        self[f"{choice.kind.name}-app"] if choice.kind.in_app else None,
                        self[f"{choice.kind.name}-email"] if choice.kind.by_email else None,
                    )
                    for choice in found
                ],
            )
            for group, found in self.groups.items()
        ]

    @property
    def wishes(self) -> dict[str, Wish]:
        """Kind -> (in the app, by email). Only once the form is valid."""
        wishes: dict[str, Wish] = {}
        for group, found in self.groups.items():
            wishes |= self._of_group(group, [choice.kind.name for choice in found])
        return wishes

    def _of_group(self, group: Group, names: Sequence[str]) -> dict[str, Wish]:
        values = self.cleaned_data
        switch, was = values[f"group-{group}"], values[f"group-{group}-was"]
        boxes = {name: (values.get(f"{name}-app", True), values.get(f"{name}-email", True)) for name in names}
        if was and not switch:
            return dict.fromkeys(names, (False, False))
        is_ticked = any(
            values.get(f"{name}-app", False) or values.get(f"{name}-email", False) for name in names
        )
        if switch and not was and not is_ticked:
            return dict.fromkeys(names, (True, True))
        return boxes


def _box(label: str, is_on: bool, **attrs: str) -> forms.BooleanField:
    widget = forms.CheckboxInput(attrs={"class": "form-check-input", **attrs})
    return forms.BooleanField(label=label, required=False, initial=is_on, widget=widget)
