"""Addresses that pages, actions and mails share."""

from django.urls import reverse

from coaching.models import CheckIn


def talk_url(talk: CheckIn) -> str:
    """The page of a check-in, below its rep."""
    return reverse("coaching:check_in", args=[talk.rep_id, talk.pk])
