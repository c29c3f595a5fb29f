"""What every field says of a wrong answer, where a form says nothing better: how to put it right, in our words."""

from collections.abc import Mapping

from django import forms
from django.core import validators
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Words = Mapping[str, Promise]
ONE_OF_THESE: Words = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
SOME_OF_THESE: Words = {"required": _("Choose at least one."), "invalid_choice": _("Choose from these.")}
FIELDS: tuple[tuple[type[forms.Field], Words], ...] = (
    (forms.Field, {"required": _("Please fill this in.")}),
    (forms.IntegerField, {"invalid": _("Write a whole number, like 3.")}),
    (forms.FloatField, {"invalid": _("Write a number, like 2.5.")}),
    (forms.DecimalField, {"invalid": _("Write a number, like 2.5.")}),
    (forms.DateField, {"required": _("Choose a day."), "invalid": _("Write a day, like 2026-10-29.")}),
    (forms.FileField, {"required": _("Choose a file."), "missing": _("Choose a file.")}),
    (forms.ChoiceField, ONE_OF_THESE),
    (forms.ModelChoiceField, ONE_OF_THESE),
    (forms.MultipleChoiceField, SOME_OF_THESE),
    (forms.ModelMultipleChoiceField, SOME_OF_THESE),
)
TOO_LONG = ngettext_lazy(
    "Shorten this to %(limit_value)d character. It has %(show_value)d.",
    "Shorten this to %(limit_value)d characters. It has %(show_value)d.",
    "limit_value",
)


def speak() -> None:
    """Give Django's fields and validators these words. Once, when the app starts."""
    for field, words in FIELDS:
        field.default_error_messages = {**field.default_error_messages, **words}  # type: ignore[dict-item] # lazy words
    validators.MaxLengthValidator.message = TOO_LONG
    validators.MinValueValidator.message = _("Write %(limit_value)s or more.")
    validators.MaxValueValidator.message = _("Write %(limit_value)s or less.")
    validators.EmailValidator.message = _("Write an email address, like dana@example.com.")
    validators.validate_email.message = validators.EmailValidator.message
