"""What good looks like in a role: written by a manager of its people, read by them, every version kept."""

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from salesgym.people.models import RoleGuide
from tests.factories.people import RepFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(name="Dana Whitfield")


@pytest.fixture
def rep(manager):
    return RepFactory(manager=manager)


def url(rep, name="role_guide"):
    return reverse(f"people:{name}", args=[rep.job_role_id])


def write(client, who, rep, **typed):
    client.force_login(who)
    return client.post(url(rep, "edit_role_guide"), {"number": 0, **typed})


def test_the_people_of_the_role_read_the_newest_version_and_the_ones_before(client, manager, rep):
    write(client, manager, rep, activities="Forty calls.")
    write(client, manager, rep, activities="Forty good calls.", how_often="A day.", number=1)

    client.force_login(rep)
    page = client.get(url(rep)).content.decode()

    assert page.index("Forty good calls.") < page.index("Last written by Dana Whitfield")
    assert page.index("Last written by Dana Whitfield") < page.index("Forty calls.")
    assert "Change it" not in page
    assert RoleGuide.objects.count() == 2


def test_a_version_of_somebody_else_is_shown_before_the_next_press_goes_over_it(client, manager, rep):
    write(client, manager, rep, quality="Two questions first.")

    refused = write(client, manager, rep, quality="Three questions.")
    page = refused.content.decode()

    assert refused.status_code == 409
    assert "Two questions first." in page
    assert "Three questions." in page
    assert 'name="number" value="1"' in page
    assert write(client, manager, rep, quality="Three questions.", number=1).status_code == 302
    # The same once more is no new version.
    assert write(client, manager, rep, quality="Three questions.", number=1).status_code == 302
    assert RoleGuide.objects.count() == 2


def test_nothing_is_no_page_and_whoever_came_from_a_plan_goes_back(client, manager, rep):
    page = write(client, manager, rep, activities=" ").content.decode()
    back = write(client, manager, rep, result="Deals.", next="/plans/1/draft/reason/")
    away = write(client, manager, rep, result="More deals.", number=1, next="https://example.com/")

    assert "Write at least one of the four." in page
    assert (back.url, away.url) == ("/plans/1/draft/reason/", url(rep))


def test_the_page_is_reached_from_the_team_from_the_numbers_and_from_ones_own(client, manager, rep):
    client.force_login(manager)
    pages = [client.get(reverse("people:team")), client.get(reverse("numbers:rep_numbers", args=[rep.pk]))]
    client.force_login(rep)
    pages.append(client.get(reverse("people:me")))

    assert [url(rep) in page.content.decode() for page in pages] == [True] * 3


@pytest.mark.parametrize(
    "change", ["UPDATE people_roleguide SET result = 'Other'", "DELETE FROM people_roleguide"]
)
def test_a_version_never_changes(client, manager, rep, change):
    write(client, manager, rep, result="Deals.")

    with (
        pytest.raises(IntegrityError, match="versions_of_a_role_never_change"),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
