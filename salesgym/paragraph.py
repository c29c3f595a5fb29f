"""A text of some sentences that must say something and stays as it is."""

from typing import Any

from django import forms


class LongText(forms.CharField):
    """Text in which a new line counts as one character, as it does for who types it."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n")))


def paragraph(
    label: Any, missing: Any, *, most: int, rows: int, help_text: Any = "", too_long: Any = ""
) -> LongText:
    """A field for at most so many characters; `missing` is the sentence where nothing was written."""
    return LongText(
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
        label=label,
        help_text=help_text,
        error_messages={"required": missing, **({"max_length": too_long} if too_long else {})},
    )
