"""The form with which a deal is taken out of the numbers."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 300


class TakeOutForm(forms.Form):
    """Why a deal is taken out. Whoever sees the deal reads it."""

    why = forms.CharField(
        label=_("Why does it not count?"),
        help_text=_("Whoever sees the deal reads this: a test, entered twice, gone from the CRM."),
        max_length=MOST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Say in a few words why it does not count."),
            "max_length": _("Keep it under 300 characters."),
        },
    )
