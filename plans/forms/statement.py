"""What a rep adds to the record of a formal plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models.statement import MOST_SAID


class LongText(forms.CharField):
    """Text in which a new line counts as one character, as it does for who types it."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n")))


class StatementForm(forms.Form):
    text = LongText(
        label=_("My statement"),
        max_length=MOST_SAID,
        help_text=_("It stays as you write it, with the time. You may add another one later."),
        error_messages={
            "required": _("Say it in your own words, then add it."),
            "max_length": _("That is more than 20,000 characters. Add it in two parts."),
        },
        widget=forms.Textarea(attrs={"rows": 8, "class": "form-control"}),
    )
