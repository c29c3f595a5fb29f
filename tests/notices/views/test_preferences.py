"""What somebody wants to hear about: four switches, every kind below them, and one click from a mail."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from salesgym import kinds
from salesgym.kinds import Group
from salesgym.notices.emails import SALT, unsubscribe_url
from salesgym.notices.models import Preference
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    somebody = UserFactory(uninvited=True)
    client.force_login(somebody)
    return somebody


def test_choices_are_kept_kind_by_kind(client, person):
    page = client.get(reverse("notices:preferences")).content.decode()
    assert "A step: by email" in page

    client.post(reverse("notices:preferences"), {"test.reminder-app": "on"})

    assert Preference.objects.get(person=person, kind="test.reminder").email is False
    assert Preference.objects.get(person=person, kind="test.reminder").in_app is True
    assert Preference.objects.get(person=person, kind="test.digest").email is False


def choose(client, **values):
    """Post the page as a browser sends it, with these names changed; None leaves one out."""
    form = client.get(reverse("notices:preferences")).context["form"]
    sent = {bound.html_name: "on" for bound in form if bound.field.initial is True}
    sent |= {bound.html_name: str(bound.initial) for bound in form if bound.html_name.endswith("-was")}
    sent = {name: value for name, value in (sent | values).items() if value is not None}
    return client.post(reverse("notices:preferences"), sent, follow=True).content.decode()


def wishes(person):
    return {(row.kind, row.in_app, row.email) for row in Preference.objects.filter(person=person)}


def test_the_switch_of_a_group_turns_all_of_it_off_and_on_again(client, person):
    page = choose(client, **{"group-progress": None})

    of_group = {kind.name for kind in kinds.all_kinds() if kind.group is Group.PROGRESS and kind.can_be_off}
    assert {name for name, in_app, email in wishes(person) if not (in_app or email)} == of_group
    assert "Nothing of this reaches you." in page

    choose(client, **{"group-progress": "on"})

    assert all(in_app and email for _name, in_app, email in wishes(person))


def test_a_switch_that_nobody_touched_leaves_each_choice_as_it_is(client, person):
    page = choose(client, **{"test.reminder-email": None, "coaching.comment-app": None})
    before = wishes(person)

    assert ("test.reminder", True, False) in before
    assert "A part of it:" in page

    choose(client)

    assert wishes(person) == before


def test_a_switch_turned_on_with_boxes_ticked_means_these_boxes(client, person):
    choose(client, **{"group-people": None})

    choose(client, **{"group-people": "on", "coaching.comment-app": "on"})

    assert ("coaching.comment", True, False) in wishes(person)
    assert ("plans.put_right", False, False) in wishes(person)


def test_every_kind_that_can_be_off_stands_in_one_of_four_groups(client, person):
    form = client.get(reverse("notices:preferences")).context["form"]

    assert len(form.rows) == 4
    offered = [choice.kind.name for found in form.groups.values() for choice in found]
    assert sorted(offered) == sorted(kind.name for kind in kinds.all_kinds() if kind.can_be_off)


def one_click(person, kind="test.reminder"):
    return unsubscribe_url(person_id=person.pk, kind=kind).split("localhost:8000")[1]


def test_looking_at_the_unsubscribe_link_changes_nothing(client):
    person = UserFactory(uninvited=True)

    page = client.get(one_click(person)).content.decode()

    assert "A step" in page
    assert not Preference.objects.exists()


def test_one_click_ends_one_kind_without_session_or_token():
    person = UserFactory(uninvited=True)
    mail_program = Client(enforce_csrf_checks=True)

    answer = mail_program.post(one_click(person), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Preference.objects.get().email is False
    assert Preference.objects.get().in_app is True


def test_forged_unsubscribe_link_leads_nowhere(client):
    forged = [
        "rubbish",
        signing.dumps([1, "test.reminder"], salt="other"),
        signing.dumps("x", salt=SALT),
        signing.dumps([0, "test.reminder"], salt=SALT),
    ]
    for token in forged:
        assert client.post(reverse("notices:unsubscribe", args=[token])).status_code == 404
    assert not Preference.objects.exists()
