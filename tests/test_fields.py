"""How crispy renders a plain field in our template pack: what a reader sees, and what a screen reader is told."""

import re

import pytest
from django import forms
from django.template import Context, Template

from plans.forms.look import LookedAfterForm


class Plain(forms.Form):
    name = forms.CharField(label="Name in full", help_text="As others call you.")
    day = forms.ChoiceField(label="Day", choices=[("mon", "Monday")])


class Wizard(LookedAfterForm):
    target = forms.DecimalField(label="Target")


def rendered(form: forms.Form, name: str) -> str:
    return Template("{% load crispy_forms_filters %}{{ field|as_crispy_field }}").render(
        Context({"field": form[name]})
    )


def test_a_field_shows_label_input_and_help_that_belong_together() -> None:
    page = rendered(Plain(), "name")

    assert '<label class="form-label" for="id_name">Name in full</label>' in page
    assert re.search(r'<input [^>]*aria-describedby="id_name_helptext"', page)
    assert re.search(r'<p class="form-text" id="id_name_helptext">As others call you\.</p>', page)
    assert "aria-invalid" not in page


def test_a_refused_field_names_its_error_to_a_screen_reader() -> None:
    page = rendered(Plain({"name": "", "day": "mon"}), "name")

    assert re.search(r'<input [^>]*aria-invalid="true"', page)
    described = re.search(r'aria-describedby="([^"]*)"', page)
    assert described
    assert {"id_name_helptext", "id_name_error"} <= set(described.group(1).split())
    assert re.search(r'<p class="invalid-feedback d-flex" id="id_name_error">', page)
    assert re.search(r'<input [^>]*class="[^"]*form-control is-invalid', page)


@pytest.mark.parametrize(("name", "look"), [("name", "form-control"), ("day", "form-select")])
def test_an_input_has_the_class_of_its_kind(name: str, look: str) -> None:
    assert re.search(rf'<(?:input|select) [^>]*class="[^"]*\b{look}\b', rendered(Plain(), name))


def test_a_field_of_the_wizard_stands_in_its_own_wrapper() -> None:
    assert '<div class="sg-wz-field">' in rendered(Wizard(), "target")
    assert '<div class="sg-field">' in rendered(Plain(), "name")


def test_a_unit_stands_behind_its_input() -> None:
    page = Template('{% load crispy_forms_field %}{% crispy_addon field append="%" %}').render(
        Context({"field": Wizard()["target"]})
    )

    assert '<span class="input-group-text">%</span>' in page
    assert page.index("<input") < page.index("input-group-text")
    assert '<label class="form-label" for="id_target">Target</label>' in page
