"""A plan's standing in words, for pages and mails."""

from django import template

from coaching.queries import words
from coaching.queries.standing import Standing
from plans.models import Milestone
from plans.pages.status import ALL, Status

register = template.Library()


@register.simple_tag
def statuses() -> list[Status]:
    """Every status that a plan can be shown in, for the signs of the board."""
    return list(ALL.values())


@register.filter
def step_name(milestone: Milestone) -> str:
    return words.step_name(milestone)


@register.filter
def way_to_go(standing: Standing) -> str:
    return words.way_to_go(standing)
