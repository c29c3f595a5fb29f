"""Every name of a rep on the main pages leads to their page, or is plain for whom they do not exist."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from plans.models import Plan
from salesgym.people.models import Membership, User
from salesgym.people.queries import directory
from tests.coaching.floor import read

pytestmark = pytest.mark.django_db

# Where a name is no place to go to: a title, words for a screen reader, a choice, and the rail.
ELSEWHERE = {"h1", "title", "option", "visually-hidden", "sg-rail"}
# Pages on which each of them reads a rep's name; that of the mentor, who is a rep elsewhere, is plain for the others.
NAMED = {
    "manager": {
        "coaching": ("board", "plan_page", "find"),
        "people": ("team",),
        "numbers": ("team_numbers", "early_signals", "gaps"),
    },
    "rep": {"coaching": ("plan_page", "find")},
    "mentor": {"coaching": ("mentor_desk", "plan_page", "find")},
    "other_manager": {"coaching": ("board", "find"), "people": ("team",)},
    "site_admin": {"coaching": ("find",), "numbers": ("gaps",)},
}
VOID = {"br", "col", "hr", "img", "input", "link", "meta"}


class Names(HTMLParser):
    """The texts of a page that are a name and nothing else, each with the link it stands in: "" without one."""

    def __init__(self, names):
        super().__init__()
        self.names, self.open, self.found = names, [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        """A part of a drawing, which holds nothing."""

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        marks = {tag for tag, _ in self.open} | {
            one for _, attrs in self.open for one in (attrs.get("class") or "").split()
        }
        if not marks & ELSEWHERE:
            links = [attrs.get("href", "") for tag, attrs in self.open if tag == "a"]
            text = " ".join(data.split())
            self.found += [(name, links[-1] if links else "") for name in self.named(text)]

    def named(self, text):
        return [text] if text in self.names else []


class Sentences(Names):
    """The same for names within sentences; a link to something else, which may name somebody, is left out."""

    def handle_data(self, data):
        super().handle_data(data)
        self.found = [(name, link) for name, link in self.found if not link or link in self.names.values()]

    def named(self, text):
        return [name for name in self.names if name in text]


def names_on(text, names, parser=Names):
    parser = parser(names)
    parser.feed(text)
    return parser.found


def main_pages(reader):
    """The pages on which people are named, as far as this reader has them."""
    routes = (
        "coaching:board",
        "coaching:team_overview",
        "coaching:today",
        "coaching:mentor_desk",
        "people:team",
    )
    routes += ("numbers:team_numbers", "numbers:early_signals", "numbers:gaps", "notices:inbox")
    plans = Plan.objects.visible_to(reader).exclude(status=Plan.Status.DRAFT)
    return [
        *map(reverse, routes),
        reverse("coaching:find", query={"q": "e"}),
        *(
            reverse(f"coaching:plan_{name}", args=[plan.pk])
            for plan in plans
            for name in ("page", "practice")
        ),
        *(reverse("coaching:person_record", args=[plan.rep_id]) for plan in plans),
    ]


@pytest.mark.parametrize("actor", ["manager", "rep", "mentor", "other_manager", "site_admin"])
def test_every_name_of_a_rep_on_the_main_pages_leads_to_their_page(client, world, actor):
    reader = world.person(actor, "active")
    # "Mentor" alone is also the head of a column and a role.
    User.objects.filter(pk=world.people["mentor"].pk).update(name="Mina Mentor")
    reps = dict(User.objects.filter(pk__in=Membership.objects.values("person")).values_list("name", "pk"))
    seen = directory.seen_among(reader, reps.values())
    linked, plain = set(), set()

    for url in main_pages(reader):
        answer, text = read(client, reader, url)
        for name, link in names_on(text, reps) if answer.status_code == 200 else ():
            assert link == (reverse("coaching:person", args=[reps[name]]) if reps[name] in seen else ""), (
                url,
                name,
            )
            (linked if link else plain).add(answer.resolver_match.view_name)

    assert linked >= {f"{app}:{name}" for app, names in NAMED[actor].items() for name in names}
    assert ("coaching:plan_page" in plain) == (actor in {"manager", "rep"})


# Where sentences name people: each page by its route, of whom it is, and who reads it.
TOLD = [
    (route, state, actor)
    for route in ("plan_page", "plan_history", "person_record", "proposal")
    for state in ("active", "review", "closed")
    for actor in ("manager", "rep", "mentor", "manager_above")
]


@pytest.fixture
def called(world):
    """Everybody under a name that stands nowhere else, with the address of their page."""
    people = list(User.objects.all())
    for person in people:
        person.name = f"Zq{person.pk}q Person"
    User.objects.bulk_update(people, ["name"])
    return {person.name: reverse("coaching:person", args=[person.pk]) for person in people}


class Lines(Sentences):
    """The same without the status of a row, which is about the person whose row it is: their name stands there."""

    def handle_data(self, data):
        if not any(tag == "em" for tag, _ in self.open):
            super().handle_data(data)


def linked_on(client, reader, url, called, parser=Sentences):
    """Who is a link on this page and who is plain, by the address of their page."""
    answer, text = read(client, reader, url)
    found = names_on(text, called, parser) if answer.status_code == 200 else []
    assert all(link in {"", called[name]} for name, link in found), url
    return {link for _, link in found if link}, {called[name] for name, link in found if not link}


@pytest.mark.parametrize(("route", "state", "actor"), TOLD)
def test_a_name_in_a_sentence_leads_to_whom_the_reader_sees_and_is_plain_elsewhere(
    client, world, called, route, state, actor
):
    reader = world.person(actor, state)
    plan = world.plans[state]
    app = "plans" if route == "proposal" else "coaching"
    url = reverse(f"{app}:{route}", args=[plan.rep_id if route == "person_record" else plan.pk])

    linked, plain = linked_on(client, reader, url, called)

    ids = {int(address.strip("/").rsplit("/", 1)[-1]) for address in linked | plain}
    seen = {reverse("coaching:person", args=[pk]) for pk in directory.seen_among(reader, ids)}
    assert linked <= seen
    assert not plain & seen


@pytest.mark.parametrize(
    ("route", "actor"), [("board", "manager"), ("board", "other_manager"), ("mentor_desk", "mentor")]
)
def test_whoever_a_line_of_the_board_or_the_desk_is_about_is_a_link(client, world, called, route, actor):
    """Sentences of these pages use first names."""
    reader = world.person(actor, "active")
    first = {name.split()[0]: address for name, address in called.items()}

    linked, plain = linked_on(client, reader, reverse(f"coaching:{route}"), first, Lines)

    ids = {int(address.strip("/").rsplit("/", 1)[-1]) for address in linked | plain}
    seen = {reverse("coaching:person", args=[pk]) for pk in directory.seen_among(reader, ids)}
    assert linked
    assert linked <= seen
    assert not plain & seen - {reverse("coaching:person", args=[reader.pk])}
