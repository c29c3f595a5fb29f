"""What coaching adds to the hooks of people: where a found person leads, and with whom the demo begins."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages import demo_cast as pages
from coaching.queries import demo_cast
from coaching.queries.find import open_plans
from salesgym.people.models import User
from salesgym.people.queries.directory import Link


def links(user: User, people: Sequence[User]) -> dict[int, list[Link]]:
    """The plan page of each of these people with an open plan that this person may see."""
    return {
        rep: [Link(_("Open plan"), reverse("coaching:plan_page", args=[pk]))]
        for rep, pk in open_plans(user, people).items()
    }


def sample_people() -> Mapping[int, str]:
    """A sentence about each of the sample's people with whom a look at it begins."""
    return pages.sentences(demo_cast.first_people())
