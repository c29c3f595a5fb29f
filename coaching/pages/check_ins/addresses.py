"""Where what a check-in is about stands."""

from django.urls import reverse

from coaching.models import CheckIn


def person_url(rep_id: int) -> str:
    """All check-ins of one person."""
    return reverse("coaching:person_check_ins", args=[rep_id])


def talk_url(talk: CheckIn) -> str:
    """The page of the talk itself, below its rep."""
    return reverse("coaching:check_in", args=[talk.rep_id, talk.pk])
