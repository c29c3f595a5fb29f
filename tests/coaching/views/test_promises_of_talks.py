"""Promises of check-ins on a manager's week and a person's tab: late, due, counted, released."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.coaching import CheckInFactory, TalkPromiseFactory
from tests.factories.people import OrganizationFactory, RepFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
WEEK = "/check-ins/"


@pytest.fixture
def dana():
    OrganizationFactory()
    return UserFactory(name="Dana Whitfield")


@pytest.fixture
def harbor(dana):
    return TeamFactory(name="Harbor SMB", manager=dana)


@pytest.fixture
def lena(harbor):
    return RepFactory(name="Lena Fischer", team=harbor)


def words(client, user, url, **asked):
    client.force_login(user)
    return " ".join(client.get(url, asked).content.decode().split())


def test_promises_from_talks_are_late_or_due_and_counted(client, dana, lena):
    sides, today = {"rep": lena, "led_by": dana}, timezone.now().date()
    talk = CheckInFactory(**sides, held=True, planned_for=timezone.now() - timedelta(days=9))
    # Of a talk that nobody confirmed nothing counts.
    TalkPromiseFactory(check_in=CheckInFactory(**sides), due_on=today - timedelta(days=3))
    TalkPromiseFactory(check_in=talk, due_on=today - timedelta(days=3))
    kept = TalkPromiseFactory(check_in=talk, due_on=today - timedelta(days=4)).commitment
    kept.delivered_on, kept.delivered_by = today, dana
    kept.save()

    page = words(client, dana, WEEK)
    [owed] = talk.promises.filter(commitment__delivered_on=None)
    client.post(reverse("coaching:keep_promise", args=[owed.pk]), {"next": WEEK})
    after = words(client, dana, WEEK)

    assert "Late" in page
    assert "You, for Lena" in page
    assert "Kept in the last six weeks: 1 of 2 by us." in page
    assert "Late" not in after
    assert "2 of 2 by us." in after


def test_what_is_due_today_does_not_count_as_not_kept(client, dana, lena):
    talk = CheckInFactory(rep=lena, led_by=dana, held=True, planned_for=timezone.now() - timedelta(days=9))
    today = timezone.now().date()
    TalkPromiseFactory(check_in=talk, due_on=today)
    kept = TalkPromiseFactory(check_in=talk, due_on=today - timedelta(days=1)).commitment
    kept.delivered_on, kept.delivered_by = today, dana
    kept.save()

    assert "1 of 1 by us." in words(client, dana, WEEK)


def test_what_somebody_who_left_owes_is_released_and_counts_no_more(client, dana, lena):
    before = UserFactory(name="Rosa Lind")
    talk = CheckInFactory(rep=lena, led_by=before, held=True, planned_for=timezone.now() - timedelta(days=9))
    made = TalkPromiseFactory(check_in=talk, due_on=timezone.now().date() - timedelta(days=3))
    tab = reverse("coaching:person_check_ins", args=[lena.pk])
    on_tab, week = words(client, dana, tab), words(client, dana, WEEK)

    client.post(reverse("coaching:give_up_promise", args=[made.pk]), {"next": tab})

    assert "Not needed any more" in on_tab
    assert "Kept in the last six weeks: 0 of 1 by us." in week
    assert "Nobody owes this any more." in (after := words(client, dana, tab))
    assert "Not needed any more" not in after
    assert "Kept in the last six weeks" not in words(client, dana, WEEK)


def test_a_manager_is_offered_to_release_what_the_rep_promised_and_not_their_own(client, dana, lena):
    sides = {"rep": lena, "led_by": dana}
    talk = CheckInFactory(**sides, held=True, planned_for=timezone.now() - timedelta(days=9))
    due_on = timezone.now().date() - timedelta(days=3)
    own = TalkPromiseFactory(check_in=talk, due_on=due_on)
    of_lena = TalkPromiseFactory(check_in=talk, due_on=due_on, by=lena, to=dana)
    tab = reverse("coaching:person_check_ins", args=[lena.pk])
    next_talk = CheckInFactory(**sides, planned_for=timezone.now() + timedelta(days=1))
    agenda = reverse("coaching:check_in", args=[lena.pk, next_talk.pk])

    for page in (words(client, dana, tab), words(client, dana, agenda)):
        assert reverse("coaching:give_up_promise", args=[of_lena.pk]) in page
        assert reverse("coaching:give_up_promise", args=[own.pk]) not in page
    refused = client.post(reverse("coaching:give_up_promise", args=[own.pk]))

    assert refused.status_code == 403
    assert reverse("coaching:give_up_promise", args=[own.pk]) in words(client, lena, tab)
