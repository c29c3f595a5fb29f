"""When, where and what of a drill, asked for in the same three fields wherever a programme is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class IfThenFields(forms.Form):
    """The three parts of an if-then promise; when comes first, and what alone is no promise."""

    when = forms.CharField(
        label=gettext_lazy("When"),
        max_length=140,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "form-control", "placeholder": gettext_lazy("I open the calendar at 8:45")}
        ),
    )
    where = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": gettext_lazy("at my desk")}),
    )
    what = forms.CharField(
        label=gettext_lazy("I do this"),
        max_length=140,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "form-control", "placeholder": gettext_lazy("I write three questions")}
        ),
    )

    def require_when(self, cleaned: dict[str, Any]) -> None:
        """Ask for the moment where something says what is done then."""
        if cleaned.get("what") and not cleaned.get("when") and "when" not in self.errors:
            self.add_error("when", _("Say when it is time for it: the moment is what makes it happen."))
