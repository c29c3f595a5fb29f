"""What a manager types to change the dates of a signed plan, and what the rep answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.actions.amending import NewTerms
from plans.forms.password import password_field
from plans.forms.wizard_milestones import day
from plans.models import Milestone

# The fields that come after the dates.
LAST = ("reason", "password")


def _paragraph(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class AmendmentForm(forms.Form):
    """The last day, a day for each open step, the words of a step that is done or not, and why they change.

    `steps` are the open ones, each with what it asks for in words. `sha256` is the text that its writer has looked at. The password
    `is_asked` of whoever signs new dates of a formal plan.
    """

    reason = _paragraph(
        gettext_lazy("Why do the dates change?"),
        gettext_lazy("The rep reads this above the dates, and it stays in the history."),
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    password = password_field(required=False)

    def __init__(
        self,
        *args: Any,
        ends_on: date,
        steps: Sequence[tuple[Milestone, str]],
        is_asked: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_asked:
            del self.fields["password"]
        self.steps = [step for step, _goal in steps]
        for step, goal in steps:
            if step.measure == Milestone.Measure.DONE:
                self.fields[f"title_{step.pk}"] = forms.CharField(
                    label=_("What step %(number)s asks for") % {"number": step.position},
                    max_length=120,
                    initial=step.title,
                )
            said = {"number": step.position, "goal": goal}
            self.fields[f"due_{step.pk}"] = self._day(_("Step %(number)s, %(goal)s") % said, step.due_on)
        self.fields["ends_on"] = self._day(_("Last day of the plan"), ends_on)
        self.order_fields([name for name in self.fields if name not in LAST])

    def _day(self, label: str, holds: date) -> forms.DateField:
        field = day(label)
        field.initial = holds
        field.help_text = _("Holds today: %(day)s.") % {"day": date_format(holds, "l j F Y")}
        return field

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields of the dates and words, in the order of the steps; the last day comes last."""
        return [field for field in self.visible_fields() if field.name not in LAST]

    def terms(self) -> NewTerms:
        """What was typed, for the action; the form is valid."""
        typed = self.cleaned_data
        return NewTerms(
            ends_on=typed["ends_on"],
            due_on={step.pk: typed[f"due_{step.pk}"] for step in self.steps},
            titles={step.pk: typed[name] for step in self.steps if (name := f"title_{step.pk}") in typed},
        )


class AnswerForm(forms.Form):
    """The rep's answer to new dates: a name under the text of this digest, or what they would rather have."""

    comment = _paragraph(
        gettext_lazy("Your words"),
        gettext_lazy("A comment under your signature, or what you would rather have. Your manager reads it."),
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    password = password_field(required=False)

    def __init__(self, *args: Any, is_asked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_asked:
            del self.fields["password"]
