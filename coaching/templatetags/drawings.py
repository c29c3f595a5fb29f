"""Drawings on pages of many: what was drawn once is not drawn again."""

import functools
from collections.abc import Hashable

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()
# About a kilobyte each.
MOST_KEPT = 2_048


@register.simple_tag
@functools.lru_cache(maxsize=MOST_KEPT)
def drawn(template_name: str, drawing: Hashable, title: str) -> SafeString:
    """This drawing by this template, which is told nothing else: no language, no reader, no clock."""
    return render_to_string(template_name, {"drawing": drawing, "title": title})
