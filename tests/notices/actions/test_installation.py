"""An installation knows itself again; a command in a shell makes the same links as the app, or none."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.urls import reverse

from salesgym.by_hand import process
from salesgym.notices import emails
from salesgym.notices.actions import installation
from salesgym.notices.models import Installation, Outbox
from salesgym.notices.pages.installation import asked
from salesgym.notices.queries import installation as queries
from tests.factories.people import UserFactory
from tests.notices.conftest import AT
from tests.notices.mails import drain, tell

pytestmark = pytest.mark.django_db
OTHER_KEY = "another-key-" * 6


@pytest.fixture
def by_hand(monkeypatch):
    monkeypatch.setattr(process, "is_by_hand", True)


@pytest.fixture
def settled(db):
    installation.settle(at=AT)
    return Installation.objects.get()


def test_the_row_is_written_once_and_names_this_database(settled):
    installation.settle(at=AT + timedelta(days=1))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid FROM pg_database "
            "WHERE datname = current_database()"
        )
        assert cursor.fetchone() == (settled.place,)
    assert Installation.objects.get().since == AT
    assert asked(queries.standing(), url="http://localhost:8000") is None
    with pytest.raises(IntegrityError, match="one_installation"):
        Installation.objects.create(pk=2, place="", url="", key_salt="", key_print="", since=AT)


@pytest.mark.parametrize(
    ("change", "is_held"),
    [
        ({}, False),
        ({"place": "1/1"}, True),
        ({"folder": "/srv/elsewhere"}, True),
        ({"url": "https://gym.example.com"}, False),
    ],
)
def test_another_database_or_folder_holds_mail_and_another_address_asks(sink, settled, change, is_held):
    tell(UserFactory(uninvited=True))
    Installation.objects.update(**change)

    assert queries.is_held() is is_held
    assert bool(drain()["held"]) is is_held
    assert Outbox.objects.get().state == ("pending" if is_held else "sent")
    question = asked(queries.standing(), url="http://localhost:8000")
    assert (question is not None) is bool(change)
    if "url" in change:
        assert "from https://gym.example.com to http://localhost:8000" in question.title

    installation.settle(at=AT)
    assert queries.is_held() is is_held, "no process releases a copy by itself"
    installation.take_over(at=AT)
    assert asked(queries.standing(), url="http://localhost:8000") is None


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("7/1", "7/1", True),
        ("7/1", "7/2", False),
        ("7/1", "8/1", False),
        ("/1", "8/1", True),
        ("/1", "8/2", False),
    ],
)
def test_a_server_that_keeps_its_identifier_is_known_by_the_number_of_the_database(one, other, is_same):
    assert queries.is_same_place(one, other) is is_same
    assert queries.is_same_place(other, one) is is_same


def test_the_demo_holds_nothing_and_writes_nothing(settled, settings):
    Installation.objects.update(place="1/1")
    settings.IS_DEMO = True

    installation.settle(at=AT)

    assert not queries.is_held()
    assert Installation.objects.get().place == "1/1"


def test_start_follows_another_port_of_this_machine_and_no_other_address(settled):
    installation.settle(at=AT, url="http://localhost:8123")
    assert Installation.objects.get().url == "http://localhost:8123"

    installation.settle(at=AT, url="https://gym.example.com")
    assert Installation.objects.get().url == "http://localhost:8123"


def test_the_key_is_stored_as_a_hash_and_followed_when_the_earlier_one_is_known(settled, settings):
    first = settings.SECRET_KEY
    assert first not in " ".join(str(value) for value in vars(settled).values())

    settings.SECRET_KEY = OTHER_KEY
    assert queries.standing().has_other_key
    installation.settle(at=AT)
    assert Installation.objects.get().key_print == settled.key_print

    settings.SECRET_KEY_FALLBACKS = [first]
    assert not queries.standing().has_other_key
    installation.settle(at=AT)
    assert Installation.objects.get().key_print == queries.print_of(settled.key_salt, OTHER_KEY)


def test_a_command_takes_the_address_of_the_app_unless_it_was_told_one(by_hand, settled, settings):
    Installation.objects.update(url="https://gym.example.com")
    assert emails.preferences_url().startswith("https://gym.example.com/")

    settings.IS_URL_TOLD, settings.SITE_URL = True, "https://new.example.com"
    assert emails.preferences_url().startswith("https://new.example.com/")


def test_a_command_that_cannot_know_the_address_or_has_another_key_refuses(by_hand, settings, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name,email\nAna Bell,ana@example.com\n")
    with pytest.raises(CommandError, match="SalesGym does not know its address yet"):
        call_command("import_people", path, "--invite")

    installation.settle(at=AT)
    settings.SECRET_KEY = OTHER_KEY
    for command in (["import_people", path, "--invite"], ["deliver"]):
        with pytest.raises(CommandError, match="signs links with another key"):
            call_command(*command)
    assert not Outbox.objects.exists()


def test_deliver_says_that_a_copy_holds_its_mail(settled):
    Installation.objects.update(place="1/1")
    with pytest.raises(CommandError, match="its mail is held"):
        call_command("deliver")


def test_only_site_admins_of_a_copy_are_told_and_on_the_pages_of_set_up_too(
    settled, client_of, site_admin, rep
):
    Installation.objects.update(place="1/1")

    assert "Mail is held" in client_of(site_admin).get(reverse("admin:index")).content.decode()
    assert "Mail is held" not in client_of(rep).get(reverse("people:me")).content.decode()
