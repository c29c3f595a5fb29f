"""The rep's own practice programme: up to three drills."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.actions.programme import Item
from plans.forms.if_then import IfThenFields
from plans.models import Drill
from plans.models.programme import MOST_DRILLS


class DrillForm(IfThenFields):
    """One line of the programme: which drill, how often, and when, where and what then."""

    drill = forms.ModelChoiceField(
        label=_("Drill"),
        queryset=Drill.objects.none(),
        required=False,
        empty_label=_("No drill here"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    times_a_week = forms.IntegerField(
        label=_("Times a week"),
        min_value=1,
        max_value=7,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "form-control"}),
    )

    def __init__(self, *args: Any, drills: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["drill"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = drills

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("drill") and not cleaned.get("times_a_week") and "times_a_week" not in self.errors:
            self.add_error("times_a_week", _("Say how many times a week, 1 to 7."))
        if cleaned.get("drill"):
            self.require_when(cleaned)
        return cleaned


class BaseProgramme(forms.BaseFormSet):
    """Up to three lines, each drill once."""

    def clean(self) -> None:
        drills = [form.cleaned_data["drill"].pk for form in self.forms if form.cleaned_data.get("drill")]
        if any(self.errors):
            return
        if not drills:
            raise forms.ValidationError(_("Choose at least one drill: a small workout is kept."))
        if len(set(drills)) < len(drills):
            raise forms.ValidationError(_("Choose each drill once, and set how often a week instead."))

    def items(self) -> list[Item]:
        """The lines that name a drill, in their order."""
        lines = [form.cleaned_data for form in self.forms if form.cleaned_data.get("drill")]
        return [
            Item(line["drill"], line["times_a_week"], line["when"], line["where"], line["what"])
            for line in lines
        ]


ProgrammeFormSet = forms.formset_factory(
    DrillForm, formset=BaseProgramme, extra=0, min_num=MOST_DRILLS, max_num=MOST_DRILLS, validate_max=True
)
