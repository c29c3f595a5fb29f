from datetime import date, timedelta

import pytest
from django.utils import timezone

from salesgym.people.actions import leave
from salesgym.people.actions.leave import LeaveRefused
from salesgym.people.models import Leave, User
from tests.factories.people import LeaveFactory, RepFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY, FRIDAY = date(2026, 1, 12), date(2026, 1, 16)


def test_leave_is_kept_with_both_days():
    person = UserFactory()

    leave.add(person=person, starts_on=MONDAY, ends_on=MONDAY)

    assert person.leaves.values_list("starts_on", "ends_on").get() == (MONDAY, MONDAY)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (FRIDAY, MONDAY, "Swap the two days"),
        (date(2026, 1, 1), date(2027, 6, 1), "a year at most"),
        (FRIDAY, FRIDAY, "12 Jan 2026 to 16 Jan 2026"),
        (date(2026, 1, 1), date(2026, 2, 1), "Remove it first"),
    ],
)
def test_days_that_cannot_be_leave_are_refused_with_a_sentence(first, last, sentence):
    person = LeaveFactory().person

    with pytest.raises(LeaveRefused, match=sentence):
        leave.add(person=person, starts_on=first, ends_on=last)

    assert Leave.objects.count() == 1


def test_days_right_after_a_leave_are_free():
    person = LeaveFactory().person

    leave.add(person=person, starts_on=date(2026, 1, 17), ends_on=date(2026, 1, 17))

    assert person.leaves.count() == 2


def test_deputy_sees_the_team_while_the_manager_is_away_and_not_after():
    manager, deputy = UserFactory(), UserFactory()
    rep = RepFactory(manager=manager)
    today = timezone.now().date()

    kept = leave.add(person=manager, starts_on=today, ends_on=today + timedelta(days=3), deputy=deputy)
    while_away = list(User.objects.managed_by(deputy))
    leave.remove(leave=kept)

    assert while_away == [rep]
    assert not User.objects.managed_by(deputy).exists()


def test_deputy_is_somebody_else_from_outside_the_team_who_may_sign_in():
    manager = UserFactory()
    rep = RepFactory(manager=manager)

    for deputy, sentence in [
        (manager, "somebody else"),
        (rep, "from outside"),
        (UserFactory(is_active=False), "no longer sign in"),
    ]:
        with pytest.raises(LeaveRefused, match=sentence):
            leave.add(person=manager, starts_on=MONDAY, ends_on=FRIDAY, deputy=deputy)


def test_plans_are_woken_when_leave_changes(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as rung:
        kept = leave.add(person=UserFactory(), starts_on=MONDAY, ends_on=FRIDAY)
        leave.remove(leave=kept)

    assert len(rung) == 2
