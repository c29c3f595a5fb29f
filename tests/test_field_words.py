"""What a field says of a wrong answer tells how to put it right, whichever form it stands in."""

import pytest
from django import forms

from salesgym.people.models import User

CHOICES = [("a", "A"), ("b", "B")]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (forms.CharField(), "", "Please fill this in."),
        (forms.CharField(max_length=3), "abcd", "Shorten this to 3 characters. It has 4."),
        (forms.IntegerField(), "many", "Write a whole number, like 3."),
        (forms.IntegerField(min_value=1), "0", "Write 1 or more."),
        (forms.IntegerField(max_value=7), "8", "Write 7 or less."),
        (forms.DecimalField(), "much", "Write a number, like 2.5."),
        (forms.DateField(), "", "Choose a day."),
        (forms.DateField(), "soon", "Write a day, like 2026-10-29."),
        (forms.EmailField(), "dana", "Write an email address, like dana@example.com."),
        (forms.ChoiceField(choices=CHOICES), "", "Choose one of these."),
        (forms.TypedChoiceField(choices=CHOICES), "c", "Choose one of these."),
        (forms.MultipleChoiceField(choices=CHOICES), [], "Choose at least one."),
        (forms.MultipleChoiceField(choices=CHOICES), ["c"], "Choose from these."),
        (forms.ModelChoiceField(User.objects.none()), "", "Choose one of these."),
        (forms.FileField(), None, "Choose a file."),
    ],
)
def test_a_wrong_answer_is_met_with_our_words(field: forms.Field, typed: object, sentence: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)

    assert refused.value.messages == [sentence]


def test_a_form_with_better_words_keeps_them() -> None:
    field = forms.CharField(error_messages={"required": "Say it in one sentence."})

    with pytest.raises(forms.ValidationError, match=r"Say it in one sentence\."):
        field.clean("")
