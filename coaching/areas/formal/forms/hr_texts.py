"""The texts of formal plans, to be read, changed and confirmed as a whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.areas.formal.models import HrTexts
from coaching.areas.formal.models.hr_texts import FEWEST_DAYS, MOST_DAYS
from salesgym.paragraph import paragraph

FIELDS = ("if_met", "clause", "consequence", "companion", "reply", "appeal_to", "appeal_days")
MISSING = _("Say it in a sentence: every formal plan carries it.")


class HrTextsForm(forms.Form):
    if_met = paragraph(
        _("What the manager's yes becomes"),
        MISSING,
        most=500,
        rows=2,
        help_text=_(
            "A manager opens a formal plan only if they want to go on with somebody who meets every step."
        ),
    )
    clause = paragraph(
        _("The progress clause"),
        MISSING,
        most=500,
        rows=2,
        help_text=_('While progress is likely, "not met" cannot be chosen at the first end.'),
    )
    consequence = paragraph(_("What follows where the plan is not met"), MISSING, most=1000, rows=3)
    companion = paragraph(_("A companion"), MISSING, most=500, rows=2)
    reply = paragraph(_("The right to reply"), MISSING, most=500, rows=2)
    appeal_to = forms.CharField(
        max_length=120,
        label=_("Who hears an appeal"),
        help_text=_('A person or an office, as it reads after "in writing to".'),
        error_messages={"required": MISSING},
    )
    appeal_days = forms.IntegerField(
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        label=_("Within how many working days of the outcome"),
    )

    def __init__(self, *args: Any, texts: HrTexts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(texts, name) for name in FIELDS}
