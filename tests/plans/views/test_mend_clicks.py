"""Every mend of every warning, followed as the page prints it: on the sample's reps, and on five of the CRM data.

No mend leads to a worse state or in a circle, and the six steps end in a plan without a warning, or with the one honest
sentence where nothing is fair.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coaching.management import sample
from plans.models import Plan
from salesgym.people.models import User
from tests.kept_rows import KeptRows
from tests.plans import crm_data
from tests.plans.views import mend_clicks
from tests.plans.views.page_clicks import opened

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("mend clicks")]

JORDAN = {
    "meeting_to_opportunity": (
        mend_clicks.all_due_in_four_weeks,
        mend_clicks.four_lucky_weeks_in_a_row,
        mend_clicks.a_target_that_comes_back,
    ),
    "conversations": (mend_clicks.as_suggested, mend_clicks.thirteen_weeks_in_a_row),
    "average_discount": (mend_clicks.as_suggested, mend_clicks.a_target_within_luck),
}
CRM = {
    # So few a week that nothing is fair, whatever the target.
    "Lajuana Vencill": ("opportunities", mend_clicks.a_target_that_comes_back),
    "Hayden Neloms": ("revenue", mend_clicks.as_suggested),
    "Darcel Schlecht": ("win_rate", mend_clicks.all_due_in_four_weeks),
    "Moses Frase": ("revenue_per_win", mend_clicks.a_target_that_comes_back),
    "Anna Snelling": ("wins", mend_clicks.as_suggested),
}


@pytest.fixture(scope="module")
def kept_sample() -> KeptRows:
    """The rows of the sample organization of today, which the browser tests use as well."""
    return KeptRows("harbor-today")


@pytest.fixture
def harbor(kept_sample) -> dict[str, User]:
    kept_sample.bring(lambda: sample.build(at=timezone.now()))
    return {user.first_name.lower(): user for user in User.objects.filter(is_sample=True)}


@pytest.fixture(scope="module")
def kept_crm() -> KeptRows:
    return crm_data.kept()


@pytest.fixture
def crm(kept_crm) -> dict[str, User]:
    if not crm_data.DEALS.exists():
        pytest.skip(crm_data.IS_ABSENT)
    kept_crm.bring(crm_data.build)
    return {rep.name: rep for rep in User.objects.filter(deals__isnull=False).distinct()}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def all_troubles(picture, states) -> dict[str, list[str]]:
    """What is wrong in each of these states, which all begin at the big picture; empty where nothing is."""
    found = {}
    for state in states:
        with transaction.atomic():
            before = state(picture)
            troubles = mend_clicks.troubles_of(before)
            if not troubles:
                troubles = mend_clicks.troubles_on_the_way_to_the_review(mend_clicks.mended(before))
            transaction.set_rollback(True)
        if troubles:
            found[state.__name__] = troubles
    return found


def test_every_mend_of_the_samples_own_draft_helps(harbor):
    plan, client = Plan.objects.get(rep=harbor["grace"]), signed_in(harbor["sofia"])
    picture = mend_clicks.with_reason(opened(client, reverse("plans:wizard_reason", args=[plan.pk])))

    assert all_troubles(picture, [mend_clicks.as_suggested, mend_clicks.a_target_within_luck]) == {}


@pytest.mark.parametrize("key", JORDAN)
def test_every_mend_of_a_fresh_plan_of_the_sample_helps(harbor, key):
    picture = mend_clicks.opened_plan(signed_in(harbor["dana"]), harbor["jordan"], key)

    assert all_troubles(picture, JORDAN[key]) == {}


@pytest.mark.parametrize("name", crm_data.FIVE)
def test_every_mend_of_a_fresh_plan_on_the_crm_data_helps(crm, name):
    key, state = CRM[name]
    manager = User.objects.get(managements__team__memberships__person=crm[name])
    picture = mend_clicks.opened_plan(signed_in(manager), crm[name], key)

    assert all_troubles(picture, [state]) == {}
