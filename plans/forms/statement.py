"""What the employee says for the record of a formal plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.look import LookedAfterForm
from plans.models.statement import MOST_SAID


class StatementForm(LookedAfterForm):
    text = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 8}),
        label=_("Your statement"),
        error_messages={"required": _("Write a sentence or more: it stays in the record as you wrote it.")},
    )
