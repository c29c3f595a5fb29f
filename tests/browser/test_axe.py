"""Every page of every role, light and dark, on a desk and on a phone: axe finds nothing, nothing scrolls sideways."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plans.models import Plan
from salesgym.people.models import Team
from tests.browser.looks import LOOKS, troubles_of
from tests.factories.people import ManagementFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLANS = ("marcus", "aisha", "grace", "ines", "owen", "noah")
# What each of the roles opens, with the sample's plans in their states; {marcus} is his plan, {Marcus} himself.
PAGES = {
    "": "/account/login/ /account/password/reset/ /nowhere/",
    "dana": (
        "/board/ /desk/ /inbox/ /me/ /me/notifications/ /delivery/ /numbers/import/ /plans/new/ /people/team/ "
        "/people/import/ /invitations/ /plans/{marcus}/ /plans/{marcus}/history/ /plans/{marcus}/practice/ "
        "/plans/{marcus}/agreement/ /plans/{aisha}/agreement/ /people/{Marcus}/numbers/ /people/find/?q=ma "
        "/people/{Marcus}/numbers/type/ /plans/{marcus}/close/ /plans/{marcus}/pause/ /numbers/team/ "
        "/numbers/team/?sort=-wins&name=a /people/{Marcus}/numbers/?from=2026-03-01&to=2026-02-01 "
        "/people/{Marcus}/numbers/{week}/ /numbers/gaps/ /signals/ /plans/{marcus}/worth/"
    ),
    "marcus": (
        "/today/ /practice/log/ /plans/{marcus}/ /inbox/ /me/ /plans/{marcus}/programme/ /people/{Marcus}/numbers/ "
        "/plans/{marcus}/worth/"
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


def pages(people) -> dict[str, list[str]]:
    numbers = {key: Plan.objects.filter(rep=people[key]).latest("pk").pk for key in PLANS}
    week = timezone.localdate() - timedelta(days=7)
    return {
        who: paths.format(**numbers, Marcus=people["marcus"].pk, week=week).split()
        for who, paths in PAGES.items()
    }


@pytest.mark.parametrize(("phone", "dark"), LOOKS)
def test_axe_finds_nothing_on_any_page(harbor, page_of, phone: bool, dark: bool):
    troubles = []
    # The sample has nobody above its managers.
    company = Team.objects.get(parent=None, name="Harbor")
    harbor["above"] = ManagementFactory(team=company, person=UserFactory()).person
    for person, paths in pages(harbor).items():
        page = page_of(harbor.get(person), phone=phone, dark=dark)
        for path in paths:
            name = f"{path} as {person or 'nobody'}"
            answer = page.goto(path)
            expected = 404 if path == "/nowhere/" else 200
            if answer.status == expected:
                troubles += troubles_of(page, name, dark=dark)
            else:
                troubles.append(f"{name}: {answer.status}")
        page.context.close()

    assert troubles == []
