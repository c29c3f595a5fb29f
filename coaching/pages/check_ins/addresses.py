"""Where what a check-in is about stands."""

from django.urls import reverse

from coaching.models import CheckIn


def person_url(rep_id: int) -> str:
    """All check-ins of one person."""
    return reverse("coaching:person_check_ins", args=[rep_id])


def promise_url(talk: CheckIn, *, is_side: bool) -> str:
    """Where somebody finds what was promised in this talk: in it, and a mentor who only promised something on their desk."""
    return talk_url(talk) if is_side else reverse("coaching:mentor_desk")


def talk_url(talk: CheckIn) -> str:
    """The page of the talk itself, below its rep."""
    return reverse("coaching:check_in", args=[talk.rep_id, talk.pk])
