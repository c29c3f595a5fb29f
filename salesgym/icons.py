"""The icons in templates: Lucide's drawings, each built once per process."""

import functools
import re
from importlib import resources
from zipfile import ZipFile

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from lucide import IconDoesNotExist

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
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@register.simple_tag
@functools.cache
def symbol(name: str, key: str) -> SafeString:
    """The drawing of this name as a symbol that a page draws many times by `<use href="#key">`."""
    lines = _drawn(name).partition(">")[2].removesuffix("</svg>")
    return mark_safe(f'<symbol id="{key}" viewBox="0 0 24 24">{lines}</symbol>')  # noqa: S308 - Lucide's, and a name of ours


@register.simple_tag
@functools.cache
def icon(name: str, also: str = "", size: int | None = None) -> SafeString:
    """The SVG of this name, in text height or `size` pixels high, hidden from screen readers."""
    if size:
        drawn = _drawn(name, width=size, height=size, aria_hidden="true", **{"class": also} if also else {})
    else:
        drawn = _drawn(name, aria_hidden="true", **{"class": f"i {also}".strip()})
        for said in IN_STYLESHEET:
            drawn = drawn.replace(said, "", 1)
    return mark_safe(drawn)  # noqa: S308 - a drawing of Lucide's


def _drawn(name: str, **said: object) -> str:
    """The SVG of this name with these attributes, as Lucide's own tag draws it."""
    try:
        told = _archive().read(f"{name}.svg").decode()
    except KeyError:
        raise IconDoesNotExist(f"There is no icon {name!r}.") from None
    opening, _end, lines = told.partition(">")
    attributes = dict(ATTRIBUTE.findall(opening))
    del attributes["xmlns"]
    attributes |= {key.replace("_", "-"): escape(value) for key, value in said.items()}
    said_so = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    return f"<svg {said_so}>{lines.rstrip()}"


@functools.cache
def _archive() -> ZipFile:
    """All drawings, opened once: Lucide's own tag reads the list of all 1,700 anew for each icon, which takes 7 ms."""
    return ZipFile(str(resources.files("lucide") / "lucide.zip"))
