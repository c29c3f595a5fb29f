"""The rep's own place on the slider, the money they believe in, and why it matters to them."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.wizard_big_picture import BigPictureForm
from salesgym.numbers.calculations.money.units import to_minor

MOST_MONEY = Decimal(10) ** 12


class OwnFigureForm(BigPictureForm):
    amount = forms.DecimalField(
        required=False,
        min_value=0,
        max_value=MOST_MONEY,
        label=_("What I believe it is worth to me, a quarter"),
        help_text=_("The figure above is arithmetic. This one is yours, and may be another."),
    )
    reason = forms.CharField(
        required=False,
        max_length=2000,
        label=_("Why this matters to me"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def amount_minor(self, currency: str) -> int | None:
        """What was typed, in minor units."""
        typed = self.cleaned_data.get("amount")
        return None if typed is None else to_minor(typed, currency)
