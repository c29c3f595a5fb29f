"""Weekly digests over clock changes and after a standstill, by a clock that jumps from moment to moment."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from coaching.actions import reminder
from salesgym import hooks, kinds
from salesgym.kinds import Rendered
from salesgym.notices.actions import heartbeat, outbox
from salesgym.notices.models import Heartbeat, Outbox
from tests.factories.people import OrganizationFactory, TeamFactory, UserFactory
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db
KIND = "coaching.manager_digest"
ZONES = (
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
)
CHOICES = ((1, 8), (1, 9), (1, 10), (1, 11), (5, 8))
# Weeks right after clocks change: 25 October, 1 November 2026, 28 March (America two weeks before) and 4 April 2027.
AUTUMN = (date(2026, 10, 26), date(2026, 11, 2))
SPRING = (date(2027, 3, 29), date(2027, 4, 5))


@pytest.fixture
def readers():
    """Forty managers, each with a team: every choice of day and hour in every zone. There is always something to tell."""
    OrganizationFactory()

    def words(recipient, refs, at):
        return Rendered(subject="Your week", text="It goes on.")

    people = [
        UserFactory(uninvited=True, time_zone=zone, digest_weekday=weekday, digest_hour=hour)
        for zone in ZONES
        for weekday, hour in CHOICES
    ]
    for person in people:
        TeamFactory(manager=person)
    plain = replace(kinds.get(KIND), render=words, still_wanted=None, prefetch=None)
    with hooks.notice_kinds.replaced(plain):
        yield people


def moment_of(person, monday: date) -> datetime:
    """When this person's digest of that week is due, by the clock on their wall."""
    day = monday + timedelta(days=person.digest_weekday - 1)
    return datetime.combine(day, time(person.digest_hour), ZoneInfo(person.time_zone)).astimezone(UTC)


def live(moments: Iterable[datetime]) -> None:
    """What beat and the worker do, at these moments alone."""
    for at in sorted(set(moments)):
        reminder.plan_digests(at=at)
        outbox.drain(clock=lambda at=at: at, seconds=MOST_SECONDS)


def due_in(people, mondays) -> Counter:
    return Counter((person.pk, moment_of(person, monday)) for person in people for monday in mondays)


def test_forty_people_in_eight_zones_get_each_digest_once_and_at_its_hour(readers, mailoutbox):
    for monday in AUTUMN + SPRING:
        moments = [at for _person, at in due_in(readers, [monday])]
        # The weeks between are left out.
        heartbeat.record(part=Heartbeat.Part.DIGESTS, at=min(moments))
        live(moments)

    expected = due_in(readers, AUTUMN + SPRING)
    assert Counter(Outbox.objects.values_list("recipient", "sent_at")) == expected
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == len(mailoutbox) == len(expected)


@pytest.mark.parametrize("days", [4, 10])
def test_after_a_standstill_each_digest_was_sent_or_is_shown_as_given_up(readers, mailoutbox, days):
    stops = datetime(2026, 11, 1, 12, tzinfo=UTC)
    goes_on = stops + timedelta(days=days)
    heartbeat.record(part=Heartbeat.Part.DIGESTS, at=stops)

    live(goes_on + timedelta(hours=hours) for hours in range(0, 24, 3))

    ends = goes_on + timedelta(hours=21)
    weeks = due_in(readers, [date(2026, 11, 2), date(2026, 11, 9)])
    missed = [person for person, at in weeks if stops <= at <= ends]
    mails = Outbox.objects.all()
    assert Counter(mails.values_list("recipient", flat=True)) == Counter(missed)
    # Whoever missed two reads the last one; the other is listed as not delivered, with the reason.
    read = mails.filter(state="sent")
    assert set(read.values_list("recipient", flat=True)) == set(missed)
    assert read.count() == len(mailoutbox) == len(set(missed))
    others = mails.exclude(state="sent")
    assert set(others.values_list("state", "last_error")) == (
        {("expired", "too_late")} if days > 7 else set()
    )
