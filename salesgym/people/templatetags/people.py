"""The name of a person: everywhere the same link to their page."""

from collections.abc import Collection

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def name_link(
    pk: int | None, name: str, seen: Collection[int] | None = None, css: str = "sg-name"
) -> SafeString:
    """This name as a link to the person's page; plain where `seen` is given and they are not in it.

    `seen` are the ids of those who exist for the reader (`directory.seen_among`). Lists that start at people whom the
    reader sees need none.
    """
    if seen is not None and pk not in seen:
        return format_html("{}", name)
    return format_html('<a class="{}" href="{}">{}</a>', css, reverse("coaching:person", args=[pk]), name)
