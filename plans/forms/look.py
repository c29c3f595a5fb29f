"""Fields in the classes of the design system."""

from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Model

TICKED = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


class LookedAfterForm(forms.Form):
    """A form whose fields carry the classes that the stylesheet knows; crispy puts each into `sg-wz-field`."""

    helper = FormHelper()
    helper.wrapper_class = "sg-wz-field"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they are
        for field in self.fields.values():
            dress(field)


def dress(field: forms.Field) -> None:
    """Give one field's widget its class."""
    widget = field.widget
    if isinstance(widget, TICKED):
        return
    if isinstance(widget, forms.CheckboxInput):
        widget.attrs.setdefault("class", "form-check-input")
    elif isinstance(widget, forms.Select):
        widget.attrs.setdefault("class", "form-select")
    else:
        widget.attrs.setdefault("class", "form-control")


def offer(form: forms.Form, name: str, choices: Sequence[tuple[int | str, str]]) -> None:
    """Let the field of this name choose among these. Raises TypeError for a field that offers no choice."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choice")
    field.choices = choices


def offer_rows(
    form: forms.Form, name: str, rows: Sequence[Model], choices: Sequence[tuple[int | str, str]]
) -> None:
    """Let the field of this name choose among these rows, whose ids the choices give in words.

    Raises TypeError for a field that chooses no rows.
    """
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
        raise TypeError(f"{name} chooses no rows")
    everything = field.queryset.model._default_manager
    field.queryset = everything.filter(pk__in=[row.pk for row in rows])
    offer(form, name, choices)


class TellingRadios(forms.RadioSelect):
    """Radio buttons that carry what the page says once one of them is chosen, in data- attributes."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they are
        self.told: dict[str, dict[str, str]] = {}

    def create_option(self, name: str, value: object, *args: object, **kwargs: object) -> dict[str, object]:
        option: dict[str, object] = super().create_option(name, value, *args, **kwargs)  # type: ignore[arg-type]
        attrs = option["attrs"]
        if isinstance(attrs, dict):
            attrs |= {f"data-{key}": words for key, words in self.told.get(str(value), {}).items()}
        return option
