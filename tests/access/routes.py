"""Every route of the site, found by walking the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# The framework's own pages, with an explicit list in test_foreign.py.
FOREIGN = ("admin", "account")


@dataclass(frozen=True)
class Route:
    """One pattern: its full name, the path as it is written, and the names of its arguments."""

    name: str
    path: str
    arguments: tuple[str, ...]
    is_ours: bool


def every_route() -> list[Route]:
    """All patterns below the root, in the order of the site map."""
    return list(_walk(get_resolver().url_patterns, (), ""))


def own_routes() -> list[Route]:
    return [route for route in every_route() if not route.name.startswith(FOREIGN)]


def _walk(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...], prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, inner, path)
        else:
            name = ":".join((*spaces, pattern.name or ""))
            module = pattern.callback.__module__
            yield Route(
                name=name,
                path=path,
                arguments=tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex),
                is_ours=module.startswith(("salesgym.", "plans.", "coaching.")),
            )
