"""A score from 1 to 5 for each behavior of a rubric."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.areas.deals.forms import fields
from plans.models import Behavior
from plans.models.rubric import HIGHEST, LOWEST

SCORES = [(number, str(number)) for number in range(LOWEST, HIGHEST + 1)]


class ScoreForm(forms.Form):
    """Every behavior is scored; the note may stay empty."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    note = fields.line(gettext_lazy("One thing that worked, one thing to try"), limit=500)

    def __init__(self, *args: Any, behaviors: Sequence[Behavior], **kwargs: Any) -> None:
        kwargs["initial"] = {"client_id": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.behaviors = behaviors
        for one in behaviors:
            self.fields[f"behavior_{one.pk}"] = forms.TypedChoiceField(
                label=one.name,
                choices=SCORES,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Give it a score from 1 to 5.")},
            )

    def rows(self) -> list[tuple[Behavior, forms.BoundField]]:
        """Each behavior with its field."""
        return [(one, self[f"behavior_{one.pk}"]) for one in self.behaviors]

    def scores(self) -> dict[int, int]:
        """What was given, by the behaviors' ids, of a valid form."""
        return {one.pk: self.cleaned_data[f"behavior_{one.pk}"] for one in self.behaviors}
