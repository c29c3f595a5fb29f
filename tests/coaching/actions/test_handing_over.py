"""A planned check-in follows who manages the rep: the new lead is told, the former one loses it from their calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coaching.actions import handing_over, planning, talk_reminder
from coaching.models import CheckIn
from salesgym.notices.models import Notice, Outbox
from salesgym.people.models import Management, User
from tests.coaching.actions.reminded import words_of
from tests.coaching.actions.talking import FRIDAY, MONDAY, TEN, pair, weekly
from tests.factories.people import LeaveFactory, ManagementFactory, UserFactory

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


def transfer(dana: User, lena: User) -> User:
    """Nora, who manages Lena from Friday on, as Dana does no more."""
    Management.objects.filter(person=dana).update(ends_on=date(2026, 1, 8))
    nora = UserFactory(name="Nora Lind")
    ManagementFactory(team=lena.memberships.get().team, person=nora)
    return nora


def single(dana: User, lena: User) -> CheckIn:
    return planning.plan_one(rep=lena, by=dana, day=MONDAY, hour=TEN, at=FRIDAY)


@pytest.mark.parametrize("plan", [weekly, single])
def test_a_planned_talk_goes_to_the_new_manager_and_tells_the_former_nothing_but_that_it_is_gone(plan):
    dana, lena = pair()
    plan(dana, lena)
    many = CheckIn.objects.count()
    nora = transfer(dana, lena)

    handed = [handing_over.hand_over(at=FRIDAY), handing_over.hand_over(at=FRIDAY)]

    assert handed == [many, 0]
    assert set(CheckIn.objects.values_list("led_by", "sequence")) == {(nora.pk, 1)}
    talk = CheckIn.objects.order_by("planned_for").first()
    told = Notice.objects.filter(kind="coaching.check_in_planned", ref_ids__talk=talk.pk)
    assert told.get(recipient=nora).title == "Check-in with Lena on Monday 12 January at 10:00"
    assert told.filter(recipient=lena, title__startswith="Check-in with Nora").exists()
    planning.call_off(talk=talk, by=nora, why="A trade fair", sequence=1, at=FRIDAY)
    read = [words_of(mail, FRIDAY) for mail in Outbox.objects.filter(recipient=dana, ref_ids__talk=talk.pk)]
    mail = next(filter(None, read))
    assert len(list(filter(None, read))) == 1
    assert "out of your calendar" in mail.text
    assert "trade fair" not in mail.text
    assert "METHOD:CANCEL" in mail.attachments[0].content


def test_before_it_is_handed_over_a_former_manager_reads_no_new_time_and_no_why():
    dana, lena = pair()
    talk = single(dana, lena)
    transfer(dana, lena)
    planning.move(talk=talk, by=lena, day=TUESDAY, hour=TEN, sequence=0, at=FRIDAY)
    moved = words_of(Outbox.objects.get(kind="coaching.check_in_moved", recipient=dana), FRIDAY)
    planning.call_off(talk=talk, by=lena, why="My daughter is ill", sequence=1, at=FRIDAY)

    called_off = words_of(Outbox.objects.get(kind="coaching.check_in_called_off", recipient=dana), FRIDAY)

    assert moved is None
    assert "out of your calendar" in called_off.text
    assert "daughter" not in called_off.text


def test_a_new_manager_who_moves_a_talk_takes_it_out_of_the_former_ones_calendar():
    dana, lena = pair()
    talk = single(dana, lena)
    nora = transfer(dana, lena)

    planning.move(talk=talk, by=nora, day=TUESDAY, hour=TEN, sequence=0, at=FRIDAY)

    mails = Outbox.objects.filter(recipient=dana, ref_ids__sequence=1)
    assert "METHOD:CANCEL" in words_of(mails.get(), FRIDAY).attachments[0].content


def test_leave_entered_later_gives_the_talk_to_the_deputy_who_is_reminded_the_day_before():
    dana, lena = pair()
    wednesday = FRIDAY - timedelta(days=2)
    weekly(dana, lena, at=wednesday)
    deputy = UserFactory(name="Omar Reyes")
    LeaveFactory(person=dana, deputy=deputy)

    handing_over.hand_over(at=wednesday)
    talk_reminder.plan_coming_talks(at=datetime(2026, 1, 10, 9, tzinfo=UTC))

    assert list(CheckIn.objects.order_by("slot_on").values_list("led_by", flat=True)) == [deputy.pk, dana.pk]
    reminded = Notice.objects.filter(kind="coaching.check_in_tomorrow").values_list("recipient", flat=True)
    assert deputy.pk in reminded
    planned = Outbox.objects.get(kind="coaching.check_in_planned", recipient=deputy)
    assert words_of(planned, wednesday) is not None
