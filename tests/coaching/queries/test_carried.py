"""A row that came along as JSON knows what it was given, and asks for everything else."""

import pytest

from coaching.queries import carried
from salesgym.people.models import User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_a_column_that_came_along_is_not_asked_again(django_assert_num_queries):
    row = carried.row(User, {"id": 7, "name": "Sofia Marin", "email": "sofia@harbor.example"})

    with django_assert_num_queries(0):
        assert (row.pk, row.first_name, row.initials) == (7, "Sofia", "SM")


def test_a_column_that_stayed_behind_is_asked_and_never_made_up():
    person = UserFactory(digest_hour=17)

    assert carried.row(User, {"id": person.pk, "name": person.name}).digest_hour == 17
