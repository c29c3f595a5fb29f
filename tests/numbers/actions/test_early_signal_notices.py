"""Signals reach the rep's managers once, and the mail goes where it still matters."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from salesgym.notices.actions import outbox
from salesgym.notices.models import Notice, Outbox
from salesgym.numbers.actions import early_signals
from salesgym.numbers.models import EarlySignal
from salesgym.people.actions import membership
from tests.clock import monday_at_nine, this_monday, today
from tests.factories.people import LeaveFactory, TeamFactory, UserFactory
from tests.numbers.fallen_weeks import FALLEN, find, give, told
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db


def test_managers_hear_once_and_so_does_the_deputy_of_one_who_is_away(rep, manager, team):
    deputy = UserFactory(name="Rocco Neubert")
    LeaveFactory(person=manager, deputy=deputy, starts_on=today(), ends_on=today())
    give(rep, FALLEN)

    find(rep)

    assert told() == ["Dana Whitfield", "Rocco Neubert"]
    notice = Notice.objects.get(recipient=deputy)
    signal = EarlySignal.objects.get()
    assert notice.title == "Marcus's meeting rate drifted from about 33%"
    assert notice.url == f"{reverse('numbers:early_signals')}#signal-{signal.pk}"


def test_nobody_hears_of_a_rep_on_leave_until_they_are_back(rep):
    leave = LeaveFactory(person=rep, starts_on=today(), ends_on=today())
    give(rep, FALLEN)
    find(rep)
    assert told() == []

    leave.delete()
    find(rep)
    assert told() == ["Dana Whitfield"]


def test_the_mail_says_what_to_do_and_its_subject_not_whose_number_it_is(rep, manager):
    give(rep, FALLEN)
    find(rep)
    Outbox.objects.update(due_at=monday_at_nine())

    outbox.drain(clock=monday_at_nine, seconds=MOST_SECONDS)

    [sent] = mail.outbox
    assert sent.to == [manager.email]
    assert sent.subject == "A number is worth a look"
    assert "Marcus's meeting rate drifted from about 33%" in sent.body
    assert "21% over the last four weeks; four weeks usually give 29% to 38%." in sent.body
    assert "A good moment to ask, not to judge." in sent.body
    assert "Listen to one call together" in sent.body


@pytest.mark.parametrize("meanwhile", ["talked", "moved", "back", "leave"])
def test_the_mail_is_dropped_where_it_no_longer_matters(rep, manager, meanwhile):
    give(rep, FALLEN)
    find(rep)
    if meanwhile == "talked":
        early_signals.talk(
            signal=EarlySignal.objects.get(), by=manager, note="He moved house.", at=monday_at_nine()
        )
    elif meanwhile == "moved":
        membership.move(person=rep, team=TeamFactory(), on=today() - timedelta(days=1))
    elif meanwhile == "back":
        EarlySignal.objects.update(ended_on=this_monday() - timedelta(days=1))
    else:
        LeaveFactory(person=rep, starts_on=today(), ends_on=today())
    Outbox.objects.update(due_at=monday_at_nine())

    outbox.drain(clock=monday_at_nine, seconds=MOST_SECONDS)

    assert mail.outbox == []
