"""What a rep would like to get better at, and a manager's answer in a sentence."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.look import LookedAfterForm, offer_rows
from plans.models import Skill
from plans.models.plan_wish import MOST_SAID


class AskForPlanForm(LookedAfterForm):
    """Its fields are named like those of the focus question, whose tiles it shows."""

    pick = forms.ModelChoiceField(
        Skill.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        label=_("What would you like to get better at?"),
        error_messages={"required": _("Choose the one that you would like to get better at.")},
    )
    reason = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Why this one, in one sentence"),
        error_messages={"required": _("Say it in one sentence: your manager reads it first.")},
    )

    def __init__(self, *args: object, skills: Sequence[Skill], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "pick", skills, [(skill.pk, skill.name) for skill in skills])


class AnswerWishForm(LookedAfterForm):
    answer = forms.CharField(
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Or answer in one sentence"),
        help_text=_("What would have to come first, or when you talk about it."),
        error_messages={"required": _("Write one sentence, or open a draft.")},
    )
