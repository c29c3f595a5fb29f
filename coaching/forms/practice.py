"""The log sheet."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coaching.forms.sure import sure_field
from coaching.models import PracticeEntry
from coaching.queries.practice import DrillChoice

USUAL_MINUTES = (5, 8, 12, 20, 30)
FACES = {1: "frown", 2: "annoyed", 3: "meh", 4: "smile", 5: "laugh"}


class LogPracticeForm(forms.Form):
    """One workout: everything prefilled, three taps."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    drill = forms.TypedChoiceField(label=_("Drill"), coerce=int, widget=forms.RadioSelect)
    repetitions = forms.IntegerField(
        label=_("Times"),
        min_value=1,
        max_value=500,
        error_messages={
            "required": _("How many times? One is enough."),
            "invalid": _("Type a whole number."),
        },
    )
    minutes = forms.TypedChoiceField(label=_("Minutes"), coerce=int, widget=forms.RadioSelect)
    feeling = forms.TypedChoiceField(
        label=_("How did it go?"), coerce=int, choices=PracticeEntry.Feeling.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("One thing you noticed"),
        max_length=500,
        required=False,
        error_messages={"max_length": _("Keep it to 500 characters: one thing is plenty.")},
    )
    sure = sure_field(_("How sure do you feel with it?"))
    practiced_on = forms.DateField(
        label=_("Which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self,
        *args: Any,
        drills: Sequence[DrillChoice],
        chosen: DrillChoice | None,
        on: date,
        earliest: date,
        **kwargs: Any,
    ):
        first = {
            "client_id": uuid.uuid4(),
            "drill": chosen.drill.pk if chosen else None,
            "repetitions": chosen.repetitions if chosen else 4,
            "minutes": chosen.minutes if chosen else USUAL_MINUTES[1],
            "feeling": PracticeEntry.Feeling.GOOD,
            "practiced_on": on,
        }
        kwargs["initial"] = {**first, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.on, self.earliest = on, earliest
        self._offer("drill", [(choice.drill.pk, choice.label) for choice in drills])
        asked = {choice.minutes for choice in drills} | set(USUAL_MINUTES)
        shown = sorted({*USUAL_MINUTES, chosen.minutes} if chosen else USUAL_MINUTES)
        # Every drill's own minutes are accepted, five or six are offered.
        self.shown_minutes = shown
        self._offer("minutes", [(number, str(number)) for number in sorted(asked)])

    def _offer(self, name: str, choices: list[tuple[int, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_practiced_on(self) -> date:
        day: date = self.cleaned_data.get("practiced_on") or self.on
        if day > self.on:
            raise forms.ValidationError(_("That day is still ahead. Log the workout once it is done."))
        if day < self.earliest:
            said = {"day": date_format(self.earliest, "l j F")}
            raise forms.ValidationError(_("Choose a day from %(day)s on.") % said)
        return day

    def renew_client_id(self) -> None:
        """What was typed stays; sent again it is a workout of its own."""
        self.data = (
            {**self.data.dict(), "client_id": str(uuid.uuid4())}
            if isinstance(self.data, QueryDict)
            else self.data
        )
