"""HR confirms the texts of formal plans once, by name, and only then switches the area on."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from coaching.areas.formal.models import HrTexts
from coaching.areas.formal.models.hr_texts import usual
from salesgym.people.models import AreaSwitch
from tests.coaching.floor import read
from tests.factories.formal import confirmed
from tests.factories.people import OrganizationFactory, UserFactory
from tests.plans.raw_sql import refused, run

pytestmark = pytest.mark.django_db
PAGE, SWITCH = "formal:hr_texts", "formal:switch_area"


@pytest.fixture
def ruth():
    OrganizationFactory()
    return UserFactory(name="Ruth Adler", hr_partner=True)


def typed(form):
    return {name: form[name].value() for name in form.fields}


def test_the_area_is_switched_on_only_after_the_texts_are_confirmed(client, ruth):
    response, page = read(client, ruth, reverse(PAGE))
    assert "your place here is not in question" in page
    assert "Nobody has confirmed them yet" in page

    client.post(reverse(SWITCH), {"wants": "on"})
    assert not AreaSwitch.is_area_on("formal")

    told = {**typed(response.context["form"]), "appeal_to": "the works council"}
    client.post(reverse(PAGE), told)
    client.post(reverse(SWITCH), {"wants": "on"})

    texts = HrTexts.objects.get()
    assert AreaSwitch.is_area_on("formal")
    assert (texts.confirmed_by, texts.appeal_to, texts.appeal_days) == (ruth, "the works council", 10)
    assert "Confirmed by Ruth Adler" in read(client, ruth, reverse(PAGE))[1]

    client.post(reverse(SWITCH), {"wants": "off"})
    assert not AreaSwitch.is_area_on("formal")


def test_a_text_cannot_be_left_empty(client, ruth):
    client.force_login(ruth)

    page = client.post(reverse(PAGE), {"if_met": "Yes."}).content.decode()

    assert "every formal plan carries it" in page
    assert not HrTexts.objects.exists()


def test_a_site_admin_switches_it_off_and_not_on_without_the_texts(client, ruth):
    admin = UserFactory(site_admin=True)
    switch = AreaSwitch.objects.get(name="formal")
    page = reverse("admin:people_areaswitch_change", args=[switch.pk])
    client.force_login(admin)

    answer = client.post(page, {"is_on": "on"})
    assert "An HR partner confirms the texts" in answer.content.decode()

    confirmed(ruth)
    client.post(page, {"is_on": "on"})
    assert AreaSwitch.is_area_on("formal")
    client.post(page, {})
    assert not AreaSwitch.is_area_on("formal")


def test_the_database_keeps_what_was_confirmed_and_the_switch_off_before(ruth):
    refused(
        "formal_plans_wait_for_their_texts", "UPDATE people_areaswitch SET is_on = true WHERE name = 'formal'"
    )
    refused("formal_plans_keep_their_switch", "DELETE FROM people_areaswitch WHERE name = 'formal'")
    with pytest.raises(IntegrityError, match="hr_confirms_its_texts"), transaction.atomic():
        confirmed(UserFactory())

    confirmed(ruth)

    refused("records_never_change", "UPDATE formal_hrtexts SET clause = 'None.'")
    refused("records_never_change", "DELETE FROM formal_hrtexts")
    run("UPDATE people_areaswitch SET is_on = true WHERE name = 'formal'")


def test_the_newest_confirmation_holds_and_the_usual_words_before_any(ruth):
    assert not HrTexts.objects.current().is_confirmed
    confirmed(ruth)
    newer = confirmed(ruth, clause="Progress keeps your place.")

    assert HrTexts.objects.current() == newer
    assert usual().clause != newer.clause
