"""What a manager writes for HR with the text, where it is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models.approval import MOST_SAID

MISSING = {"required": _("Write a sentence or two: HR reads it.")}


class SubmitForm(forms.Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    length = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Why it lasts less than 90 days"),
        error_messages=MISSING,
    )
    luck = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Why you open it although luck may explain the gap"),
        error_messages=MISSING,
    )

    def __init__(self, *args: Any, asks_length: bool, asks_luck: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, is_asked in (("length", asks_length), ("luck", asks_luck)):
            if not is_asked:
                del self.fields[name]
