"""What the employee says against an outcome, and what HR answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models.statement import MOST_SAID as MOST_STATED


class AppealForm(forms.Form):
    text = forms.CharField(
        max_length=MOST_STATED,
        widget=forms.Textarea(attrs={"rows": 8, "class": "form-control"}),
        label=_("What should HR look at again?"),
        help_text=_("What was left out, what was counted wrongly, what you would have needed."),
        error_messages={"required": _("Write a sentence or more: it stays in the record as you wrote it.")},
    )


class AnswerAppealForm(forms.Form):
    text = forms.CharField(
        max_length=MOST_STATED,
        widget=forms.Textarea(attrs={"rows": 8, "class": "form-control"}),
        label=_("Your answer"),
        help_text=_("What you looked at, what you found, and what follows. It stays beside the appeal."),
        error_messages={"required": _("Write what you found, and what follows from it.")},
    )
