"""The page of a check-in: what each side reads, presses and types there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from coaching.actions import practice
from coaching.models import CheckIn, Comment, PracticeEntry
from tests.coaching.floor import manager_of, read, running_plan
from tests.coaching.views.talks import address, post, talk_of
from tests.factories.coaching import CheckInFactory, CommentFactory, TalkPromiseFactory, TopicFactory
from tests.factories.forecasts import give_forecast
from tests.factories.plans import AgreementFactory

pytestmark = pytest.mark.django_db


def test_the_agenda_is_filled_in_before_anybody_writes(client, plan):
    last = talk_of(plan, ago=timedelta(days=7), held=True, plan=plan)
    TalkPromiseFactory(check_in=last, by=plan.rep, to=last.led_by)
    talk = talk_of(plan)
    TopicFactory(rep=plan.rep, text="The Tidewater deal")

    response, words = read(client, talk.led_by, address(talk))

    assert response.status_code == 200
    for said in (
        "Check-in 2, Discovery questions",
        "Start with what worked",
        "The numbers since",
        "last time",
        "Practice",
        "Promises from last time",
        "A price sheet with three stories",
        "The Tidewater deal",
        "Questions that help",
        "What would you like to be better at by next time?",
    ):
        assert said in words
    assert words.count("btn-primary") == 1
    assert f"{plan.rep.first_name} reads this." in words


@pytest.mark.parametrize(
    ("weeks_ago", "said"),
    [
        (0, "No workout yet. The plan began on %s."),
        (1, "No workout since %s. Ask what got in the way: the drill, the time, the place?"),
    ],
)
def test_nobody_is_asked_for_workouts_from_before_their_plan_began(client, harbor, weeks_ago, said):
    plan = running_plan(harbor, weeks_ago=weeks_ago)
    practice.undo(entry=PracticeEntry.objects.get(), by=plan.rep, at=timezone.now())

    _response, words = read(client, plan.manager, address(talk_of(plan, plan=plan)))

    assert said % date_format(plan.starts_on, "j F") in words


@pytest.mark.parametrize(
    ("real", "said"),
    [
        (0.78, "Progress looks likely, 7 in 10: the plan ends as met, met in part, or is extended."),
        (0.4, "Not sure enough to count as progress yet: today the steps would decide."),
    ],
)
def test_both_read_how_the_progress_clause_stands(client, harbor, real, said):
    plan = running_plan(harbor)
    give_forecast(plan, real=real)
    talk = talk_of(plan, plan=plan)

    assert said not in read(client, plan.rep, address(talk))[1]

    AgreementFactory(plan=plan, number=2, has_clause=True)

    assert said in read(client, plan.rep, address(talk))[1]
    assert said in read(client, plan.manager, address(talk))[1]


def test_the_rep_reads_the_same_page_from_their_side(client, plan):
    talk = talk_of(plan)

    _response, words = read(client, plan.rep, address(talk))

    assert "You and Dana, 20 minutes" in words
    assert "Dana reads this, and whoever stands in for them." in words
    assert "sg-status" not in words


def test_a_check_in_of_another_person_does_not_exist(client, plan):
    talk, other = talk_of(plan), CheckInFactory()
    client.force_login(talk.led_by)

    assert client.get(address(other)).status_code == 404
    assert client.get(reverse("coaching:check_in", args=[other.rep_id, talk.pk])).status_code == 404


def test_a_promise_of_another_talk_does_not_exist_here(client, plan):
    talk, earlier = talk_of(plan), talk_of(plan, ago=timedelta(days=1))
    made = TalkPromiseFactory(check_in=earlier)

    response, _words = post(client, talk.led_by, address(talk, "withdraw_promise", made.pk))

    assert response.status_code == 404
    assert earlier.promises.exists()


def test_a_talk_is_begun_ended_and_confirmed_by_both(client, plan):
    talk = talk_of(plan)

    for who, name in (
        (talk.led_by, "start_check_in"),
        (plan.rep, "end_check_in"),
    ):
        response, _words = post(client, who, address(talk, name))
        assert response["Location"] == address(talk)
    _response, words = read(client, talk.led_by, address(talk))
    assert words.count("btn-primary") == 1
    assert "This is what we agreed" in words
    for who in (talk.led_by, plan.rep):
        post(client, who, address(talk, "confirm_check_in"), read="0")

    talk.refresh_from_db()
    _response, words = read(client, plan.rep, address(talk))
    assert talk.is_held
    assert "Both of you said yes to this" in words
    assert "btn-primary" not in words


def test_whoever_read_older_notes_confirms_nothing(client, plan):
    talk = talk_of(plan, ended=True)
    post(client, talk.led_by, address(talk, "save_notes"), text="A trade first.", version=0)

    post(client, plan.rep, address(talk, "confirm_check_in"), read="0")

    _response, words = read(client, plan.rep, address(talk))
    talk.refresh_from_db()
    assert "Something was changed since you read it." in words
    assert talk.rep_confirmed_at is None


def test_a_missed_talk_says_whose_it_was_and_stays(client, plan):
    talk = talk_of(plan, ago=timedelta(days=8), ended=True)
    CheckIn.objects.filter(pk=talk.pk).update(rep_confirmed_at=talk.ended_at)

    _response, words = read(client, plan.rep, address(talk))

    assert "This check-in was missed" in words
    assert words.count("Dana did not confirm it within seven days.") == 1
    assert "btn-primary" not in words


def test_a_talk_that_nobody_confirmed_counts_as_ours_on_its_own_page_too(client, plan):
    _response, words = read(client, plan.rep, address(talk_of(plan, ago=timedelta(days=8))))

    assert "That counts as ours, not as yours. What was on its agenda waits for the next one." in words
    assert "against nobody" not in words


def test_a_talk_that_was_called_off_says_why(client, plan):
    talk = talk_of(plan, called_off_at=timezone.now(), called_off_why="A trade fair.")
    CheckIn.objects.filter(pk=talk.pk).update(called_off_by=talk.led_by)

    _response, words = read(client, plan.rep, address(talk))

    assert "Dana called this check-in off" in words
    assert "A trade fair." in words


def test_a_pair_sheet_has_nothing_of_the_managers_talk(client, plan):
    talk_of(plan, ago=timedelta(days=7), held=True)
    TopicFactory(rep=plan.rep, text="My pay")
    pair = CheckInFactory(paired=True, plan=plan, planned_for=timezone.now())

    response, words = read(client, plan.mentor, address(pair))

    assert response.status_code == 200
    assert "Pair sheet 1, Discovery questions" in words
    assert "My pay" not in words
    assert "$" not in words


def test_a_check_in_without_a_plan_has_what_there_is(client, harbor):
    talk = CheckInFactory(led_by=manager_of(harbor), planned_for=timezone.now() + timedelta(days=3))

    _response, words = read(client, talk.rep, address(talk))

    assert "Nothing stands out in the numbers." in words
    assert "Practice" not in words
    assert "Start</button>" not in words


def test_a_thank_you_since_the_last_talk_is_what_worked(client, plan):
    talk_of(plan, ago=timedelta(days=7), held=True)
    talk, now = talk_of(plan), timezone.now()
    for author, body, days in (
        (plan.mentor, "Thank you!", 9),
        (plan.mentor, "Thank you!", 2),
        (plan.rep, "Trying it today", 1),
    ):
        said = {"created_at": now - timedelta(days=days), "closes": True}
        CommentFactory(plan=plan, author=author, body=body, **said)
    day = date_format(timezone.localtime(now - timedelta(days=2)), "j F")

    _response, of_lead = read(client, talk.led_by, address(talk))
    Comment.objects.filter(body="Thank you!", created_at__gte=now - timedelta(days=7)).delete()
    _response, before = read(client, talk.led_by, address(talk))

    assert f"{plan.mentor.first_name} said thank you on {day}. Ask how." in of_lead
    # One of before the last talk was its own good news.
    assert "said thank you" not in before


def test_whoever_thanked_reads_that_they_did(client, plan):
    talk, now = talk_of(plan), timezone.now()
    CommentFactory(plan=plan, author=plan.rep, body="Thank you", closes=True, created_at=now)

    _response, words = read(client, plan.rep, address(talk))

    assert (
        f"You said thank you on {date_format(timezone.localtime(now), 'j F')}. Say how you did it." in words
    )
