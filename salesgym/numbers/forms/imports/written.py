"""The fields for how a file writes days, amounts, weeks and letters. A question comes without an answer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from salesgym.numbers.calculations.importing.layout import BlankOwner, DateOrder, DecimalMark
from salesgym.numbers.calculations.importing.question import About
from salesgym.numbers.calculations.importing.vocabulary.periods import FIRST_YEAR, LAST_YEAR

LINE = {"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}
# The field that answers each question about how a file is written.
FIELDS = {
    About.DATE_ORDER: "date_order",
    About.DECIMAL_MARK: "decimal_mark",
    About.WEEK_YEAR: "week_year",
    About.PERIOD: "period",
    About.ENCODING: "encoding",
    About.BLANK_OWNER: "blank_owner",
}
YEAR = gettext_lazy("Write the year of these weeks, for example 2026.")


class WrittenForm(forms.Form):
    """How one file is written. None of these fields is needed unless it is asked."""

    date_order = forms.ChoiceField(
        label=gettext_lazy("How are days written?"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": gettext_lazy("Choose whether the month or the day stands first.")},
    )
    decimal_mark = forms.ChoiceField(
        label=gettext_lazy("How are amounts written?"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={
            "required": gettext_lazy("Choose whether the point or the comma parts the decimals.")
        },
    )
    period = forms.ChoiceField(
        label=gettext_lazy("What are the quotas for?"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": gettext_lazy("Choose whether these quotas are for months or quarters.")},
    )
    week_year = forms.IntegerField(
        label=gettext_lazy("Year of the weeks"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs=LINE),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), YEAR),
    )
    blank_owner = forms.ChoiceField(
        label=gettext_lazy("Whose are lines without an owner?"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": gettext_lazy("Choose whose the lines without an owner are.")},
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Which line reads right?"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": gettext_lazy("Choose the line that reads right.")},
    )
    header_line = forms.IntegerField(
        label=gettext_lazy("Line with the names of the columns"),
        min_value=1,
        max_value=20,
        widget=forms.TextInput(attrs=LINE),
        error_messages={
            "required": gettext_lazy("Write the number of a line, 1 to 20."),
            "invalid": gettext_lazy("Write the number of a line, 1 to 20."),
            "min_value": gettext_lazy("Write the number of a line, 1 to 20."),
            "max_value": gettext_lazy("The names stand in the first 20 lines. Write 1 to 20."),
        },
    )


def said(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen in these fields, as `Known` takes it."""
    order, mark = chosen.get("date_order"), chosen.get("decimal_mark")
    blank_owner = chosen.get("blank_owner")
    return {
        "date_order": DateOrder(order) if order else None,
        "decimal_mark": DecimalMark(mark) if mark else None,
        "week_year": chosen.get("week_year") or 0,
        "month_span": int(chosen.get("period") or 0),
        "blank_owner": BlankOwner(blank_owner) if blank_owner else None,
    }
