"""What somebody new costs, a line a figure: from, and up to where one is not sure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.actions.cost_figures import Costs
from plans.forms.look import LookedAfterForm, dress
from plans.models import CostFigures
from salesgym.numbers.calculations.money.units import minor_digits, to_major, to_minor

MOST_COST = Decimal(10) ** 9
MOST_HOURS = Decimal(60)
# Each line with its question and what belongs to it.
LINES: Mapping[str, tuple[Any, Any]] = {
    "recruiting": (gettext_lazy("Finding somebody"), gettext_lazy("Ads, agencies, the hours of interviews.")),
    "vacancy": (gettext_lazy("The empty weeks"), gettext_lazy("What is not sold until somebody new starts.")),
    "ramp": (
        gettext_lazy("Until they are up to speed"),
        gettext_lazy("Training, and what they sell less meanwhile."),
    ),
    "hour": (gettext_lazy("An hour of a manager"), gettext_lazy("Pay and what comes on top.")),
    "hours": (
        gettext_lazy("Hours a week on one plan"),
        gettext_lazy("Check-ins, joint calls and preparing them."),
    ),
}
ASKED = ("recruiting", "vacancy", "ramp")


class CostFiguresForm(LookedAfterForm):
    """The figures in major units of the organization's currency. The last two lines may stay empty, both."""

    is_told = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Reps read what somebody new costs, on their big picture"),
    )

    def __init__(self, *args: Any, currency: str, figures: CostFigures | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(figures), **kwargs)
        self.currency = currency
        for name, (label, help_text) in LINES.items():
            for end in ("low", "high"):
                self.fields[f"{name}_{end}"] = self._field(name, end, label, help_text)

    def _field(self, name: str, end: str, label: Any, help_text: Any) -> forms.DecimalField:
        is_hours = name == "hours"
        most = MOST_HOURS if is_hours else MOST_COST
        field = forms.DecimalField(
            required=end == "low" and name in ASKED,
            min_value=0,
            max_value=most,
            decimal_places=1 if is_hours else minor_digits(self.currency),
            label=label if end == "low" else _("Up to, where you are not sure"),
            help_text=help_text if end == "low" else "",
            error_messages={
                "required": _("Write a figure, or 0."),
                "invalid": _("Write it as a number, like 12000."),
                "min_value": _("Write 0 or more."),
                "max_value": _("Write %(most)s or less.") % {"most": f"{most:,}"},
                "max_decimal_places": _("Leave out the last digits."),
            },
        )
        dress(field)
        return field

    @property
    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each line."""
        return [(self[f"{name}_low"], self[f"{name}_high"]) for name in LINES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in LINES:
            low, high = cleaned.get(f"{name}_low"), cleaned.get(f"{name}_high")
            if high is not None and low is None and f"{name}_low" not in self.errors:
                self.add_error(f"{name}_low", _("Write the lower figure too."))
            if low is not None and high is not None and high < low:
                self.add_error(f"{name}_high", _("Write a figure that is not below the first one."))
        if not self.errors and not any(cleaned[f"{name}_low"] for name in ASKED):
            self.add_error("recruiting_low", _("Somebody new costs something: write at least one figure."))
        if not self.errors and (cleaned["hour_low"] is None) != (cleaned["hours_low"] is None):
            empty = "hour_low" if cleaned["hour_low"] is None else "hours_low"
            self.add_error(empty, _("Write both, an hour and the hours, or neither."))
        return cleaned

    def costs(self) -> Costs:
        """The figures for the action, in minor units. After is_valid."""
        return Costs(
            currency=self.currency,
            recruiting=self._amounts("recruiting"),
            vacancy=self._amounts("vacancy"),
            ramp=self._amounts("ramp"),
            hour=self._amounts("hour") if self.cleaned_data["hour_low"] is not None else None,
            hours=self._ends("hours") if self.cleaned_data["hours_low"] is not None else None,
            is_told=self.cleaned_data["is_told"],
        )

    def _ends(self, name: str) -> tuple[Decimal, Decimal]:
        low, high = self.cleaned_data[f"{name}_low"], self.cleaned_data[f"{name}_high"]
        return low, low if high is None else high

    def _amounts(self, name: str) -> tuple[int, int]:
        low, high = self._ends(name)
        return to_minor(low, self.currency), to_minor(high, self.currency)


def _initial(figures: CostFigures | None) -> dict[str, Any]:
    """What is stored, in major units; the upper figure alone where it is another one."""
    if figures is None:
        return {}
    typed: dict[str, Any] = {"is_told": figures.is_told}
    for name in LINES:
        low, high = getattr(figures, f"{name}_low"), getattr(figures, f"{name}_high")
        typed[f"{name}_low"] = _plain(name, low, figures.currency)
        typed[f"{name}_high"] = _plain(name, high, figures.currency) if high != low else None
    return typed


def _plain(name: str, stored: Any, currency: str) -> str | None:
    if stored is None:
        return None
    value = stored if name == "hours" else to_major(stored, currency)
    return f"{value.normalize():f}"
