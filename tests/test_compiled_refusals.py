"""What cannot be compiled is refused aloud, at every call."""

from datetime import date, timedelta

import pytest

from plans.models import Milestone, Plan
from salesgym.compiled import compiled
from salesgym.people.models import Membership, User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("members", [("Ann", "Bob"), (True, False), (1, True), (1, None), (1, 2.5)])
def test_a_tuple_of_anything_but_numbers_and_dates_is_refused_at_every_call(members):
    @compiled
    def people(members: tuple[object, ...]):
        return User.objects.filter(name__in=members)

    for _twice in range(2):
        with pytest.raises(TypeError, match="whole numbers and dates"):
            people(members)


def test_a_guard_that_reads_more_of_a_person_than_flags_is_refused():
    @compiled
    def of_the_same_role(user: User):
        return User.objects.filter(job_role=user.job_role_id).exclude(pk=user.pk)

    @compiled
    def of_managers(user: User):
        people = User.objects.filter(pk=user.pk)
        return people if user.managements.exists() else people.none()

    for build in (of_the_same_role, of_managers):
        for _twice in range(2):
            with pytest.raises(TypeError, match="Building a query asks nothing"):
                build(UserFactory())


def test_what_is_worked_out_from_a_value_is_refused():
    @compiled
    def since(day: date):
        return Membership.objects.filter(starts_on__gte=day - timedelta(days=7))

    @compiled
    def after(pk: int):
        return User.objects.filter(pk=pk + 1)

    with pytest.raises(TypeError, match="take it as an argument"):
        since(date(2026, 3, 1))
    with pytest.raises(TypeError, match="take it as an argument"):
        after(1)


def test_a_value_that_nobody_asks_for_is_refused():
    @compiled
    def everybody(user_id: int):
        return User.objects.all()

    with pytest.raises(TypeError, match="does not ask for its values"):
        everybody(1)


def test_a_number_of_a_small_column_is_refused():
    @compiled
    def at_place(position: int):
        return Milestone.objects.filter(position=position)

    with pytest.raises(TypeError, match="finds nothing"):
        at_place(1)


def test_a_prefetch_is_refused():
    @compiled
    def plans(user_id: int):
        return Plan.objects.filter(rep=user_id).prefetch_related("milestones")

    with pytest.raises(TypeError, match="prefetch"):
        plans(1)
