"""The form for a manager's note after a talk about an early signal."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 1000


class TalkForm(forms.Form):
    """A short note that only its author can read."""

    note = forms.CharField(
        label=_("What did you learn?"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={
            "required": _("Write a word or two about what you learned, so that you find it again later."),
            "max_length": _("Keep it under 1,000 characters."),
        },
    )
