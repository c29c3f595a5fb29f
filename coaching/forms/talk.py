"""What is typed around a check-in: the notes of both and of one, topics, promises, another view, and whether it helped."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.models import HelpRating
from salesgym.people.models import User

LATEST = timedelta(days=365)


class _Lines(forms.CharField):
    """Several lines, with one sign for each line break whatever the browser sends, so that equal texts are equal."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class TalkForm(forms.Form):
    """A form on the page of a check-in. `place` is the id of where it stands."""

    place = ""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **{"auto_id": f"{self.place}_%s", **kwargs})

    @property
    def typed(self) -> list[str]:
        """What was written by hand, to copy."""
        values = (str(field.value() or "").strip() for field in self.visible_fields())
        return [value for value in values if len(value.split()) > 1]


class NotesForm(TalkForm):
    """What both read. `version` is the one that was read."""

    place = "notes"
    text = _Lines(
        label=gettext_lazy("Notes"),
        required=False,
        max_length=4000,
        error_messages={"max_length": gettext_lazy("Keep it under 4,000 characters.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def reread(self, version: int) -> None:
        """What was typed stays; sent again it goes over the version that the page shows beside it now."""
        self.data = {"text": self["text"].value() or "", "version": version}


class PrivateNoteForm(TalkForm):
    """What one person notes for themselves."""

    place = "private"
    text = _Lines(
        label=gettext_lazy("Only for you"),
        required=False,
        max_length=4000,
        error_messages={"max_length": gettext_lazy("Keep it under 4,000 characters.")},
    )


class TopicForm(TalkForm):
    """One line for the agenda."""

    place = "topics"
    text = forms.CharField(
        label=gettext_lazy("What to talk about"),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Say in a line what to talk about."),
            "max_length": gettext_lazy("Keep it to 300 characters: a line is enough."),
        },
    )


class PromiseForm(TalkForm):
    """Who does what by when, and in which situation."""

    place = "promises"
    owner = forms.TypedChoiceField(
        label=gettext_lazy("Who"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose who promises it."),
            "invalid_choice": gettext_lazy("Choose who promises it."),
        },
    )
    what = forms.CharField(
        label=gettext_lazy("Does what"),
        max_length=160,
        error_messages={
            "required": gettext_lazy("Say in a line what will be done."),
            "max_length": gettext_lazy("Keep it to 160 characters: one thing a promise."),
        },
    )
    cue = forms.CharField(
        label=gettext_lazy("When"),
        required=False,
        help_text=gettext_lazy("Not needed. The moment for it: the buyer names a price first."),
        max_length=120,
        error_messages={"max_length": gettext_lazy("Keep it to 120 characters.")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("By"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Choose a day."),
        },
    )

    def __init__(self, *args: Any, owners: Iterable[tuple[User, str]], on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.on = on
        owner, due_on = self.fields["owner"], self.fields["due_on"]
        if isinstance(owner, forms.ChoiceField):
            owner.choices = [(person.pk, name) for person, name in owners]
        due_on.widget.attrs |= {"min": on.isoformat(), "max": (on + LATEST).isoformat()}

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < self.on:
            raise forms.ValidationError(_("Choose today or a later day."))
        if day > self.on + LATEST:
            raise forms.ValidationError(_("Choose a day within a year."))
        return day


class DifferentlyForm(TalkForm):
    """How the rep sees it."""

    place = "differently"
    text = _Lines(
        label=gettext_lazy("I see it differently"),
        max_length=1000,
        error_messages={
            "required": gettext_lazy("Say in your own words how you see it."),
            "max_length": gettext_lazy("Keep it under 1,000 characters, and talk about the rest."),
        },
    )


class AnswerForm(TalkForm):
    """What who leads answers."""

    place = "answer"
    text = _Lines(
        label=gettext_lazy("Your answer"),
        max_length=1000,
        error_messages={
            "required": gettext_lazy("Write a sentence or two first."),
            "max_length": gettext_lazy("Keep it under 1,000 characters, and talk about the rest."),
        },
    )


class RatingForm(TalkForm):
    """Whether it helped; once a quarter also whether what was promised came."""

    place = "rating"
    helped = forms.TypedChoiceField(
        label=gettext_lazy("Did this help you?"),
        coerce=int,
        choices=HelpRating.Helped.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of the four."),
            "invalid_choice": gettext_lazy("Choose one of the four."),
        },
    )
    more = forms.CharField(
        label=gettext_lazy("What would help more?"),
        required=False,
        max_length=300,
        error_messages={"max_length": gettext_lazy("Keep it to 300 characters: one thing is plenty.")},
    )
    promises_came = forms.TypedChoiceField(
        label=gettext_lazy("What I was promised came, in time and of use"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=HelpRating.Helped.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the four.")},
    )
