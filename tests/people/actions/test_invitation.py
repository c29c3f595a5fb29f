from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from salesgym.notices.models import Outbox
from salesgym.people.actions import invitation
from salesgym.people.actions.invitation import InvitationRefused
from salesgym.people.models import Invitation
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def token_of(link):
    return link.rstrip("/").rsplit("/", 1)[1]


def accept(link, at=MONDAY, **changes):
    said = {"name": "", "password": PASSWORD, "time_zone": "Europe/Berlin"} | changes
    return invitation.accept(token=token_of(link), at=at, **said)


def test_invited_person_gets_one_mail_with_the_link():
    person = UserFactory(uninvited=True)

    link = invitation.invite(person=person, by=UserFactory(name="Dana"), at=MONDAY)

    mail = Outbox.objects.select_related("letter").get()
    assert mail.address == person.email
    assert "Dana invites you" in mail.subject
    assert link in mail.letter.text
    assert link in mail.letter.html
    assert mail.not_after == MONDAY + timedelta(days=14)


def test_secret_of_the_link_is_kept_as_a_fingerprint_alone():
    link = invitation.invite(person=UserFactory(uninvited=True), by=None, at=MONDAY)

    assert token_of(link) not in str(Invitation.objects.values().get())


def test_accepting_sets_password_name_and_time_zone():
    link = invitation.invite(person=UserFactory(uninvited=True), by=None, at=MONDAY)

    person = accept(link, name="Ana Bell")

    person.refresh_from_db()
    assert (person.name, person.time_zone) == ("Ana Bell", "Europe/Berlin")
    assert person.check_password(PASSWORD)


def test_link_works_once():
    link = invitation.invite(person=UserFactory(uninvited=True), by=None, at=MONDAY)
    accept(link)

    with pytest.raises(InvitationRefused, match="no longer works"):
        accept(link)


def test_link_works_until_two_weeks_have_passed():
    link = invitation.invite(person=UserFactory(uninvited=True), by=None, at=MONDAY)

    with pytest.raises(InvitationRefused, match="no longer works"):
        accept(link, at=MONDAY + timedelta(days=14))
    assert accept(link, at=MONDAY + timedelta(days=14, seconds=-1))


def test_newer_link_ends_the_older_one():
    person = UserFactory(uninvited=True)
    older = invitation.invite(person=person, by=None, at=MONDAY)
    newer = invitation.invite(person=person, by=None, at=MONDAY + timedelta(hours=1))

    with pytest.raises(InvitationRefused):
        accept(older, at=MONDAY + timedelta(hours=2))
    assert accept(newer, at=MONDAY + timedelta(hours=2)) == person


def test_weak_password_is_refused_and_the_link_still_works():
    link = invitation.invite(person=UserFactory(uninvited=True), by=None, at=MONDAY)

    with pytest.raises(ValidationError):
        accept(link, password="short")
    assert accept(link)


def test_unknown_link_lets_nobody_in():
    with pytest.raises(InvitationRefused):
        accept("https://example.com/invitation/guess/")


def test_somebody_who_has_been_in_or_may_not_sign_in_is_not_invited():
    for person, sentence in [
        (UserFactory(), "has been in already"),
        (UserFactory(uninvited=True, is_active=False), "may no longer sign in"),
    ]:
        with pytest.raises(InvitationRefused, match=sentence):
            invitation.invite(person=person, by=None, at=MONDAY)


def test_person_closed_meanwhile_cannot_come_in():
    person = UserFactory(uninvited=True)
    link = invitation.invite(person=person, by=None, at=MONDAY)
    person.is_active = False
    person.save()

    with pytest.raises(InvitationRefused):
        accept(link)
    assert invitation.invited_person(token=token_of(link), at=MONDAY) is None


def test_inviting_many_is_all_or_none():
    people = [UserFactory(uninvited=True), UserFactory()]

    with pytest.raises(InvitationRefused):
        invitation.invite_all(people=people, by=None, at=MONDAY)

    assert not Invitation.objects.exists()
