"""Asking a mentor, and answering."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.look import TellingRadios
from plans.forms.mentor_choice import MentorChoice
from salesgym.people.models import User

CHOOSE = _("Choose the person to ask.")


class InviteMentorForm(MentorChoice):
    """Whom to ask, and for what. The page lists a few people; anybody who can be asked is a valid answer."""

    mentor = forms.ChoiceField(
        label=_("Who"),
        widget=TellingRadios,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    message = forms.CharField(
        label=_("What you ask of them"),
        max_length=500,
        required=False,
        help_text=_("Two call reviews a week, or a coffee on Fridays: small and clear is easy to accept."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )

    def clean_mentor(self) -> User | None:
        """The person themselves."""
        return self.person(self.cleaned_data["mentor"])


class AnswerForm(forms.Form):
    """A word along with yes or no."""

    answer = forms.CharField(
        label=_("A word with your answer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
