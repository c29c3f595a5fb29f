"""Which deal is taken into coaching."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.areas.deals.forms import fields
from salesgym.numbers.calculations.money.units import minor_digits

MOST_AMOUNT = Decimal(10) ** 12


class TakeDealForm(forms.Form):
    """A deal of the CRM, or one that is typed by hand."""

    deal = forms.TypedChoiceField(
        label=gettext_lazy("Deal"), coerce=int, required=False, empty_value=None, widget=forms.Select
    )
    name = fields.line(gettext_lazy("Its name"), limit=200)
    opened_on = fields.day(gettext_lazy("Open since"))

    def __init__(
        self, *args: Any, offered: Sequence[tuple[int, str]], currency: str, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["amount"] = fields.AmountField(
            label=_("Amount in %(currency)s") % {"currency": currency},
            required=False,
            min_value=0,
            max_value=MOST_AMOUNT,
            decimal_places=minor_digits(currency),
            help_text=_("May stay empty."),
        )
        self.has_offers = bool(offered)
        choice = self.fields["deal"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("Choose a deal")), *offered]
        self.fields["opened_on"].widget.attrs["max"] = on.isoformat()

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        chosen, name = sent.get("deal"), sent.get("name")
        if chosen and name:
            self.add_error("name", _("One at a time: choose a deal, or type one. Empty the other."))
        if not chosen and not name and not self.errors:
            first = "deal" if self.has_offers else "name"
            self.add_error(first, _("Choose a deal, or type its name."))
        if sent.get("opened_on") and sent["opened_on"] > self.on:
            self.add_error("opened_on", _("That day is still ahead. Since when has it been open?"))
        return sent

    @property
    def is_typing(self) -> bool:
        """Whether the part for a typed deal stands open: nothing to choose from, or something typed there."""
        typed = (
            any(self[name].value() for name in ("name", "amount", "opened_on")) if self.is_bound else False
        )
        return typed or not self.has_offers


class CloseDealForm(forms.Form):
    """How a deal ended. Where the CRM says so, only what made the difference is asked."""

    result = forms.ChoiceField(
        label=gettext_lazy("How did it end?"),
        choices=[
            ("won", gettext_lazy("Won")),
            ("lost", gettext_lazy("Lost")),
            ("set_aside", gettext_lazy("Not decided: we set it aside")),
        ],
    )
    closed_on = fields.day(gettext_lazy("On which day?"))
    lesson = fields.line(
        gettext_lazy("What made the difference"),
        limit=300,
        help_text=gettext_lazy("One sentence for the next deal. May stay empty."),
    )

    def __init__(self, *args: Any, is_decided: bool, on: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"closed_on": on, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.on = on
        if is_decided:
            del self.fields["result"], self.fields["closed_on"]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if "result" not in self.fields or sent.get("result") == "set_aside":
            return sent
        if "closed_on" not in self.errors and not sent.get("closed_on"):
            self.add_error("closed_on", _("Choose a day."))
        elif sent.get("closed_on") and sent["closed_on"] > self.on:
            self.add_error("closed_on", _("That day is still ahead."))
        return sent
