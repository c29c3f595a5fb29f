from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.urls import reverse

from salesgym.errors import Refused
from salesgym.notices.models import Notice
from salesgym.numbers.actions import deal as deals
from salesgym.numbers.actions.deal import WhileImporting
from salesgym.numbers.actions.imports import intake, taking_in, undoing, work
from salesgym.numbers.models import Deal, Import, TimeOut, WeeklyValue
from tests.factories.numbers import standard_metrics
from tests.factories.people import RepFactory, UserFactory
from tests.numbers.bringing import AT, compare, say_yes

THREADS = 4
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def content(deals_file):
    standard_metrics()
    RepFactory(name="Marcus Bell")
    return deals_file(*(f"A{number},Marcus Bell,,,Won,10/22/2026,11/17/2026,100" for number in range(200)))


def at_once(call, arguments):
    """The call with each of these, all in the same moment."""

    def run(argument):
        try:
            return call(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(run, arguments))


def test_one_file_brought_by_several_at_once_adds_each_deal_once(content):
    files = [compare(content) for _number in range(THREADS)]

    after = at_once(say_yes, files)

    assert sorted(file.state for file in after) == ["done", "ready", "ready", "ready"]
    assert {file.trouble[:20] for file in after if file.state == "ready"} == {"Numbers changed sinc"}
    assert Deal.objects.count() == 200
    assert WeeklyValue.objects.get(metric__key="wins", value__gt=0).value == 200


def test_a_yes_said_several_times_at_once_counts_once(content):
    file = compare(content)

    def yes(_number):
        try:
            intake.confirm(import_id=file.pk)
        except Refused:
            return 0
        return 1

    said = at_once(yes, range(THREADS))
    at_once(lambda _number: intake.work(import_id=file.pk, at=AT), range(THREADS))

    assert sum(said) == 1
    assert Import.objects.get().state == Import.State.DONE
    assert Deal.objects.count() == 200


def test_an_undo_asked_for_several_times_at_once_is_one(content):
    file = say_yes(compare(content))
    by = RepFactory(name="Dana Whitfield")

    def undo(_number):
        undoing.ask(import_id=file.pk, by=by, at=AT)
        intake.go_on(import_id=file.pk, at=AT)

    at_once(undo, range(THREADS))

    assert Import.objects.get().state == Import.State.UNDONE
    assert (Deal.objects.count(), WeeklyValue.objects.count()) == (0, 0)
    assert Notice.objects.count() == 1


def test_a_file_in_a_long_transaction_of_its_worker_is_passed_over(content):
    """A second worker that waited for the row would do so until its statement is canceled."""
    file = compare(content)
    intake.confirm(import_id=file.pk)

    with transaction.atomic():
        held = work.claim(file.pk)
        held.hold()
        claims = at_once(work.claim, [file.pk])

    assert claims == [None]


def test_a_deal_taken_out_and_put_back_by_several_clicks_at_once_goes_and_comes_once(content):
    say_yes(compare(content))
    deal, by = Deal.objects.first(), UserFactory()

    out = at_once(lambda why: deals.take_out(deal_id=deal.pk, why=why, by=by, at=AT), ["A test"] * THREADS)
    assert (sum(out), Deal.objects.count()) == (1, 199)
    back = at_once(lambda _number: deals.put_back(deal_id=deal.pk, by=by, at=AT), range(THREADS))
    assert (sum(back), TimeOut.objects.count(), Deal.objects.count()) == (1, 1, 200)


def test_no_deal_is_taken_out_while_numbers_are_locked_and_nobody_waits_for_it(client, content):
    say_yes(compare(content))
    deal, by = Deal.objects.first(), UserFactory(site_admin=True)
    client.force_login(by)

    def take_out(_number):
        with pytest.raises(WhileImporting):
            deals.take_out(deal_id=deal.pk, why="A test", by=by, at=AT)
        return client.post(reverse("numbers:take_out_deal", args=[deal.pk]), {"why": "A test"})

    with transaction.atomic():
        taking_in.lock_numbers()
        [answer] = at_once(take_out, [1])

    assert "Numbers are being imported, undone or counted again right now." in answer.content.decode()
    assert Deal.objects.count() == 200
