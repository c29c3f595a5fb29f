"""The forms of the first start: the organization, its first manager, and their people in rows."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from salesgym.people.actions.set_up import Basics
from salesgym.people.forms.currencies import CURRENCIES
from salesgym.people.forms.people_import import ConfirmImportForm
from salesgym.people.forms.profile import WEEKDAYS
from salesgym.people.forms.zone import ZoneField, ZoneInput
from salesgym.people.models import User
from salesgym.people.models.user import turns_no_text

ROWS, MORE, MOST = 5, 5, 100


class OrganizationForm(forms.Form):
    organization = forms.CharField(
        label=_("Organization"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    team = forms.CharField(
        label=_("Your team"),
        max_length=120,
        help_text=_("The reps you manage. More teams can come later."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    time_zone = ZoneField(label=_("Time zone"), widget=ZoneInput({"data-guess-zone": ""}))
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=lambda: [(code, f"{code}, {name}") for code, name in CURRENCIES],
        initial="USD",
        error_messages={"invalid_choice": _("Choose a currency from the list.")},
    )
    work_days = forms.MultipleChoiceField(
        label=_("Work days"),
        choices=lambda: [(str(day), name) for day, name in WEEKDAYS],
        initial=list("12345"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one day."),
            "invalid_choice": _("Choose days from Monday to Sunday."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Offer the current currency too, where it was typed at /set-up/ and is not in the list.
        chosen = self.initial.get("currency", "USD")
        field = self.fields["currency"]
        if isinstance(field, forms.ChoiceField) and chosen not in dict(CURRENCIES):
            field.choices = [(chosen, chosen), *((code, f"{code}, {name}") for code, name in CURRENCIES)]

    def basics(self) -> Basics:
        """The answers, for the action."""
        said = self.cleaned_data
        return Basics(
            organization=said["organization"],
            team=said["team"],
            time_zone=said["time_zone"],
            currency=said["currency"],
            work_days="".join(sorted(set(said["work_days"]))),
        )


class FirstManagerForm(OrganizationForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=[turns_no_text],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your email"),
        max_length=254,
        help_text=_("You sign in with it."),
        error_messages={"invalid": _("Write an email address, like dana@example.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=_("Twelve letters or more. Four words you remember are a good one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": 12}),
    )
    code = forms.CharField(
        label=_("Set-up code"),
        max_length=200,
        help_text=_("The value of SALESGYM_SETUP_CODE on this machine."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        """With `code` the form asks for this set-up code."""
        super().__init__(*args, **kwargs)
        self._code = code
        if not code:
            del self.fields["code"]

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"].strip()
        if not secrets.compare_digest(typed.encode(), self._code.encode()):
            raise forms.ValidationError(
                _("This is not the set-up code of this machine. Look at its SALESGYM_SETUP_CODE.")
            )
        return typed

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> None:
        super().clean()
        password = self.cleaned_data.get("password")
        if not password:
            return
        person = User(name=self.cleaned_data.get("name", ""), email=self.cleaned_data.get("email", ""))
        try:
            validate_password(password, person)
        except forms.ValidationError as weak:
            self.add_error("password", weak)


class PersonForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Write the name as well.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        error_messages={
            "required": _("Write the email address as well."),
            "invalid": _("Write an email address, like marcus@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    job_role = forms.CharField(
        label=_("Job role, if you like"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class PeopleRows:
    """The rows of the page: those that were filled in, and empty ones after them."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, grow: bool = False) -> None:
        count = _count(data)
        is_asked = data is not None and not grow
        typed = [_typed(data or {}, number) for number in range(count)]
        typed += [{}] * (min(MORE, MOST - count) if grow else 0)
        self.forms = [
            PersonForm(
                data if is_asked else None,
                prefix=f"row-{number}",
                initial={} if is_asked else values,
                empty_permitted=True,
                use_required_attribute=False,
            )
            for number, values in enumerate(typed)
        ]
        self.can_grow = len(self.forms) < MOST

    def __iter__(self) -> Iterator[PersonForm]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)

    def is_valid(self, *, own_email: str) -> bool:
        """Whether every row with something in it is complete, and no address occurs twice."""
        answers = [form.is_valid() for form in self.forms]
        first: dict[str, int] = {}
        for number, form in enumerate(self.forms, start=1):
            email = form.cleaned_data.get("email")
            if not email:
                continue
            if email == own_email:
                form.add_error("email", _("This is your own address. You are here already."))
            elif (known := first.setdefault(email, number)) != number:
                form.add_error("email", _("This address stands in row %(row)s already.") % {"row": known})
        return all(answers) and not any(form.errors for form in self.forms)

    def filled(self) -> list[tuple[int, dict[str, str]]]:
        """The rows with a person: row number and the cells by column."""
        rows = enumerate(self.forms, start=1)
        return [(number, form.cleaned_data) for number, form in rows if form.cleaned_data.get("email")]


class InviteForm(forms.Form):
    invite = forms.BooleanField(label=_("Invite each of them now"), required=False)


class ConfirmPeopleForm(ConfirmImportForm, InviteForm):
    """The confirmed file, and whether to invite its people."""


def _count(data: Mapping[str, Any] | None) -> int:
    try:
        wanted = int((data or {}).get("rows", ROWS))
    except (TypeError, ValueError):
        wanted = ROWS
    return max(ROWS, min(wanted, MOST))


def _typed(data: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {name: data.get(f"row-{number}-{name}", "") for name in ("name", "email", "job_role")}
