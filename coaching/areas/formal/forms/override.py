"""What managers ask HR to override, and what HR says about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models.override import MOST_SAID
from salesgym.paragraph import paragraph


class AskOverrideForm(forms.Form):
    why = paragraph(
        _("Why should the plan end so all the same?"),
        _("Say in a sentence or two why the plan should end so all the same."),
        most=MOST_SAID,
        rows=5,
        help_text=_("The employee reads it too."),
    )


class OverrideForm(forms.Form):
    """The reason of an override or of a no. `blocks` are those that the page showed."""

    reason = paragraph(
        _("Your reason"),
        _("Give the reason: the employee reads every word."),
        most=MOST_SAID,
        rows=5,
        help_text=_("The employee and their managers read every word. It stays in the record."),
    )
    blocks = forms.CharField(widget=forms.HiddenInput, required=False)
