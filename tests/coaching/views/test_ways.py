"""From the home of each role every page that it may use is at most two clicks away, and no entry leads nowhere."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.pages.places import MOST_IN_RAIL
from plans.models import Plan
from tests.coaching.floor import manager_of, running_plan, team
from tests.factories.people import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """A running plan in a team below a region, with a mentor of their own."""
    harbor = team()
    harbor.parent = TeamFactory(name="North", manager=UserFactory(name="Nora Lind"))
    harbor.save()
    return running_plan(harbor, mentor=UserFactory(name="Sofia Marin"))


def manager(plan):
    return manager_of(plan.rep.memberships.get().team)


def manager_who_mentors(plan):
    Plan.objects.filter(pk=plan.pk).update(mentor=manager(plan))
    return manager(plan)


def admin_who_manages(plan):
    person = manager(plan)
    person.is_staff = True
    person.save()
    return person


def rep_who_mentors(plan):
    other = running_plan(plan.rep.memberships.get().team, skill=plan.skill)
    Plan.objects.filter(pk=plan.pk).update(mentor=other.rep)
    return other.rep


def rep_without_plan(plan):
    person = UserFactory(name="Jordan Kim")
    plan.rep.memberships.get().team.memberships.create(person=person, starts_on=timezone.localdate())
    return person


WHO = {
    "manager": manager,
    "manager who mentors": manager_who_mentors,
    "admin who manages": admin_who_manages,
    "head of teams": lambda plan: plan.rep.memberships.get().team.parent.managements.get().person,
    "rep": lambda plan: plan.rep,
    "rep without a plan": rep_without_plan,
    "rep who mentors": rep_who_mentors,
    "mentor": lambda plan: plan.mentor,
    "HR partner": lambda plan: UserFactory(hr_partner=True),
    "site admin": lambda plan: UserFactory(site_admin=True),
}
# Role -> page -> the page that is linked at home and leads there; "" where home itself does. {plan} and {rep} are those
# of the plan above, {own} is the reader's own id.
EVERYBODY = {
    "/inbox/": "",
    "/me/": "",
    "/find/": "",
    "/me/notifications/": "/me/",
    "/account/password/change/": "/me/",
}
MANAGES = {
    "/people/team/": "",
    "/numbers/team/": "",
    "/signals/": "/numbers/team/",
    "/numbers/import/": "/numbers/team/",
    "/numbers/gaps/": "/numbers/team/",
    "/plans/new/": "",
    # A person's address leads to their plan.
    "/people/{rep}/": "",
    "/people/{rep}/record/": "/people/{rep}/",
    "/people/{rep}/numbers/": "/people/{rep}/",
    "/people/{rep}/leave/": "/people/team/",
    "/check-ins/": "",
    "/check-ins/plan/": "/check-ins/",
    "/people/{rep}/check-ins/": "/people/{rep}/",
}
SETS_UP = {"/set-up/people/team/": "/set-up/", "/delivery/": "/set-up/", "/people/import/": "/set-up/"}
WAYS = {
    "manager": MANAGES,
    "manager who mentors": {**MANAGES, "/desk/": "/me/"},
    "admin who manages": {**MANAGES, **SETS_UP, "/set-up/": "", "/invitations/": "/set-up/"},
    "head of teams": {
        "/teams/": "",
        "/people/team/": "",
        "/numbers/team/": "",
        "/signals/": "/numbers/team/",
    },
    "rep": {
        "/plans/{plan}/": "",
        "/people/{own}/numbers/": "",
        "/practice/log/": "",
        "/people/{own}/record/": "/plans/{plan}/",
        "/people/{own}/check-ins/": "/plans/{plan}/",
        "/people/{own}/numbers/type/": "/people/{own}/numbers/",
    },
    "rep without a plan": {
        "/people/{own}/numbers/": "",
        "/wishes/new/": "",
        "/people/{own}/check-ins/": "/people/{own}/numbers/",
    },
    "rep who mentors": {"/desk/": "", "/plans/{plan}/": "/desk/", "/people/{own}/numbers/": ""},
    "mentor": {"/plans/{plan}/": ""},
    "HR partner": {},
    "site admin": {
        **SETS_UP,
        "/set-up/": "",
        "/people/import/": "",
        "/delivery/": "",
        "/numbers/import/": "",
        "/numbers/gaps/": "/numbers/import/",
    },
}


def links(client, url):
    """The addresses that this page links to, without what stands after "?" and "#"."""
    page = client.get(url, follow=True)
    assert page.status_code == 200, url
    return {re.split("[?#]", href)[0] for href in re.findall(r'href="(/[^"]*)"', page.content.decode())}


@pytest.mark.parametrize("role", WAYS)
def test_every_page_of_a_role_is_at_most_two_clicks_from_its_home(client, plan, role):
    reader = WHO[role](plan)
    client.force_login(reader)
    ids = {"plan": plan.pk, "rep": plan.rep_id, "own": reader.pk}
    ways = {page.format(**ids): via.format(**ids) for page, via in {**EVERYBODY, **WAYS[role]}.items()}
    at_home = links(client, reverse("home"))

    assert {via for via in ways.values() if via} - at_home == set()
    shown = {via: links(client, via) if via else at_home for via in set(ways.values())}
    assert {page: via for page, via in ways.items() if page not in shown[via]} == {}


@pytest.mark.parametrize("role", WAYS)
def test_a_rail_is_short_has_one_badge_at_most_and_leads_where_its_reader_may_go(client, plan, role):
    client.force_login(WHO[role](plan))

    page = client.get(reverse("home"), follow=True)

    shell = page.context["shell"]
    assert len(shell.links) <= MOST_IN_RAIL
    assert len([link for link in shell.links if link.count]) <= 1
    assert len([*shell.bar.before, *shell.bar.after]) <= 4
    everywhere = [
        *shell.links,
        *shell.more,
        *shell.parts,
        *shell.bar.before,
        *shell.bar.after,
        shell.find,
        shell.inbox,
    ]
    for url in {link.url for link in everywhere}:
        assert client.get(url).status_code in {200, 302}, url


@pytest.mark.parametrize(
    ("role", "before", "button", "after"),
    [
        ("manager", ["Board", "Check-ins"], "New plan", ["Team", "More"]),
        ("rep", ["Today", "My plan"], "Log a workout", ["My numbers", "Me"]),
        ("rep without a plan", ["Today", "My numbers"], None, ["Find", "Me"]),
        ("mentor", ["Desk", "Mentees"], "Score a role-play", ["Find", "Me"]),
        ("HR partner", ["Teams", "Formal plans"], None, ["Find", "Me"]),
        ("site admin", ["People and teams", "Numbers"], None, ["Find", "More"]),
    ],
)
def test_the_bar_of_a_phone_has_the_round_button_of_its_role_and_no_hole(
    client, plan, role, before, button, after
):
    client.force_login(WHO[role](plan))

    bar = client.get(reverse("home"), follow=True).context["shell"].bar

    assert [link.label for link in bar.before] == before
    assert (bar.button and bar.button.label) == button
    assert [link.label for link in bar.after] == after


@pytest.mark.parametrize(
    ("role", "url", "label"),
    [
        ("manager", "/signals/", "Numbers"),
        ("manager", "/plans/{plan}/", "Team"),
        ("manager", "/people/{rep}/numbers/", "Team"),
        ("admin who manages", "/invitations/", "Set-up"),
        ("rep", "/plans/{plan}/practice/", "My plan"),
        ("rep", "/people/{rep}/numbers/", "My numbers"),
        ("mentor", "/plans/{plan}/", "Desk"),
    ],
)
def test_a_page_without_an_entry_belongs_to_one(client, plan, role, url, label):
    client.force_login(WHO[role](plan))

    shell = client.get(url.format(plan=plan.pk, rep=plan.rep_id)).context["shell"]

    assert [link.label for link in shell.links if link.is_current] == [label]
