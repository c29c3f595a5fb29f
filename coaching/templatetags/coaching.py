"""A plan's standing in words, for pages and mails."""

from django import template

from plans.pages.status import ALL, Status

register = template.Library()


@register.simple_tag
def statuses() -> list[Status]:
    """Every status that a plan can be shown in, for the signs of the board."""
    return list(ALL.values())
