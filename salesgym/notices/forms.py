"""The form of what a person wants to be told: two boxes for each kind."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from salesgym.notices.queries.preference import Choice


class PreferencesForm(forms.Form):
    """Two boxes for each kind: in the app and by email."""

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        for choice in choices:
            name, label = choice.kind.name, str(choice.kind.label)
            if choice.kind.in_app:
                self.fields[f"{name}-app"] = _box(_("{kind}: in the app").format(kind=label), choice.in_app)
            self.fields[f"{name}-email"] = _box(_("{kind}: by email").format(kind=label), choice.email)

    @property
    def rows(self) -> list[tuple[str, BoundField | None, BoundField]]:
        """For each kind: label, box for the app (None where it has no notices), box for email."""
        return [
            (
                str(choice.kind.label),
                self[f"{choice.kind.name}-app"] if choice.kind.in_app else None,
                self[f"{choice.kind.name}-email"],
            )
            for choice in self.choices
        ]

    @property
    def wishes(self) -> dict[str, tuple[bool, bool]]:
        """Kind -> (in the app, by email). Only once the form is valid."""
        names = [choice.kind.name for choice in self.choices]
        values = self.cleaned_data
        return {name: (values.get(f"{name}-app", True), values[f"{name}-email"]) for name in names}


def _box(label: str, is_on: bool) -> forms.BooleanField:
    widget = forms.CheckboxInput(attrs={"class": "form-check-input"})
    return forms.BooleanField(label=label, required=False, initial=is_on, widget=widget)
