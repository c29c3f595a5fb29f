"""The drills of a programme in words."""

from typing import Protocol

from django import template

from plans.pages import if_then as pages


class Promise(Protocol):
    """What says when, where and what: an item of a programme, or a frozen row of one."""

    @property
    def when(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def what(self) -> str: ...


register = template.Library()


@register.filter
def if_then(item: Promise) -> str:
    """When, where and what of a drill as one sentence; "" where the rep has not said it."""
    return pages.if_then(when=item.when, where=item.where, what=item.what)
