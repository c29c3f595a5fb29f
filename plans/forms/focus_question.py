"""The rep's side of the one question: which would you pick, and why?"""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.look import LookedAfterForm, offer_rows
from plans.models import Skill
from plans.models.focus_question import MOST_REASON


class AnswerFocusForm(LookedAfterForm):
    pick = forms.ModelChoiceField(
        Skill.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        label=_("Which would you pick?"),
        error_messages={"required": _("Choose the one that you would pick.")},
    )
    reason = forms.CharField(
        required=False,
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why this one?"),
    )

    def __init__(self, *args: object, skills: Sequence[Skill], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "pick", skills, [(skill.pk, skill.name) for skill in skills])
