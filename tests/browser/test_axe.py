"""Every page of every role, light and dark, on a desk and on a phone: axe finds nothing, nothing scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from plans.models import Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [
    pytest.param(False, False, id="wide light"),
    pytest.param(False, True, id="wide dark"),
    pytest.param(True, False, id="phone light"),
    pytest.param(True, True, id="phone dark"),
]


def pages(people) -> dict[str, list[str]]:
    """What each of the roles can open, with the sample's plans in their states."""
    plan = {
        key: Plan.objects.filter(rep=person).latest("pk").pk
        for key, person in people.items()
        if person.plans.exists()
    }
    marcus, aisha, grace, ines, owen = (plan[key] for key in ("marcus", "aisha", "grace", "ines", "owen"))
    wizard = [f"/plans/{grace}/draft/{step}/" for step in ("focus", "reason")]
    return {
        "": ["/account/login/", "/account/password/reset/", "/nowhere/"],
        "dana": [
            *(
                "/board/",
                "/desk/",
                "/inbox/",
                "/me/",
                "/me/notifications/",
                "/delivery/",
                "/numbers/deals/",
                "/plans/new/",
            ),
            *(
                f"/plans/{marcus}/",
                f"/plans/{marcus}/history/",
                f"/plans/{marcus}/practice/",
                f"/plans/{marcus}/agreement/",
            ),
            *(f"/plans/{aisha}/agreement/", f"/people/{people['marcus'].pk}/numbers/"),
            *(f"/people/{people['marcus'].pk}/numbers/type/", "/people/find/?q=ma"),
            *(f"/plans/{marcus}/close/", f"/plans/{marcus}/pause/"),
        ],
        "marcus": [
            *(
                "/today/",
                "/practice/log/",
                f"/plans/{marcus}/",
                "/inbox/",
                "/me/",
                f"/plans/{marcus}/programme/",
            ),
            *(f"/people/{people['marcus'].pk}/numbers/",),
        ],
        "aisha": ["/today/", f"/plans/{aisha}/proposal/", "/desk/"],
        "noah": ["/today/", f"/plans/{plan['noah']}/", "/desk/"],
        "sofia": [
            "/board/",
            "/desk/",
            *wizard,
            f"/plans/{ines}/close/",
            f"/plans/{owen}/",
            f"/plans/{marcus}/",
        ],
    }


@pytest.mark.parametrize(("phone", "dark"), LOOKS)
def test_axe_finds_nothing_on_any_page(harbor, page_of, phone: bool, dark: bool):
    axe, troubles = Axe(), []
    for person, paths in pages(harbor).items():
        page = page_of(harbor.get(person), phone=phone, dark=dark)
        for path in paths:
            answer = page.goto(path)
            expected = 404 if path == "/nowhere/" else 200
            if answer.status != expected:
                troubles.append(f"{path} as {person or 'nobody'}: {answer.status}")
                continue
            found = axe.run(page).response["violations"]
            troubles += [
                f"{path} as {person or 'nobody'}: {one['id']} {one['nodes'][0]['html'][:120]}"
                for one in found
            ]
            if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
                troubles.append(f"{path} as {person or 'nobody'} scrolls sideways")
        page.context.close()

    assert troubles == []
