"""When a check-in is, how often, why it is called off, and what a rep asks for a talk about."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.models import Rhythm
from coaching.models.check_in_said import LONGEST_NOTE
from salesgym.people.forms.leave import DayInput
from salesgym.people.models import User

SHORTEST, LONGEST, USUAL = 5, 120, 20
AN_HOUR = _("Write an hour of the day, like 9:30.")


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def _hour() -> forms.TimeField:
    return forms.TimeField(
        label=_("At"), widget=HourInput, error_messages={"invalid": AN_HOUR, "required": AN_HOUR}
    )


def _minutes() -> forms.IntegerField:
    return forms.IntegerField(label=_("Minutes"), min_value=SHORTEST, max_value=LONGEST, initial=USUAL)


def _people(people: Iterable[User]) -> list[tuple[int | str, Any]]:
    return [("", _("Choose a person")), *((one.pk, one.name) for one in people)]


class PlanForm(forms.Form):
    rep = forms.TypedChoiceField(label=_("With"), coerce=int)
    day = forms.DateField(label=_("Day"), widget=DayInput)
    hour = _hour()
    minutes = _minutes()

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rep"].choices = _people(people)  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A line about somebody, for oneself alone."""

    rep = forms.TypedChoiceField(label=_("About"), coerce=int)
    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only you read it. It stands in your next check-in with them."),
        error_messages={
            "required": _("Write a line first."),
            "max_length": _("Keep it under 4,000 characters."),
        },
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rep"].choices = _people(people)  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """Line breaks of a browser are those of every other text."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")


class MoveForm(forms.Form):
    day = forms.DateField(label=_("New day"), widget=DayInput)
    hour = _hour()
    sequence = forms.IntegerField(widget=forms.HiddenInput)


class CallOffForm(forms.Form):
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=200,
        help_text=_("One sentence. The other side reads it."),
    )
    sequence = forms.IntegerField(widget=forms.HiddenInput)


class RhythmForm(forms.Form):
    weeks = forms.TypedChoiceField(label=_("How often"), choices=Rhythm.Weeks.choices, coerce=int)
    first_on = forms.DateField(
        label=_("First on"), widget=DayInput, help_text=_("The others follow on the same weekday.")
    )
    hour = _hour()
    minutes = _minutes()


class AskForm(forms.Form):
    about = forms.CharField(label=_("What about?"), max_length=300)
