"""What numbers tell people by mail, from data as it is when the mail goes out."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesgym.kinds import Kind, Policy, Rendered
from salesgym.notices.emails import absolute, render
from salesgym.numbers.permissions import can_import
from salesgym.numbers.queries.stale import StaleTeam, stale_by_person
from salesgym.people.models import User

Refs = Mapping[str, int]
Loaded = Mapping[int, list[StaleTeam]]


def stale_prefetch(items: Sequence[tuple[User, Refs]], at: datetime) -> Loaded:
    return {person.pk: teams for person, teams in stale_by_person(at=at).items()}


def stale_is_wanted(recipient: User, refs: Refs, at: datetime, *, loaded: Loaded) -> bool:
    """Not where somebody brought newer numbers meanwhile, or this is somebody else's to do by now."""
    return recipient.pk in loaded


def stale_numbers(recipient: User, refs: Refs, at: datetime, *, loaded: Loaded) -> Rendered:
    """Which teams' numbers end when, and where to bring newer ones."""
    teams = loaded.get(recipient.pk)
    if not teams:
        raise LookupError("every number is up to date")
    context = {"teams": teams, "url": absolute(reverse("numbers:upload"))}
    return render("stale_numbers", recipient=recipient, kind="numbers.stale", context=context)


def may_open_import(recipient: User, refs: Refs) -> bool:
    return can_import(recipient)


KINDS = (
    Kind(
        name="numbers.stale",
        label=_("Numbers you bring are older than eight days"),
        policy=Policy.AT_LEAST_ONCE,
        render=stale_numbers,
        still_wanted=stale_is_wanted,
        prefetch=stale_prefetch,
        may_open=may_open_import,
        group="reminders",
        lifetime=timedelta(days=2),
    ),
)
