"""Days off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from salesgym.people.models import User


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LeaveForm(forms.Form):
    starts_on = forms.DateField(label=_("First day away"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day away"), widget=DayInput)
    deputy = forms.CharField(
        label=_("Deputy (email)"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Has your rights as a manager while you are away. Leave it empty if nobody should."),
    )

    def __init__(self, *args: Any, with_deputy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_deputy:
            del self.fields["deputy"]

    def clean_deputy(self) -> User | None:
        email = self.cleaned_data["deputy"].strip().lower()
        if not email:
            return None
        deputy = User.objects.active().filter(email=email).first()
        if deputy is None:
            raise forms.ValidationError(_("Nobody here has this address. Check the spelling."))
        return deputy
