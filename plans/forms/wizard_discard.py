"""Why a draft is discarded."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DiscardForm(forms.Form):
    """One short reason, filled in with the usual one."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        initial=_("Opened for the wrong rep"),
        help_text=_("For you and whoever manages the team later. The rep does not read it."),
        error_messages={"required": _("Say in a few words why the draft is discarded.")},
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
