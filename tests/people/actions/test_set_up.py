import threading
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from salesgym.notices.models import Outbox
from salesgym.people.actions import people_file, set_up
from salesgym.people.actions.set_up import Basics, SetUpRefused
from salesgym.people.models import Invitation, Management, Membership, Organization, Team, User
from tests.factories.people import UserFactory
from tests.patience import MOST_SECONDS

AT = datetime(2026, 3, 2, 3, 30, tzinfo=UTC)
BASICS = Basics(
    organization="Harbor & Sons",
    team="Harbor SMB",
    time_zone="America/Los_Angeles",
    currency="EUR",
    work_days="12346",
)
PASSWORD = "climb the stairs slowly"


def claim(email="dana@harbor.example", **changes):
    said = {"basics": BASICS, "name": "Dana O'Neill", "email": email, "password": PASSWORD, "at": AT}
    return set_up.claim(**{**said, **changes})


def cells(*people):
    return people_file.from_cells(
        [(number, {"name": name, "email": email}) for number, (name, email) in enumerate(people, start=1)]
    )


def csv(text):
    return people_file.read(text.encode())


@pytest.mark.django_db
def test_first_person_is_site_admin_and_manages_their_team_from_the_day_it_is_there():
    dana = claim(email="Dana@Harbor.example")

    organization = Organization.objects.get()
    assert (organization.name, organization.currency, organization.work_days) == (
        "Harbor & Sons",
        "EUR",
        "12346",
    )
    assert (dana.email, dana.is_site_admin, dana.check_password(PASSWORD)) == (
        "dana@harbor.example",
        True,
        True,
    )
    # In Los Angeles it is still the first of March.
    assert Management.objects.get().starts_on == date(2026, 3, 1)
    assert list(Team.objects.managed_by(dana)) == [Team.objects.get(name="Harbor SMB")]


@pytest.mark.django_db
def test_installation_with_a_person_is_not_given_away():
    UserFactory()

    with pytest.raises(SetUpRefused, match="sign in"):
        claim()

    assert User.objects.count() == 1
    assert not Team.objects.exists()


@pytest.mark.django_db
def test_weak_password_claims_nothing():
    with pytest.raises(ValidationError):
        claim(password="dana 2026")

    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_first_and_the_other_is_told():
    start, told = threading.Barrier(2), {}

    def try_it(name):
        try:
            start.wait(MOST_SECONDS)
            told[name] = claim(email=f"{name}@harbor.example").email
        except SetUpRefused as refusal:
            told[name] = str(refusal)
        finally:
            connection.close()

    both = [threading.Thread(target=try_it, args=[name]) for name in ("dana", "mallory")]
    for one in both:
        one.start()
    for one in both:
        one.join(MOST_SECONDS)

    assert User.objects.count() == Team.objects.count() == Management.objects.count() == 1
    first = User.objects.get().email
    assert sorted(told.values()) == sorted([first, next(words for words in told.values() if words != first)])
    assert any("sign in" in words for words in told.values())


@pytest.mark.django_db
def test_what_was_said_first_can_be_put_right():
    dana = claim()

    set_up.change(basics=Basics("Harbor", "Harbor North", "Pacific/Honolulu", "USD", "12345"), by=dana, at=AT)

    assert Organization.objects.get().time_zone == "Pacific/Honolulu"
    assert [team.name for team in Team.objects.managed_by(dana)] == ["Harbor North"]
    assert Team.objects.count() == 1


@pytest.mark.django_db
def test_site_admin_without_a_team_begins_with_one():
    admin = User.objects.create_superuser("root@harbor.example", PASSWORD, name="Root")

    set_up.change(basics=BASICS, by=admin, at=AT)
    set_up.change(basics=BASICS, by=admin, at=AT)

    assert [team.name for team in Team.objects.managed_by(admin)] == ["Harbor SMB"]
    assert Management.objects.count() == 1


@pytest.mark.django_db
def test_typed_people_join_the_managers_team_and_twice_is_once():
    dana = claim()
    people = cells(("Siobhán D'Arcy", "siobhan@harbor.example"), ("Marcus Bell", "marcus@harbor.example"))

    first = set_up.add_people(file=people, by=dana, at=AT)
    again = set_up.add_people(file=people, by=dana, at=AT)

    assert (len(first.added), len(again.added), again.unchanged) == (2, 0, 2)
    assert set(Membership.objects.values_list("person__name", "team__name")) == {
        ("Siobhán D'Arcy", "Harbor SMB"),
        ("Marcus Bell", "Harbor SMB"),
    }
    assert not Outbox.objects.exists()


@pytest.mark.django_db
def test_rehearsal_keeps_nobody_and_writes_to_nobody():
    dana = claim()

    summary = set_up.add_people(
        file=cells(("Marcus Bell", "marcus@harbor.example")), by=dana, at=AT, invite=True, is_rehearsal=True
    )

    assert len(summary.added) == 1
    assert User.objects.count() == 1
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_each_person_is_invited_once_however_often_it_is_asked():
    dana = claim()
    people = cells(("Marcus Bell", "marcus@harbor.example"))

    for _ in range(2):
        set_up.add_people(file=people, by=dana, at=AT, invite=True)

    assert Invitation.objects.get().person.name == "Marcus Bell"
    assert Outbox.objects.get().recipient.name == "Marcus Bell"


@pytest.mark.django_db
def test_team_of_the_file_without_a_manager_gets_the_first_manager():
    dana = claim()
    file = csv(
        "name,email,team,manager_email\n"
        "Marcus Bell,marcus@h.example,Enterprise,\n"
        "Noor Haddad,noor@h.example,,\n"
        "Aisha Rahman,aisha@h.example,East,tom@h.example\n"
        "Tom Okafor,tom@h.example,,\n"
    )

    set_up.add_people(file=file, by=dana, at=AT)

    assert {person.name for person in User.objects.managed_by(dana)} == {"Marcus Bell", "Noor Haddad"}
    tom = User.objects.get(name="Tom Okafor")
    assert {person.name for person in User.objects.managed_by(tom)} == {"Aisha Rahman"}
    assert not tom.memberships.exists()


@pytest.mark.django_db
def test_lines_that_cannot_be_read_keep_everybody_out():
    dana = claim()

    summary = set_up.add_people(
        file=csv("name,email\nMarcus Bell,marcus@h.example\nNo Address,nowhere\n"),
        by=dana,
        at=AT,
        invite=True,
    )

    assert [problem.line for problem in summary.refused] == [3]
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_people_without_a_team_to_join_are_refused_with_what_to_do():
    admin = User.objects.create_superuser("root@harbor.example", PASSWORD, name="Root")

    with pytest.raises(SetUpRefused, match="Name your organization"):
        set_up.add_people(file=cells(("Marcus Bell", "marcus@h.example")), by=admin, at=AT)
