"""Fields that the forms of a deal share: a line, an hour of a day, an amount as people type it."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesgym.people.forms.leave import DayInput

MORNING = time(9)
# What stands before or after an amount as people type it: $9,200 or 9200 USD.
SIGN = re.compile(r"^(?:[A-Za-z]{3}|[$€£¥])\s*(?=\d)|(?<=\d)\s*(?:[A-Za-z]{3}|[$€£¥])$")


def line(label: Any, *, limit: int, required: bool = False, help_text: Any = "") -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, max_length=limit, required=required, help_text=help_text)


def text(label: Any, *, limit: int, rows: int = 2, required: bool = False) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label, max_length=limit, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def day(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput)


def hour(label: Any, *, required: bool = False) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("At what time?"),
            "invalid": _("Write a time, like 14:30."),
        },
    )


def moment(on: date, hour_of_day: time) -> datetime:
    """This hour of this day where the reader is. An hour that a change of clocks leaves out is the one after it."""
    local = datetime.combine(on, hour_of_day, timezone.get_current_timezone())
    return datetime.fromtimestamp(local.timestamp(), timezone.get_current_timezone())


class AmountField(forms.DecimalField):
    """An amount of money, with or without its sign and commas between thousands."""

    def clean(self, value: Any) -> Any:
        return super().clean(
            SIGN.sub("", value.strip()).replace(",", "") if isinstance(value, str) else value
        )
