"""What managers ask HR to override, and what HR says about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models.override import MOST_SAID


class AskOverrideForm(forms.Form):
    why = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
        label=_("Why should the plan end so all the same?"),
        help_text=_("The employee reads it too."),
        error_messages={"required": _("Say in a sentence or two why the plan should end so all the same.")},
    )


class OverrideForm(forms.Form):
    """The reason of an override or of a no. `blocks` are those that the page showed."""

    reason = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
        label=_("Your reason"),
        help_text=_("The employee and their managers read every word. It stays in the record."),
        error_messages={"required": _("Give the reason: the employee reads every word.")},
    )
    blocks = forms.CharField(widget=forms.HiddenInput, required=False)
