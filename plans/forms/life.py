"""What rep and manager type while a plan lives: their own side, evidence, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.placing import PlacingForm


class ExplainedChoice(str):
    """A choice's title that carries the sentence shown under it."""

    help: str

    def __new__(cls, title: Any, explained: Any) -> "ExplainedChoice":
        told = super().__new__(cls, title)
        told.help = str(explained)
        return told


def _text(
    label: Any, *, rows: int, limit: int, required: bool = False, help_text: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=limit,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
    )


def _tick(label: Any) -> forms.BooleanField:
    box = forms.CheckboxInput(attrs={"class": "form-check-input"})
    return forms.BooleanField(label=label, required=False, widget=box)


# Answers that are kept with where the rep stands.
WITH_PLACES = ("knows_role", "is_confidence", "is_energy", "avoids")


class OwnSideForm(PlacingForm):
    """The rep's answer to a proposal. Signing asks where they stand, everything else is their choice."""

    is_confidence = _tick(_("How sure I am of myself"))
    is_energy = _tick(_("How much energy I have"))
    avoids = _text(
        _("Is there a part of this that you tend to put off?"),
        rows=2,
        limit=1000,
        help_text=_(
            "Many do: the call after a no, the question about money. Only you read it, unless you share it."
        ),
    )
    shares_avoids = _tick(_("Share it with my managers"))
    rep_view = _text(
        _("How I see it"), rows=4, limit=2000, help_text=_("In your own words. Your manager reads it.")
    )
    rep_reason = _text(_("Why it matters to me"), rows=3, limit=2000)
    changes = _text(
        _("What I would change"),
        rows=3,
        limit=2000,
        help_text=_(
            "A date, a step, the help you get, what you would promise yourself and by when: anything."
        ),
    )
    comment = _text(_("A comment under my signature"), rows=2, limit=1000)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, wants: str = "save", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wants = wants

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_placed, is_asked = cleaned.get("is_placed"), "is_placed" not in self.errors
        if self.wants == "sign" and not is_placed and is_asked:
            self.add_error("is_placed", _("Move both to where you are today and tick this, then sign."))
        elif not is_placed and is_asked and any(cleaned.get(name) for name in WITH_PLACES):
            self.add_error(
                "is_placed", _("Say where you are today and tick this: your other answers are kept with it.")
            )
        if self.wants == "suggest" and not cleaned.get("changes", "").strip():
            self.add_error("changes", _("Say what you would change, in a sentence or two."))
        return cleaned


class SignForm(forms.Form):
    """A name under the text that the page showed."""

    comment = _text(_("A comment under my signature"), rows=2, limit=1000)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class FirstDayForm(forms.Form):
    """The first day that the second to sign chooses for a plan whose planned one has passed."""

    begins_on = forms.DateField(required=False)


class ClaimForm(forms.Form):
    """What shows that a step is done."""

    evidence = _text(
        _("What shows it?"),
        rows=4,
        limit=2000,
        required=True,
        help_text=_("A call, a deal, a count, with its date. One sentence is enough."),
    )


class SendBackForm(forms.Form):
    """What a step still needs."""

    reason = _text(
        _("What is still needed?"),
        rows=3,
        limit=1000,
        required=True,
        help_text=_("The rep reads this. Name the one thing that would make it clear."),
    )


class PutRightForm(forms.Form):
    """Why something is taken back. Whether a reason is needed is for the action to say: an undo has none."""

    reason = _text(
        _("Why is it taken back?"),
        rows=3,
        limit=1000,
        help_text=_("The rep reads this, and it stands in the history. One sentence is enough."),
    )


class PauseForm(forms.Form):
    """Why a plan stands still."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Both of you read it. Leave pauses a plan by itself."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
