"""What a refused form says on top of it and beside its button."""

import re
from pathlib import Path

from django import forms
from django.conf import settings
from django.template import Context, Template
from django.test import SimpleTestCase

from tests.refused_forms import links_of

ROOT = Path(settings.BASE_DIR) / "templates"


class Question(forms.Form):
    why = forms.CharField(label="Why this?")
    when = forms.DateField(label="When?")
    digest = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Open the page again."})

    def clean(self):
        raise forms.ValidationError("Say it in other words.")


def drawn(tag, **context):
    return Template("{% load form_errors %}" + tag).render(Context(context))


def test_each_field_in_error_has_a_link_and_the_rest_a_sentence():
    form = Question({"why": "Because", "when": "soon"})

    page = drawn("{% error_summary form %}{{ form }}", form=form)

    assert links_of(page) == ["id_when"]
    assert "Say it in other words." in page
    assert "Open the page again." in page
    assert "One answer needs a look." in page


def test_beside_the_button_stands_a_link_to_the_first_field():
    page = drawn("{% error_reminder form other %}", form=Question({}), other=Question({}, prefix="b"))

    assert re.findall(r'href="#([^"]+)"', page) == ["id_why"]
    assert "4 answers need a look first" in page


def test_nothing_stands_there_without_an_error():
    page = drawn(
        "{% error_summary form forms missing words %}", form=Question(), forms=[Question()], words=[]
    )

    SimpleTestCase().assertHTMLEqual(page, "")


def test_every_form_of_our_own_says_its_errors_in_the_summary():
    """Signing in and passwords have one or two fields: their sentence stands right above them."""
    plain = '{% include "_form_error.html"'
    found = [path for path in ROOT.rglob("*.html") if plain in path.read_text()]

    assert {path.parent.name for path in found} <= {"account"}
