"""Second step: why this is the one thing, and the words the rep reads first."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.forms.look import LookedAfterForm
from plans.forms.placing import PlacingForm, placed_of
from plans.models import Diagnosis, Plan
from plans.models.diagnosis import GROUP_OF, MOST_CAUSES, OURS, SAID_BY_REP, UNCLEAR, Cause, CauseGroup


def told(label: Any, most: int, rows: int = 3) -> forms.CharField:
    """A field for free text of at most so many characters; it may be left empty."""
    return forms.CharField(
        label=label, required=False, max_length=most, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReasonForm(PlacingForm, LookedAfterForm):
    causes = forms.MultipleChoiceField(
        choices=[(cause, cause.label) for cause in Cause if cause not in SAID_BY_REP],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("What is behind it"),
    )
    has_low_volume = forms.BooleanField(label=gettext_lazy("Capable, and too little of it"), required=False)
    evidence = told(gettext_lazy("What did you count, see or hear?"), 2000)
    strengths = told(gettext_lazy("Strengths"), 1000)
    bridge = told(gettext_lazy("What carries over"), 1000)
    tried = told(gettext_lazy("What has been tried, when, and what came of it?"), 1000, rows=2)
    headline = forms.CharField(label=gettext_lazy("Opening line"), required=False, max_length=160)
    why = told(gettext_lazy("Why this one thing?"), 2000)

    def __init__(self, *args: object, plan: Plan, **kwargs: object) -> None:
        super().__init__(*args, initial=stored_reason(plan), **kwargs)
        said = _("That is where I see %(name)s today") % {"name": plan.rep.first_name}
        self.fields["is_placed"].label = said

    def clean_causes(self) -> list[str]:
        causes: list[str] = self.cleaned_data["causes"]
        if len(causes) > MOST_CAUSES:
            raise forms.ValidationError(
                _("Choose up to three. There are %(count)s now: keep the ones that matter most."),
                params={"count": len(causes)},
            )
        return causes

    def trainable(self) -> list[tuple[str, list[BoundWidget]]]:
        """The boxes of the causes that a rep can train, by the kind of reason."""
        return self._grouped(is_ours=False)

    def ours(self) -> list[tuple[str, list[BoundWidget]]]:
        """The boxes of the causes that the company has to fix, by the kind of reason."""
        return self._grouped(is_ours=True)

    def _groups(self) -> list[CauseGroup]:
        """The kinds of reason in their order; what is not known yet comes first where the role is not clear."""
        if self["knows_role"].value() not in UNCLEAR:
            return list(CauseGroup)
        return [CauseGroup.KNOWLEDGE, *(group for group in CauseGroup if group is not CauseGroup.KNOWLEDGE)]

    def _grouped(self, *, is_ours: bool) -> list[tuple[str, list[BoundWidget]]]:
        options = [option for option in self["causes"] if (option.data["value"] in OURS) is is_ours]
        groups = (
            (str(group.label), [one for one in options if GROUP_OF[Cause(one.data["value"])] is group])
            for group in self._groups()
        )
        return [(label, found) for label, found in groups if found]


def stored_reason(plan: Plan) -> dict[str, object]:
    """What the draft holds of the reason, by the form's field names; empty values where nothing is stored."""
    diagnosis = getattr(plan, "diagnosis", None) or Diagnosis()
    names = ("causes", "has_low_volume", "evidence", "strengths", "bridge", "tried")
    kept = {name: getattr(diagnosis, name) for name in names}
    return {**kept, **placed_of(diagnosis), "headline": plan.headline, "why": plan.why}
