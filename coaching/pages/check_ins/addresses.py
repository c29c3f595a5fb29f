"""Where what a check-in is about stands."""

from django.urls import reverse

from coaching.models import CheckIn


def person_url(rep_id: int) -> str:
    """All check-ins of one person."""
    return reverse("coaching:person_check_ins", args=[rep_id])


def talk_url(talk: CheckIn) -> str:
    """The talk itself."""
    return f"{person_url(talk.rep_id)}#check-in-{talk.pk}"
