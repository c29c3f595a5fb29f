"""Drawings on pages of many: what was drawn once is not drawn again."""

import functools
from collections.abc import Hashable

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from salesgym.people.models import User

register = template.Library()
# About a kilobyte each.
MOST_KEPT = 2_048


@register.simple_tag
@functools.lru_cache(maxsize=MOST_KEPT)
def drawn(template_name: str, drawing: Hashable, title: str) -> SafeString:
    """This drawing by this template, which is told nothing else: no language, no reader, no clock."""
    return render_to_string(template_name, {"drawing": drawing, "title": title})


@register.simple_tag
def avatar(person: User, size: str = "") -> SafeString:
    """`_avatar.html` of this person, rendered once for each initials, tone and size ("", xs, sm, lg or xl)."""
    return _avatar(person.initials, person.tone, size)


@functools.lru_cache(maxsize=MOST_KEPT)
def _avatar(initials: str, tone: str, size: str) -> SafeString:
    shown = {"person": {"initials": initials, "tone": tone}, "size": size}
    return SafeString(render_to_string("_avatar.html", shown).strip())
