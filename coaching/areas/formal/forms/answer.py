"""What HR writes under a text: why so soon after a leave, or what to change."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.areas.formal.forms.asked import AskedWhere
from plans.models.approval import MOST_SAID
from salesgym.paragraph import paragraph


class ApproveForm(AskedWhere):
    """The digest is of the text that the page showed."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    leave_reason = paragraph(
        _("Why this plan begins so soon after a leave"),
        _("Write a sentence: it stays in the record."),
        most=MOST_SAID,
        rows=2,
    )


class ReturnForm(forms.Form):
    comment = paragraph(
        _("What to change"),
        _("Say what to change, so that the manager can put it right."),
        most=MOST_SAID,
        rows=3,
    )
