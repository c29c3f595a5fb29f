"""What a refused form still needs, said on top of it and beside its button, with a link to each field."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.forms import BaseForm, BaseFormSet

register = template.Library()


@dataclass(frozen=True, slots=True)
class FieldError:
    """A field, the first thing to put right in it, and the id of its input or of its set of choices."""

    label: str
    sentence: str
    anchor: str


@dataclass(frozen=True, slots=True)
class FormErrors:
    """`general` holds what concerns no single visible field, `fields` the visible fields in their order."""

    general: tuple[str, ...]
    fields: tuple[FieldError, ...]


def errors_of(forms: Iterable[object]) -> FormErrors:
    """The errors of all these: forms, formsets, lists of either, or sentences. What is missing counts as none."""
    general: list[str] = []
    fields: list[FieldError] = []
    for one in forms:
        if isinstance(one, BaseForm):
            found = _of_form(one)
        elif isinstance(one, BaseFormSet):
            inner = errors_of(one.forms)
            found = FormErrors((*map(str, one.non_form_errors()), *inner.general), inner.fields)
        elif isinstance(one, str):
            found = FormErrors((one,) if one else (), ())
        else:
            found = errors_of(one) if isinstance(one, Iterable) else FormErrors((), ())
        general += found.general
        fields += found.fields
    return FormErrors(tuple(general), tuple(fields))


def _of_form(form: BaseForm) -> FormErrors:
    if not form.errors:
        return FormErrors((), ())
    hidden = [str(error) for field in form.hidden_fields() for error in field.errors]
    fields = [
        FieldError(str(field.label), str(field.errors[0]), field.auto_id)
        for field in form.visible_fields()
        if field.errors
    ]
    return FormErrors((*map(str, form.non_field_errors()), *hidden), tuple(fields))


@register.inclusion_tag("salesgym/error_summary.html")
def error_summary(*forms: object) -> dict[str, FormErrors]:
    """On top of a form: what it still needs. It takes the focus, which brings it into view on any screen."""
    return {"errors": errors_of(forms)}


@register.inclusion_tag("salesgym/error_reminder.html")
def error_reminder(*forms: object) -> dict[str, FormErrors]:
    """Beside the button of a long form: how many answers need a look, with a link to the first."""
    return {"errors": errors_of(forms)}
