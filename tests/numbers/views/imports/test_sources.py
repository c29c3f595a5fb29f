"""The page of a source: who is left out and remembered, and how a name comes back."""

import pytest
from django.urls import reverse

from salesgym.numbers.models import PersonAlias, Source
from tests.factories.people import RepFactory
from tests.numbers.by_pages import OPEN, WON, answer, bring, step, the_file, words

pytestmark = pytest.mark.django_db
STRANGER = OPEN.replace("Marcus Bell", "André Weber")


@pytest.fixture
def source(dana):
    """A source of whose files one name is left out."""
    answer(dana, bring(dana, WON, STRANGER))
    step(dana, "decide_import", **{"owner-0": "nobody"})
    step(dana, "confirm_import")
    return Source.objects.get()


def page_of(client, source):
    return words(client.get(reverse("numbers:source", args=[source.pk])))


def test_the_page_of_a_source_lists_who_is_left_out(dana, source):
    page = page_of(dana, source)

    assert "André Weber" in page
    assert "deals.csv" in page
    assert reverse("numbers:source", args=[source.pk]) in words(dana.get(reverse("numbers:upload")))


def test_a_name_that_is_brought_back_is_asked_about_by_the_next_file(dana, source):
    name = PersonAlias.objects.get()

    back = dana.post(reverse("numbers:bring_back", args=[source.pk, name.pk]), follow=True)

    assert "The next file asks again who André Weber is." in words(back)
    assert "Nobody. Who is left out of a file" in words(back)
    assert "1 name is not known here" in words(bring(dana, WON, STRANGER))


def test_a_name_that_is_left_out_stays_out_while_nobody_who_fits_comes(dana, source, team):
    RepFactory(name="Priya Nair", team=team)

    page = words(bring(dana, WON, STRANGER))

    assert "Left out until now" not in page
    assert (the_file().left_out, the_file().refused) == (1, 0)


@pytest.mark.parametrize("name", ["Andre Weber", "Andree Weber", "André Weber"])
def test_a_name_that_is_left_out_is_asked_about_once_somebody_who_fits_is_added(dana, source, team, name):
    person = RepFactory(name=name, team=team)

    page = words(bring(dana, WON, STRANGER))

    assert "Left out until now. Somebody who fits came since." in page
    assert page.index("Decide later") < page.index(f'value="{person.pk}"') < page.index(
        "Leave these lines out</option>"
    ) or ("People of this name" in page)
    assert (the_file().left_out, the_file().refused) == (0, 1)
    step(dana, "decide_import", **{"owner-0": "nobody"})
    assert "Left out until now" not in words(bring(dana, WON, STRANGER))


def test_somebody_of_another_manager_is_not_asked_about(dana, source):
    RepFactory(name="Andree Weber")

    assert "Left out until now" not in words(bring(dana, WON, STRANGER))


def test_who_brought_no_file_of_a_source_does_not_find_its_page(client, source, other_manager):
    client.force_login(other_manager)

    assert client.get(reverse("numbers:source", args=[source.pk])).status_code == 404
