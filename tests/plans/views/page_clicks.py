"""Pages as a person without scripts meets them: what is printed is read, typed into, and clicked as it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.test import Client
from django.test.html import Element, parse_html

SENDS_NOTHING = {"submit", "button", "image", "reset", "file"}
IS_NOT_READ = {"script", "style", "template"}


@dataclass(frozen=True)
class Warn:
    """A warning that is shown: its title, its sentence, and the buttons and links in it."""

    title: str
    text: str
    clicks: tuple[Element, ...] = ()


@dataclass(frozen=True)
class Page:
    """The answer to one request after all redirects, and the browser in which it is read."""

    client: Client
    url: str
    status: int
    html: str

    @cached_property
    def tree(self) -> Element:
        return parse_html(self.html[self.html.index("<html") :])

    @cached_property
    def elements(self) -> list[Element]:
        """Everything that is printed, in its order."""
        return list(within(self.tree))

    @cached_property
    def text(self) -> str:
        return text_of(self.tree)

    @cached_property
    def warnings(self) -> list[Warn]:
        notes = [one for one in self.elements if "sg-note--lake" in classes(one) and not has(one, "hidden")]
        return [found for note in notes if (found := _warning_of(note)) is not None]

    @property
    def titles(self) -> set[str]:
        return {warning.title for warning in self.warnings}

    def button(self, value: str) -> Element:
        """The first button that sends this value, or reads so."""
        buttons = [one for one in self.elements if one.name == "button"]
        return next(one for one in buttons if value in {attribute(one, "value"), text_of(one)})

    def fields(self, button: Element) -> dict[str, list[str]]:
        """What stands in the fields of the form of this button."""
        return self._sent(self._form_of(button))

    def click(self, element: Element, **typed: object) -> "Page":
        """The page that a link leads to, or that answers the form with what stands in its fields or was typed."""
        if element.name == "a":
            return opened(self.client, attribute(element, "href"))
        form = self._form_of(element)
        sent = self._sent(form) | {name: [str(value)] for name, value in typed.items()}
        if name := attribute(element, "name"):
            sent[name] = [attribute(element, "value")]
        url = attribute(form, "action") or self.url
        if attribute(form, "method").lower() != "post":
            return opened(self.client, url, sent)
        return _page(self.client, url, self.client.post(url, sent, follow=True))

    def _form_of(self, element: Element) -> Element:
        if owner := attribute(element, "form"):
            return next(one for one in self.elements if attribute(one, "id") == owner)
        forms = [one for one in self.elements if one.name == "form"]
        return next(form for form in forms if any(one is element for one in within(form)))

    def _sent(self, form: Element) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for element in within(form):
            name = attribute(element, "name")
            if name and not has(element, "disabled") and (values := _values(element)):
                found[name] = [*found.get(name, []), *values]
        return found


def opened(client: Client, url: str, query: Mapping[str, Any] | None = None) -> Page:
    """The page at this address, or where it leads."""
    return _page(client, url, client.get(url, query or {}, follow=True))


def _page(client: Client, url: str, response: Any) -> Page:
    way = response.redirect_chain
    return Page(client, way[-1][0] if way else url, response.status_code, response.content.decode())


def within(element: Element) -> Iterator[Element]:
    """The element and everything in it, in the order of the page."""
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from within(child)


def text_of(element: Element | str) -> str:
    """What is read, in single spaces, without what is hidden."""
    if isinstance(element, str):
        return element
    if element.name in IS_NOT_READ or has(element, "hidden"):
        return ""
    return " ".join(" ".join(text_of(child) for child in element.children).split())


def attribute(element: Element, name: str) -> str:
    return next((value or "" for key, value in element.attributes if key == name), "")


def has(element: Element, name: str) -> bool:
    return any(key == name for key, _value in element.attributes)


def classes(element: Element) -> list[str]:
    return attribute(element, "class").split()


def _warning_of(note: Element) -> Warn | None:
    """A note with a title is a warning; others are hints or refusals."""
    paragraphs = [one for one in within(note) if one.name == "p"]
    title = next((text_of(one) for one in paragraphs if "sg-strong" in classes(one)), "")
    if not title:
        return None
    text = " ".join(text_of(one) for one in paragraphs if "sg-strong" not in classes(one))
    return Warn(title, text, tuple(one for one in within(note) if one.name in {"a", "button"}))


def _values(element: Element) -> list[str]:
    """What this field sends; nothing where it is no field, or not chosen."""
    kind = attribute(element, "type")
    if element.name == "textarea":
        return [text_of(element)]
    if element.name == "select":
        options = [one for one in within(element) if one.name == "option"]
        return [attribute(one, "value") for one in options if has(one, "selected")] or [
            attribute(one, "value") for one in options[:1]
        ]
    if element.name != "input" or kind in SENDS_NOTHING:
        return []
    if kind in {"radio", "checkbox"}:
        sent = attribute(element, "value") if has(element, "value") else "on"
        return [sent] if has(element, "checked") else []
    return [attribute(element, "value")]
