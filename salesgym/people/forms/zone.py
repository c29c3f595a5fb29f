"""The time zone, chosen in the same way wherever it is asked: a list to type in, or a city without a list."""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from salesgym.people.calculations import zones
from salesgym.people.models.user import known_time_zone


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

    def __init__(self, **kwargs: Any) -> None:
        said = {
            "max_length": 64,
            "validators": [known_time_zone],
            "help_text": _("Type a city, like Berlin."),
        }
        super().__init__(**said | kwargs)

    def to_python(self, value: Any) -> str:
        return zones.zone_of(super().to_python(value) or "")
