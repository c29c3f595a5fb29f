"""A check-in comes with all that was said around it, as it is stored."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.queries import talk_found, talk_opened
from salesgym.numbers.queries.scorecard import metrics_by_id
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory, TopicFactory
from tests.factories.numbers import EarlySignalFactory
from tests.factories.people import LeaveFactory, ManagementFactory, RepFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


def opened(talk):
    return talk_opened.find(talk.led_by, talk.rep_id, talk.pk, at=talk.planned_for)


def lead(talk):
    return talk_found.lead_of(talk_found.talk(talk.rep, talk.rep_id, talk.pk), talk.rep)


@pytest.fixture
def harbor():
    return TeamFactory()


@pytest.fixture
def talk(harbor):
    """Of a rep whose team has two managers: the second planned it."""
    ManagementFactory(team=harbor)
    manager = ManagementFactory(team=harbor).person
    return CheckInFactory(rep=RepFactory(team=harbor), led_by=manager)


def test_the_manager_who_planned_a_talk_leads_it(talk):
    assert lead(talk) == talk.led_by


def test_another_manager_leads_it_once_who_planned_it_manages_no_more(talk, harbor):
    harbor.managements.filter(person=talk.led_by).update(ends_on=timezone.localdate())

    assert lead(talk) == harbor.managements.get(ends_on=None).person


@pytest.mark.parametrize("is_away", [True, False])
def test_a_deputy_who_planned_it_leads_it_while_they_stand_in(harbor, is_away):
    manager, deputy, on = ManagementFactory(team=harbor).person, UserFactory(), timezone.localdate()
    last_day = on if is_away else on - WEEK
    LeaveFactory(person=manager, deputy=deputy, starts_on=last_day - WEEK, ends_on=last_day)
    talk = CheckInFactory(rep=RepFactory(team=harbor), led_by=deputy)

    assert lead(talk) == (deputy if is_away else manager)


def test_without_a_manager_whoever_planned_it_leads_it(talk, harbor):
    harbor.managements.all().delete()

    assert lead(talk) == talk.led_by


def test_an_agenda_has_what_is_open_and_what_was_kept_since_the_last_talk(talk):
    sides = {"rep": talk.rep, "led_by": talk.led_by}
    older, last = (
        CheckInFactory(**sides, planned_for=talk.planned_for - ago * WEEK, held=True) for ago in (2, 1)
    )
    unconfirmed = CheckInFactory(**sides, planned_for=talk.planned_for - timedelta(days=3), ended=True)
    last_on = timezone.localtime(last.planned_for).date()
    own = TalkPromiseFactory(check_in=talk)
    is_open = TalkPromiseFactory(check_in=older)
    kept = TalkPromiseFactory(check_in=older)
    kept_before = TalkPromiseFactory(check_in=older)
    given_up = TalkPromiseFactory(check_in=last)
    TalkPromiseFactory(check_in=unconfirmed)
    for promise, day in ((kept, last_on), (kept_before, last_on - timedelta(days=1))):
        promise.commitment.delivered_on, promise.commitment.delivered_by = day, talk.rep
        promise.commitment.save()
    given_up.commitment.given_up_on = last_on
    given_up.commitment.save()

    found = opened(talk)

    assert {one.pk for one in found.promises} == {own.pk, is_open.pk, kept.pk}
    assert (found.many_held, found.last_held) == (2, last.planned_for)


def test_what_came_along_is_what_is_stored(talk, django_assert_num_queries):
    promise, topic = TalkPromiseFactory(check_in=talk), TopicFactory(rep=talk.rep, added_by=talk.rep)
    signal = EarlySignalFactory(rep=talk.rep)
    signal.refresh_from_db()
    metrics = metrics_by_id()

    with django_assert_num_queries(1):
        found = opened(talk)
        [promised], [said], [drifted] = found.promises, found.topics, found.signals_with(metrics)
        names = (promised.commitment.promised_by.first_name, said.added_by.first_name)

    promise.commitment.refresh_from_db()
    stored = promise.commitment
    assert names == (stored.promised_by.first_name, talk.rep.first_name)
    assert (promised.commitment.due_on, promised.commitment.what) == (stored.due_on, stored.what)
    assert (said.text, said.added_at) == (topic.text, topic.added_at)
    assert (drifted.week, drifted.usual, drifted.metric) == (signal.week, signal.usual, signal.metric)
