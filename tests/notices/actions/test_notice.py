from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from salesgym import hooks
from salesgym.notices.actions import notice, preference
from salesgym.notices.models import Letter, Notice, Outbox
from tests.factories.people import UserFactory
from tests.notices.conftest import AT

pytestmark = pytest.mark.django_db


def tell(person, step=1, **more):
    return notice.give(
        "test.reminder", to=person, refs={"step": step}, title="A step is near", url="/today/", at=AT, **more
    )


def test_telling_somebody_writes_inbox_and_outbox_together():
    person = UserFactory(uninvited=True)

    assert tell(person, occurrence="T-3d") == 1

    told = Notice.objects.get()
    mail = Outbox.objects.get()
    assert told.dedupe_key == mail.dedupe_key == f"test.reminder:step1:T-3d:u{person.pk}"
    assert (mail.state, mail.policy, mail.due_at) == ("pending", "at_least_once", AT)
    assert mail.message_id.startswith("<")


def test_telling_the_same_again_changes_nothing():
    person = UserFactory(uninvited=True)
    tell(person)

    assert [tell(person) for _time in range(100)] == [0] * 100
    assert (Notice.objects.count(), Outbox.objects.count()) == (1, 1)


def test_several_people_are_told_at_once_and_nobody_twice():
    people = UserFactory.create_batch(3, uninvited=True)

    assert tell([*people, people[0]]) == 3
    assert Notice.objects.count() == 3


def test_who_turned_email_off_is_told_in_the_app_alone():
    person = UserFactory(uninvited=True)
    preference.choose(person=person, choices={"test.reminder": (True, False)})

    tell(person)

    assert Notice.objects.of(person.pk).count() == 1
    assert not Outbox.objects.exists()


def test_turning_email_on_later_brings_no_old_mail():
    person = UserFactory(uninvited=True)
    preference.choose(person=person, choices={"test.reminder": (True, False)})
    tell(person)
    preference.choose(person=person, choices={"test.reminder": (True, True)})

    assert tell(person) == 0
    assert not Outbox.objects.exists()


def test_who_wants_nothing_in_the_app_finds_nothing_there():
    person = UserFactory(uninvited=True)
    preference.choose(person=person, choices={"test.reminder": (False, True)})

    tell(person)

    assert not Notice.objects.of(person.pk).exists()
    assert Outbox.objects.count() == 1


def test_who_has_left_is_told_nothing():
    assert tell(UserFactory(uninvited=True, is_active=False)) == 0
    assert not Notice.objects.exists()


def test_mail_waits_for_the_hour_the_calendar_allows():
    person = UserFactory(uninvited=True)
    hooks.writing_times.add(lambda moments: [at + timedelta(hours=11) for _person_id, at in moments])

    tell(person)

    assert Notice.objects.get().at == AT
    assert Outbox.objects.get().due_at == AT + timedelta(hours=11)


def test_nothing_is_told_when_the_transaction_is_taken_back():
    person = UserFactory(uninvited=True)
    mark = transaction.savepoint()
    tell(person)

    transaction.savepoint_rollback(mark)

    assert not Notice.objects.exists()
    assert not Outbox.objects.exists()


def test_ten_thousand_reminders_cost_a_few_queries():
    people = UserFactory.create_batch(20, uninvited=True)
    items = [
        notice.Item(to=people[number % 20], refs={"step": number}, title="A step", url="/", occurrence="T-1d")
        for number in range(10_000)
    ]

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert notice.give_many("test.reminder", items, at=AT) == 10_000

    assert len(queries) / 10_000 <= 0.05
    assert [notice.give_many("test.reminder", items, at=AT) for _time in range(2)] == [0, 0]
    assert Notice.objects.count() == Outbox.objects.count() == 10_000


def test_account_mail_brings_its_words_and_runs_out():
    mail = notice.send_account_mail(
        address="new@example.com",
        recipient=None,
        kind="people.password",
        subject="Your\nlink",
        text="Here",
        html="",
        at=AT,
    )

    assert mail.policy == "at_most_once"
    assert mail.not_after == AT + timedelta(minutes=10)
    assert mail.subject == "Your link"
    assert Letter.objects.get(pk=mail.pk).text == "Here"


def test_reading_takes_a_notice_off_the_unread_count():
    person = UserFactory(uninvited=True)
    tell(person, 1)
    tell(person, 2)

    notice.mark_read(notice=Notice.objects.latest("pk"), at=AT)
    assert Notice.objects.of(person.pk).unread().count() == 1

    assert notice.mark_all_read(person=person, at=AT) == 1
    assert not Notice.objects.of(person.pk).unread().exists()
