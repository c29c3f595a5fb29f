"""Skill and drive, placed on two sliders from 0 to 10. A slider always stands somewhere, so a tick says that it is meant."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import Diagnosis, SelfAssessment
from plans.models.diagnosis import MOST_PLACED, Clarity

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
    """Whether somebody knows what good looks like in their role, and where they stand in skill and drive; `levels` are
    None each until that is ticked.
    """

    knows_role = forms.ChoiceField(
        label=gettext_lazy("What good looks like here"),
        choices=Clarity.choices,
        required=False,
        widget=forms.RadioSelect,
    )
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
    def levels(self) -> tuple[int | None, int | None]:
        """Skill and drive. After is_valid."""
        typed = self.cleaned_data
        return (typed["skill_level"], typed["will_level"]) if typed["is_placed"] else (None, None)


def placed_of(row: Diagnosis | SelfAssessment | None) -> dict[str, object]:
    """What stands on the sliders of a stored row, by the form's field names; the middle, not ticked, without one."""
    knows_role = row.knows_role if row is not None else ""
    if row is None or row.skill_level is None or row.will_level is None:
        return {"skill_level": MIDDLE, "will_level": MIDDLE, "is_placed": False, "knows_role": knows_role}
    places = {"skill_level": row.skill_level, "will_level": row.will_level}
    return {**places, "is_placed": True, "knows_role": knows_role}
