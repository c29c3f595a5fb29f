"""The form for a week's typed numbers."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.wording import plain
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.numbers.pages import typed


class WeekForm(forms.Form):
    """One field for each typed metric. `seen` is the week's version when the page was rendered."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, metrics: Iterable[Metric], known: Mapping[int, WeeklyValue], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.metrics = {metric.key: metric for metric in metrics}
        for metric in self.metrics.values():
            self.fields[metric.key] = _week_field(metric, known.get(metric.pk))

    def values(self) -> dict[Metric, Decimal | None]:
        """What was typed, by metric; None where a field is empty."""
        return {metric: self.cleaned_data[key] for key, metric in self.metrics.items()}

    def show_stored(self, known: Mapping[int, WeeklyValue]) -> None:
        """Show the stored value beside each field whose typed value differs from it."""
        for key, metric in self.metrics.items():
            stored = known.get(metric.pk)
            now = stored.typed if stored else None
            if key in self.cleaned_data and self.cleaned_data[key] != now:
                words = _("nothing") if now is None else plain(now)
                self[key].help_text = _("Stored now: %(value)s.") % {"value": words}


def _week_field(metric: Metric, known: WeeklyValue | None) -> forms.DecimalField:
    stored = known.typed if known else None
    hint = typed.below_field(stored, known.value) if known and known.is_imported else metric.hint
    return forms.DecimalField(
        label=metric.name,
        required=False,
        min_value=0,
        max_value=10**9,
        max_digits=12,
        decimal_places=2,
        initial=None if stored is None else stored.normalize(),
        help_text=hint,
        widget=forms.TextInput(
            attrs={"class": "form-control", "inputmode": "decimal", "autocomplete": "off"}
        ),
        error_messages={
            "invalid": _("Write a number, like 12 or 12.5."),
            "min_value": _("Write 0 or more."),
            "max_value": _("Write a billion at most."),
            "max_digits": _("Write a billion at most."),
            "max_decimal_places": _("Write two digits after the point at most."),
        },
    )
