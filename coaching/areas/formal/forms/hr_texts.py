"""The texts of formal plans, to be read, changed and confirmed as a whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.areas.formal.models import HrTexts
from coaching.areas.formal.models.hr_texts import FEWEST_DAYS, MOST_DAYS

FIELDS = ("if_met", "clause", "consequence", "companion", "reply", "appeal_to", "appeal_days")
MISSING = {"required": _("Say it in a sentence: every formal plan carries it.")}


class HrTextsForm(forms.Form):
    if_met = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("What the manager's yes becomes"),
        help_text=_(
            "A manager opens a formal plan only if they want to go on with somebody who meets every step."
        ),
        error_messages=MISSING,
    )
    clause = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("The progress clause"),
        help_text=_('While progress is likely, "not met" cannot be chosen at the first end.'),
        error_messages=MISSING,
    )
    consequence = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What follows where the plan is not met"),
        error_messages=MISSING,
    )
    companion = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("A companion"),
        error_messages=MISSING,
    )
    reply = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("The right to reply"),
        error_messages=MISSING,
    )
    appeal_to = forms.CharField(
        max_length=120,
        label=_("Who hears an appeal"),
        help_text=_('A person or an office, as it reads after "in writing to".'),
        error_messages=MISSING,
    )
    appeal_days = forms.IntegerField(
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        label=_("Within how many working days of the outcome"),
    )

    def __init__(self, *args: Any, texts: HrTexts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(texts, name) for name in FIELDS}
