"""Skill and drive, placed on two sliders from 0 to 10. A slider always stands somewhere, so a tick says that it is meant."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import Diagnosis, SelfAssessment
from plans.models.diagnosis import MOST_PLACED

MIDDLE = MOST_PLACED // 2


class Slider(forms.NumberInput):
    input_type = "range"


def _level(label: Any, ends: str) -> forms.IntegerField:
    """A slider that names the element with the words at its ends."""
    return forms.IntegerField(
        label=label,
        required=False,
        initial=MIDDLE,
        min_value=0,
        max_value=MOST_PLACED,
        widget=Slider(attrs={"class": "sg-range sg-range--plain", "aria-describedby": ends}),
    )


class PlacingForm(forms.Form):
    """Where somebody stands in skill and drive; `levels` are None each until it is ticked."""

    skill_level = _level(gettext_lazy("Skill"), "skill-ends")
    will_level = _level(gettext_lazy("Drive"), "will-ends")
    is_placed = forms.BooleanField(
        label=gettext_lazy("That is where I am today"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_whole = cleaned.get("skill_level") is not None and cleaned.get("will_level") is not None
        if cleaned.get("is_placed") and not is_whole:
            self.add_error("is_placed", _("Move both sliders, then tick this."))
        return cleaned

    @property
    def levels(self) -> dict[str, int | None]:
        """The places by the names of the models' fields. After is_valid."""
        typed = self.cleaned_data
        return {name: typed[name] if typed["is_placed"] else None for name in ("skill_level", "will_level")}


def placed_of(row: Diagnosis | SelfAssessment | None) -> dict[str, object]:
    """What stands on the sliders of a stored row, by the form's field names; the middle, not ticked, without one."""
    if row is None or row.skill_level is None or row.will_level is None:
        return {"skill_level": MIDDLE, "will_level": MIDDLE, "is_placed": False}
    return {"skill_level": row.skill_level, "will_level": row.will_level, "is_placed": True}
