"""How sure somebody feels: one row of five, never required."""

from typing import Any

from django import forms

from coaching.models import Confidence


def sure_field(label: Any) -> forms.TypedChoiceField:
    """A field for 1 to 5, None where nothing is chosen."""
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        choices=Confidence.Sure.choices,
        required=False,
        widget=forms.RadioSelect,
    )
