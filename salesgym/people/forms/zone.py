"""The time zone, chosen in the same way wherever it is asked: a list to type in, or a city without a list."""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from salesgym.people.calculations import zones
from salesgym.people.models.user import known_time_zone

A_CITY = _("Type a city, like Berlin.")


class ZoneInput(forms.TextInput):
    """A text field that suggests time zones; it works as a plain text field without scripts."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "list": "time-zones", **(attrs or {})})

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        places = format_html_join("", '<option value="{}"></option>', ((zone,) for zone in zones.choices()))
        return format_html(
            '{}<datalist id="time-zones">{}</datalist>', super().render(name, value, attrs, renderer), places
        )


class ZoneField(forms.CharField):
    """A time zone by its name or by its city alone: Europe/Berlin, berlin, new york."""

    widget = ZoneInput

    default_validators = [known_time_zone]

    def __init__(self, *, help_text: Any = A_CITY, **kwargs: Any) -> None:
        super().__init__(max_length=64, help_text=help_text, **kwargs)

    def to_python(self, value: Any) -> str:
        return zones.zone_of(super().to_python(value) or "")
