"""The forms of a person's own settings and of an accepted invitation."""

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from salesgym.people.calculations import calendar
from salesgym.people.forms.zone import ZoneField
from salesgym.people.models import User
from salesgym.people.models.user import turns_no_text

WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
]
HOURS = [(hour, f"{hour}:00") for hour in calendar.HOURS]
THEMES = [("", _("Like this device")), ("light", _("Light")), ("dark", _("Dark"))]


class ProfileForm(forms.ModelForm):
    """A person's own settings. For the digest it offers the days and hours at which mail goes out, and shows those."""

    time_zone = ZoneField(
        label=_("Time zone"),
        help_text=_("Type a city, like Berlin. Mails come in your own working hours."),
    )
    digest_weekday = forms.TypedChoiceField(
        label=_("Day of the weekly digest"),
        choices=WEEKDAYS,
        coerce=int,
        help_text=_("One of your working days. On a holiday it comes the working day after."),
    )
    digest_hour = forms.TypedChoiceField(label=_("Hour of the weekly digest"), choices=HOURS, coerce=int)
    theme = forms.ChoiceField(label=_("Colors"), choices=THEMES, required=False, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ["name", "time_zone", "digest_weekday", "digest_hour", "theme"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, work_days: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = cast("forms.ChoiceField", self.fields["digest_weekday"])
        days.choices = [(day, name) for day, name in WEEKDAYS if day in work_days]
        self.initial["digest_weekday"], self.initial["digest_hour"] = calendar.weekly_moment(
            work_days, self.instance.digest_weekday, self.instance.digest_hour
        )


class AcceptInvitationForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=[turns_no_text],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = ZoneField(label=_("Your time zone"))
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=_("Twelve letters or more. Four words you remember are a good one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password
