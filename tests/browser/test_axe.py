"""Every page of every role, light and dark, on a desk and on a phone: axe finds nothing, nothing scrolls sideways."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plans.models import Plan
from salesgym.people.models import Team
from tests.browser.looks import troubles_in_every_look
from tests.factories.people import ManagementFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLANS = ("marcus", "aisha", "grace", "ines", "owen", "noah")
# What each of the roles opens, with the sample's plans in their states; {marcus} is Marcus's plan, {Marcus} the person.
# In parts that take about the same time, so that several workers share them.
PAGES = {
    "nobody": "/account/login/ /account/password/reset/ /nowhere/",
    "dana at her desk": (
        "/board/ /desk/ /inbox/ /me/ /me/notifications/ /delivery/ /numbers/import/ /numbers/gaps/ /signals/ "
    ),
    "dana and her people": (
        "/plans/new/ /people/team/ /people/import/ /invitations/ /find/?q=ma /people/{Marcus}/numbers/type/ "
        "/numbers/team/ /numbers/team/?sort=-wins&name=a /people/{Marcus}/numbers/{week}/ "
    ),
    "dana and a plan": (
        "/plans/{marcus}/ /plans/{marcus}/?proof=open /plans/{marcus}/history/ /plans/{marcus}/practice/ "
        "/plans/{marcus}/agreement/ "
        "/plans/{aisha}/agreement/ /plans/{marcus}/close/ /plans/{marcus}/pause/ /plans/{marcus}/worth/ "
    ),
    "dana and numbers": (
        "/people/{Jordan}/numbers/ /people/{Marcus}/numbers/?open=revenue_per_win "
        "/people/{Marcus}/numbers/?from=2026-03-01&to=2026-02-01 "
        "/people/{Marcus}/record/ /people/{Marcus}/leave/ "
    ),
    "marcus": (
        "/today/ /practice/log/ /plans/{marcus}/ /plans/{marcus}/proof/ /inbox/ /me/ /plans/{marcus}/programme/ "
        "/people/{Marcus}/numbers/ /plans/{marcus}/worth/ /people/{Marcus}/record/ "
        "/plans/{marcus}/practice/ /plans/{marcus}/score/"
    ),
    "aisha": "/today/ /plans/{aisha}/proposal/ /desk/",
    "noah": "/today/ /plans/{noah}/ /desk/",
    "sofia": (
        "/board/ /desk/ /plans/{grace}/draft/focus/ /plans/{grace}/draft/reason/ "
        "/plans/{grace}/draft/big-picture/ /plans/{ines}/close/ "
        "/plans/{owen}/ /plans/{marcus}/"
    ),
    "above": "/teams/ /teams/?q=smb&number=meetings",
}


@pytest.fixture
def people(harbor) -> dict:
    """The sample has nobody above its managers."""
    company = Team.objects.get(parent=None, name="Harbor")
    return {**harbor, "above": ManagementFactory(team=company, person=UserFactory()).person}


def paths_of(part: str, people: dict) -> list[str]:
    numbers = {key: Plan.objects.filter(rep=people[key]).latest("pk").pk for key in PLANS}
    week = timezone.localdate() - timedelta(days=7)
    return (
        PAGES[part]
        .format(**numbers, Marcus=people["marcus"].pk, Jordan=people["jordan"].pk, week=week)
        .split()
    )


@pytest.mark.parametrize("part", PAGES)
def test_axe_finds_nothing_on_any_page(people, page_of, part: str):
    troubles = []
    page = page_of(people.get(part.split()[0]))
    for path in paths_of(part, people):
        name = f"{path} as {part}"
        answer = page.goto(path)
        expected = 404 if path == "/nowhere/" else 200
        if answer.status == expected:
            troubles += troubles_in_every_look(page, name)
        else:
            troubles.append(f"{name}: {answer.status}")

    assert troubles == []
