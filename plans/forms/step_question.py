"""What is unclear about a step, and what it means."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.look import LookedAfterForm
from plans.models.step_question import MOST_SAID


class AskAboutStepForm(LookedAfterForm):
    unclear = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What is unclear to you?"),
        help_text=_("What counts, from when, who decides: whatever two people could read in two ways."),
        error_messages={"required": _("Say what is unclear, in a sentence or two.")},
    )


class AnswerStepForm(LookedAfterForm):
    answer = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What counts is"),
        help_text=_("It stands beside the step, and with the agreement, for as long as these are kept."),
        error_messages={"required": _("Say what counts, so that both of you read the step alike.")},
    )
