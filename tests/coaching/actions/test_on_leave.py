"""A check-in that leave of either side covers was never missed: it is called off once its day has come."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coaching.actions import planning
from coaching.models import CheckIn, CheckInState
from salesgym.notices.models import Notice, Outbox
from tests.coaching.actions.talking import FRIDAY, MONDAY, TEN, pair, weekly
from tests.factories.coaching import CheckInFactory
from tests.factories.people import LeaveFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 1, 12, 6, tzinfo=UTC)
LONG_AFTER = MORNING + timedelta(days=20)


@pytest.mark.parametrize("who", ["rep", "manager"])
def test_leave_entered_after_planning_calls_the_talk_off_on_its_day_and_nobody_missed_it(who):
    dana, lena = pair()
    weekly(dana, lena)
    LeaveFactory(person=lena if who == "rep" else dana)

    called_off = [planning.call_off_on_leave(at=at) for at in (FRIDAY, MORNING, MORNING)]

    assert called_off == [0, 1, 0]
    talk = CheckIn.objects.order_by("planned_for").first()
    assert talk.state(LONG_AFTER) == CheckInState.CALLED_OFF
    assert (talk.called_off_why, talk.called_off_by, talk.sequence) == ("On leave", None, 1)
    assert not CheckIn.objects.missed(MORNING + timedelta(days=8)).exists()
    told = Outbox.objects.filter(ref_ids__talk=talk.pk, ref_ids__sequence=1).values_list("recipient", "kind")
    assert set(told) == {(one.pk, "coaching.check_in_calendar") for one in (dana, lena)}
    assert not Notice.objects.filter(kind="coaching.check_in_called_off").exists()


def test_a_day_that_somebody_chose_within_their_leave_stands_until_it_is_over():
    dana, lena = pair()
    LeaveFactory(person=lena)
    planning.plan_one(rep=lena, by=dana, day=MONDAY, hour=TEN, at=FRIDAY)

    called_off = [planning.call_off_on_leave(at=MORNING + timedelta(hours=hours)) for hours in (0, 12, 24)]

    assert called_off == [0, 0, 1]


def test_leave_entered_afterwards_undoes_that_a_talk_was_missed():
    talk = CheckInFactory()
    LeaveFactory(person=talk.rep)

    planning.call_off_on_leave(at=LONG_AFTER)

    assert not CheckIn.objects.missed(LONG_AFTER).exists()


def test_what_took_place_or_was_not_covered_by_leave_stays():
    begun = CheckInFactory(started_at=MORNING)
    LeaveFactory(person=begun.rep)
    before = CheckInFactory()
    LeaveFactory(person=before.rep, starts_on=date(2026, 1, 13))

    assert planning.call_off_on_leave(at=LONG_AFTER) == 0
