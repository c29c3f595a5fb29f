"""Asking a mentor, and answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from salesgym.people.models import User


class InviteMentorForm(forms.Form):
    """Whom to ask, and for what. The page lists a few people; any active person is a valid answer."""

    mentor = forms.ModelChoiceField(
        label=_("Who"),
        queryset=User.objects.none(),
        error_messages={"required": _("Choose the person to ask.")},
    )
    message = forms.CharField(
        label=_("What you ask of them"),
        max_length=500,
        required=False,
        help_text=_("Two call reviews a week, or a coffee on Fridays: small and clear is easy to accept."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mentor"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people


class AnswerForm(forms.Form):
    """A word along with yes or no."""

    answer = forms.CharField(
        label=_("A word with your answer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
