"""The name of a person: everywhere the same link to their page."""

from collections.abc import Collection

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from salesgym.people.pages.sentence import Sentence

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


@register.simple_tag
def named(sentence: str, seen: Collection[int] | None = None) -> SafeString:
    """A sentence in which each name is a link, as `name_link` makes it. A plain text stays as it is."""
    if not isinstance(sentence, Sentence):
        return format_html("{}", sentence)
    parts = (
        (piece.text if piece.person is None else name_link(piece.person, piece.text, seen),)
        for piece in sentence.pieces
    )
    return format_html_join("", "{}", parts)
