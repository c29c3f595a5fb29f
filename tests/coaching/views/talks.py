"""Check-ins of a team at work, and what one sends from their page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from coaching.models import CheckIn
from tests.coaching.floor import manager_of
from tests.factories.coaching import CheckInFactory


def talk_of(plan, /, *, ago=timedelta(), **fields) -> CheckIn:
    """A check-in of this plan's rep with their manager, which was planned for some time `ago`."""
    at = timezone.now() - ago
    return CheckInFactory(
        rep=plan.rep, led_by=manager_of(plan.rep.memberships.get().team), planned_for=at, **fields
    )


def address(talk, name="check_in", *more) -> str:
    return reverse(f"coaching:{name}", args=[talk.rep_id, talk.pk, *more])


def post(client, user, url, **typed):
    """What this person gets for this form, and its words."""
    client.force_login(user)
    response = client.post(url, typed)
    return response, response.content.decode()
