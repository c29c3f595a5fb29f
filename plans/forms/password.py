"""The field for the password of whoever puts their name under a formal plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def password_field(*, required: bool = True) -> forms.CharField:
    """Typed by hand or by the browser, never shown again."""
    return forms.CharField(
        label=_("My password, so it is me who signs"),
        strip=False,
        required=required,
        max_length=1000,
        error_messages={"required": _("Type your password: it says that it is you.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "form-control"}),
    )


class PasswordForm(forms.Form):
    """The text that the page showed, by its digest, and the password: it is never shown again and never carried on.

    Without the field where nobody asks for one, as of the sample people in the demo.
    """

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    password = password_field()

    def __init__(self, *args: Any, is_asked: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_asked:
            del self.fields["password"]

    def typed(self) -> dict[str, Any]:
        """What the form says but for the password."""
        return {name: value for name, value in self.cleaned_data.items() if name != "password"}
