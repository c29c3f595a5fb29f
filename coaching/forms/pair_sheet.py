"""One's own part of a pair's sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

MISSING = _("Write what worked this week, in a sentence or two.")


class PairLineForm(forms.Form):
    """What works, in one's own words."""

    text = forms.CharField(
        label=_("What worked, and what you try next"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": MISSING},
    )
