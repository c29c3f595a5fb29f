"""The score sheet: five buttons a behavior, and for the rep how sure they felt."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.forms.sure import sure_field
from plans.models import Behavior, Scoring
from plans.models.rubric import HIGHEST, LOWEST

SCORES = range(LOWEST, HIGHEST + 1)


class AroundForm(forms.Form):
    """How sure somebody felt around a role-play; either may stay empty."""

    before = sure_field(gettext_lazy("How sure did you feel before?"))
    after = sure_field(gettext_lazy("And how sure do you feel now?"))


class HowSureForm(AroundForm):
    """What the rep says about a role-play that somebody else scored: at least one of the two."""

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not self.errors and said["before"] is None and said["after"] is None:
            raise forms.ValidationError(_("Choose a number first."))
        return said


class RubricForm(forms.Form):
    """One score for each behavior of a rubric, and a note that may stay empty."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("One thing that worked, one thing to try"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"max_length": gettext_lazy("Keep it to 500 characters: one thing each is plenty.")},
    )

    def __init__(self, *args: Any, behaviors: Sequence[Behavior], **kwargs: Any):
        kwargs["initial"] = {"client_id": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.behaviors = behaviors
        for behavior in behaviors:
            self.fields[_name(behavior)] = forms.TypedChoiceField(
                label=behavior.name,
                coerce=int,
                choices=[(score, str(score)) for score in SCORES],
                widget=forms.RadioSelect,
                error_messages={"required": _("Give this one a score from 1 to 5.")},
            )

    def blocks(self) -> Iterator[tuple[Behavior, forms.BoundField]]:
        """Each behavior with its field."""
        return ((behavior, self[_name(behavior)]) for behavior in self.behaviors)

    @property
    def scores(self) -> dict[int, int]:
        """The scores by the ids of the behaviors. After is_valid."""
        return {behavior.pk: self.cleaned_data[_name(behavior)] for behavior in self.behaviors}


class ScoreForm(AroundForm, RubricForm):
    """The sheet of a role-play or a call. Only the rep is asked how sure they felt."""

    occasion = forms.ChoiceField(
        label=gettext_lazy("What did you hear?"), choices=Scoring.Occasion.choices, widget=forms.RadioSelect
    )
    field_order = ("client_id", "occasion", "before")

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any):
        kwargs["initial"] = {"occasion": Scoring.Occasion.ROLE_PLAY, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if not is_own:
            del self.fields["before"], self.fields["after"]


def _name(behavior: Behavior) -> str:
    return f"behavior-{behavior.pk}"
