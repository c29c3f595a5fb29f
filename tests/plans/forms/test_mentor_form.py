"""Somebody else as a mentor: a part of the name will do, and several who are called alike become choices."""

import pytest

from plans.forms.wizard_people import MentorForm
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager)


def form_of(plan, **typed):
    return MentorForm(typed, plan=plan, suggested=[])


def test_one_person_with_this_part_of_a_name_is_taken(plan):
    sofia = RepFactory(name="Sofia Marin")

    form = form_of(plan, mentor="other", mentor_name="sofia")

    assert form.is_valid()
    assert form.wish == sofia


def test_several_of_one_name_become_choices_and_one_of_them_is_taken(plan):
    first, second = RepFactory(name="Sofia Marin"), RepFactory(name="Sofia Ortega")

    form = form_of(plan, mentor="other", mentor_name="Sofia")

    assert form.errors["mentor_name"] == ["More than one person has this name. Choose among them above."]
    assert {str(first.pk), str(second.pk)} <= {value for value, _label in form.fields["mentor"].choices}
    again = form_of(plan, mentor=str(second.pk), mentor_name="Sofia")
    assert again.is_valid()
    assert again.wish == second


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Marcus Bell", "A mentor is somebody else than the rep. Choose another person."),
        ("Nobody At All", "Nobody here has this name. Write a part of it, or the email."),
        ("", "Write the name or the email of the person you have in mind."),
    ],
)
def test_a_name_that_names_nobody_is_refused_in_words(plan, name, told):
    assert form_of(plan, mentor="other", mentor_name=name).errors["mentor_name"] == [told]
