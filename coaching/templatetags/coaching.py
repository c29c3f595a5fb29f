"""A plan's standing in words, for pages and mails."""

from django import template
from django.utils.translation import gettext_lazy as _

from coaching.queries import words
from coaching.queries.standing import Standing
from plans.models import Milestone

register = template.Library()

STATUS_WORDS = {
    "on_track": _("On track"),
    "needs_a_push": _("Needs a push"),
    "stalled": _("Stalled"),
    "paused": _("Paused"),
    "waiting_to_start": _("Waiting to start"),
    "in_review": _("In review"),
    "closed": _("Closed"),
    "no_plan": _("No plan"),
}


@register.filter
def status_word(status: str) -> str:
    """On track, Needs a push, and the other words of a status."""
    return str(STATUS_WORDS[str(status)])


@register.filter
def step_name(milestone: Milestone) -> str:
    return words.step_name(milestone)


@register.filter
def way_to_go(standing: Standing) -> str:
    return words.way_to_go(standing)
