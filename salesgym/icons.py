"""The icons in templates: Lucide's drawings, each built once per process."""

import functools

from django import template
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

register = template.Library()
# The stylesheet sets these for icons in text size; leaving them out keeps pages small.
IN_STYLESHEET = (
    'width="24" height="24" ',
    'fill="none" ',
    'stroke="currentColor" ',
    'stroke-width="2" ',
    'stroke-linecap="round" ',
    'stroke-linejoin="round" ',
)


@register.simple_tag
@functools.cache
def symbol(name: str, key: str) -> SafeString:
    """The drawing of this name as a symbol that a page draws many times by `<use href="#key">`."""
    lines = lucide(name, size=None).partition(">")[2].removesuffix("</svg>")
    return mark_safe(f'<symbol id="{key}" viewBox="0 0 24 24">{lines}</symbol>')  # noqa: S308 - Lucide's, and a name of ours


@register.simple_tag
@functools.cache
def icon(name: str, also: str = "", size: int | None = None) -> SafeString:
    """The SVG of this name, in text height or `size` pixels high, hidden from screen readers."""
    if size:
        drawn = lucide(name, size=size, aria_hidden="true", **{"class": also} if also else {})
    else:
        drawn = lucide(name, size=None, aria_hidden="true", **{"class": f"i {also}".strip()})
        for said in IN_STYLESHEET:
            drawn = drawn.replace(said, "", 1)
    return mark_safe(drawn)  # noqa: S308 - a drawing of Lucide's
