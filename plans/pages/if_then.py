"""The if-then promise of a drill in words: When I open the calendar at 8:45, at my desk, I write three questions."""

from django.utils.translation import gettext as _


def if_then(*, when: str, where: str, what: str) -> str:
    """One sentence of what was typed, without a full stop; when and where alone where nothing says what; "" without."""
    said = {"when": when, "where": where, "what": what}
    if not what:
        return _("%(when)s, %(where)s") % said if when and where else when or where
    if where:
        return _("When %(when)s, %(where)s, %(what)s") % said
    return _("When %(when)s, %(what)s") % said
