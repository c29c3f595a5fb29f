"""What rep and manager type when a formal plan is answered, signed, or written down as not taken."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.forms.password import PasswordForm
from plans.models import Signature
from salesgym.people.models import User


def _words(label: Any, help_text: Any, *, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
    )


class AnswerForm(PasswordForm):
    """The rep agrees or does not, in their own words, with their password."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you say to it?"),
        choices=[(one.value, one.label) for one in (Signature.Answer.AGREE, Signature.Answer.DISAGREE)],
        error_messages={"required": gettext_lazy("Choose one of the two. Both are fine to give.")},
        widget=forms.RadioSelect,
    )
    comment = _words(
        gettext_lazy("My comment, in my words"),
        gettext_lazy("Stands in the record as you wrote it. You may add more at any time."),
        rows=5,
    )
    field_order = ["sha256", "answer", "comment", "password"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_no = cleaned.get("answer") == Signature.Answer.DISAGREE
        if is_no and "comment" in cleaned and not cleaned["comment"].strip():
            self.add_error("comment", _("Say in your words why you do not agree. It stands in the record."))
        return cleaned


class NameForm(PasswordForm):
    """The manager's name under the text, with their password."""

    comment = _words(gettext_lazy("A comment under my signature"), "", rows=2)
    field_order = ["sha256", "comment", "password"]


class DeclinedForm(PasswordForm):
    """On which day the rep did not take the plan, and who was there."""

    declined_on = forms.DateField(
        label=gettext_lazy("On which day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    witness = forms.ModelChoiceField(
        label=gettext_lazy("Who was there"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose a person"),
        help_text=gettext_lazy("Neither the rep nor a manager of theirs. They are named in the record."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    field_order = ["sha256", "declined_on", "witness", "password"]

    def __init__(self, *args: Any, witnesses: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["witness"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = witnesses
