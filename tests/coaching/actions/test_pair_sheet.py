"""One page a week, written by rep and mentor, read by the two of them alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from coaching.actions import pair_sheet
from coaching.actions.pair_sheet import NoPair
from coaching.models import CheckIn, PairLine
from coaching.queries import shell
from coaching.queries.find import find_facts
from coaching.queries.pair_sheet import sheets_of
from coaching.queries.talk_minutes import minutes_of_talks
from plans.models import Plan
from salesgym import clock
from salesgym.people.models import User
from tests.factories.people import UserFactory
from tests.factories.plans import MentorshipFactory, PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@pytest.fixture
def plan(rep, manager, mentor):
    return PlanFactory(rep=rep, manager=manager, mentor=mentor, active=True)


def write(plan, by, text="The pause works", *, at=AT):
    return pair_sheet.write(plan=plan, by=by, text=text, at=at)


def test_both_write_on_one_sheet_a_week(plan, rep, mentor):
    write(plan, rep)
    write(plan, mentor, "Ask, then count to four", at=AT + timedelta(days=2))
    write(plan, rep, "The pause works, twice", at=AT + timedelta(days=3))
    write(plan, rep, at=AT + WEEK)

    first, second = CheckIn.objects.order_by("sheet_week")
    assert {line.text for line in first.pair_lines.all()} == {
        "The pause works, twice",
        "Ask, then count to four",
    }
    assert (first.led_by, second.sheet_week - first.sheet_week) == (mentor, WEEK)


def test_a_sheet_is_for_the_pair_alone(plan, manager):
    with pytest.raises(NoPair):
        write(plan, manager)


@pytest.mark.parametrize("change", [{"mentor": None}, {"status": "draft"}])
def test_without_a_pair_that_works_nothing_is_written(change, plan, rep):
    Plan.objects.filter(pk=plan.pk).update(**change)

    with pytest.raises(NoPair):
        write(plan, rep)


def test_the_database_takes_no_other_writer(plan, rep, manager):
    line = write(plan, rep)

    with pytest.raises(IntegrityError, match="a_sheet_is_written_by_its_pair"), transaction.atomic():
        PairLine.objects.create(check_in=line.check_in, author=manager, text="Mine", saved_at=AT)


def test_a_former_mentor_keeps_their_own_half_and_a_new_one_reads_none_of_it(plan, rep, mentor, client_of):
    MentorshipFactory(plan=plan, mentor=mentor, status="ended", answered_at=AT, ended_at=AT + WEEK)
    write(plan, mentor, "Ask, then count to four")
    write(plan, rep, "The pause works")
    second = UserFactory()
    MentorshipFactory(plan=plan, mentor=second, status="accepted", answered_at=AT + WEEK)
    Plan.objects.filter(pk=plan.pk).update(mentor=second)
    sheets, mentees = reverse("coaching:pair_sheets", args=[plan.pk]), reverse("coaching:mentees")

    kept = client_of(mentor).get(mentees).content.decode()
    of_second = [client_of(second).get(url).content.decode() for url in (sheets, mentees)]

    assert "What you wrote on your sheets" in kept
    assert "Ask, then count to four" in kept
    # The rep's half was for their mentor, who they are no more.
    assert "The pause works" not in kept
    assert client_of(mentor).get(sheets).status_code == 404
    assert not find_facts(mentor, "pause works").sheets
    assert not find_facts(second, "count").sheets
    assert not any("count to four" in page or "The pause works" in page for page in of_second)


def test_while_a_pair_runs_its_sheets_stand_on_their_own_page(plan, mentor, client_of):
    MentorshipFactory(plan=plan, mentor=mentor, status="accepted", answered_at=AT)
    write(plan, mentor, "Ask, then count to four")

    page = client_of(mentor).get(reverse("coaching:mentees")).content.decode()

    assert "What you wrote on your sheets" not in page


def test_a_new_mentor_begins_their_own_sheet_and_reads_no_earlier_one(plan, rep, mentor):
    write(plan, mentor)
    second = UserFactory()
    Plan.objects.filter(pk=plan.pk).update(mentor=second)
    plan.refresh_from_db()

    write(plan, second, "Slower")

    assert [one.led_by for one in sheets_of(second, plan, on=AT.date()).earlier] == []
    assert [one.led_by for one in sheets_of(rep, plan, on=AT.date()).earlier] == [mentor]


def test_sheets_are_found_by_their_words_by_the_pair_alone(plan, rep, mentor, manager):
    write(plan, rep, "Count to four before the second question")

    found = {who.pk: find_facts(who, "count question").sheets for who in (rep, mentor, manager)}

    assert [len(found[who.pk]) for who in (rep, mentor, manager)] == [1, 1, 0]


def test_a_sheet_is_never_a_missed_check_in(plan, rep):
    sheet = write(plan, rep).check_in

    assert not CheckIn.objects.missed(AT + 3 * WEEK).exists()
    assert sheet.state(AT + 3 * WEEK) != "missed"


def test_a_sheet_has_no_page_of_a_check_in(plan, rep, mentor, client_of):
    sheet = write(plan, mentor).check_in
    of_a_talk = [rep.pk, sheet.pk]

    for person in (rep, mentor):
        client = client_of(person)
        for name in ("check_in", "move_check_in", "call_off_check_in"):
            url = reverse(f"coaching:{name}", args=of_a_talk if name == "check_in" else of_a_talk[1:])
            assert client.get(url).status_code == 404, name
        for name in ("confirm_check_in", "end_check_in", "save_notes", "make_promise"):
            assert client.post(reverse(f"coaching:{name}", args=of_a_talk)).status_code == 404, name


def test_a_sheet_asks_for_no_yes_and_takes_no_minutes(plan, rep, mentor, client_of):
    now = timezone.now()
    write(plan, mentor, at=now)

    assert "Read and confirm" not in client_of(rep).get(reverse("coaching:today")).content.decode()
    assert shell.facts(rep, on=now.date(), at=now).own_talk is None
    assert not minutes_of_talks(rep, now - WEEK, now + WEEK)


def test_the_page_keeps_ones_half_and_shows_the_other(plan, rep, mentor, manager, client_of):
    page = reverse("coaching:pair_sheets", args=[plan.pk])
    client_of(mentor).post(page, {"text": "Ask, then wait"})

    shown = client_of(rep).get(page).content.decode()
    empty = client_of(rep).post(page, {"text": " "}).content.decode()

    assert "Ask, then wait" in shown
    assert "Write what worked this week, in a sentence or two." in empty
    assert client_of(manager).get(page).status_code == 404


@pytest.mark.usefixtures("in_the_demo")
def test_the_week_of_the_page_is_that_in_which_the_line_is_kept_wherever_one_reads_it(plan, rep, client_of):
    """On a Sunday night of the organization it is Monday in Tokyo: the line of the week stands in the field."""
    User.objects.filter(pk=rep.pk).update(time_zone="Asia/Tokyo")
    sunday = datetime(2026, 1, 18, 20, tzinfo=UTC)
    write(plan, rep, at=AT)

    with clock.standing_at(sunday):
        page = client_of(rep).get(reverse("coaching:pair_sheets", args=[plan.pk]))

    assert page.context["page"].own == "The pause works"
    assert page.context["page"].earlier == []
