"""One thing that a rep keeps for themselves."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.look import LookedAfterForm
from plans.models.evidence import MOST_SAID


class EvidenceForm(LookedAfterForm):
    """The day and what happened; a day ahead has not happened."""

    happened_on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day."), "invalid": _("Choose a day of the calendar.")},
    )
    text = forms.CharField(
        label=_("What happened"),
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A call, a deal, a word of a customer: what you would want to show one day."),
        error_messages={"required": _("Say what happened, in a sentence or two.")},
    )

    def __init__(self, *args: object, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self.on:
            raise forms.ValidationError(_("That day is still to come. Choose today or a day before."))
        if day.year < 2000:
            raise forms.ValidationError(_("Choose a day since 2000."))
        return day
