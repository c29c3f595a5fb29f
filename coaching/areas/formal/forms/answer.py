"""What HR writes under a text: why so soon after a leave, or what to change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models.approval import MOST_SAID


class ApproveForm(forms.Form):
    """The digest is of the text that the page showed."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    leave_reason = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Why this plan begins so soon after a leave"),
        error_messages={"required": _("Write a sentence: it stays in the record.")},
    )

    def __init__(self, *args: Any, asks_leave: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_leave:
            del self.fields["leave_reason"]


class ReturnForm(forms.Form):
    comment = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What to change"),
        error_messages={"required": _("Say what to change, so that the manager can put it right.")},
    )
