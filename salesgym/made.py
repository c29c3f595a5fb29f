"""How a page was made: its view, queries, page modules and templates, counted and timed.

In the demo and under DEBUG each page ends with this record; the cost tests read the same one.
"""

import functools
import inspect
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Template
from django.template.loader import render_to_string
from django.template.loaders import base, cached

from salesgym.web import wants_partial

ROOT = Path(settings.BASE_DIR)
END = b"</main>"
# The layer that a statement is attributed to: the first of these that is on the stack.
ASKING = ("queries", "permissions", "models", "actions", "views")
APPS = ("salesgym", "plans", "coaching")
# Folders of templates that are no page: charts, page frames, mails. Names with "_" are parts, see below.
NOT_A_PAGE = ("charts/", "base", "email/")


@dataclass(frozen=True, slots=True)
class Made:
    """How one page was made.

    view, queries, pages: `path:line name`, paths from the repository's root; page modules that are used by
    name have their path alone. queries are in the order of their first statement. template is the page's own
    and templates are all others in the order of their use, both empty unless `Loader` loads them.
    query_count counts SQL statements, those of the session and of templates too.
    """

    view: str
    queries: tuple[str, ...]
    pages: tuple[str, ...]
    template: str
    templates: tuple[str, ...]
    query_count: int
    milliseconds: float


@dataclass(slots=True)
class Record:
    """Collects SQL statements and templates while a page is made."""

    started: float = field(default_factory=time.perf_counter)
    query_count: int = 0
    # Dictionaries serve as ordered sets: they keep the order in which keys were added.
    queries: dict[str, None] = field(default_factory=dict)
    templates: dict[str, None] = field(default_factory=dict)

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Note one SQL statement and where it comes from (a wrapper of `connection.execute_wrapper`)."""
        self.query_count += 1
        if place := _asked_at(sys._getframe(1)):
            self.queries[place] = None
        return execute(sql, params, many, context)

    def made(self, view: Callable[..., Any] | None) -> Made:
        """The record of a page that this view answered; without a view its place is empty."""
        own = view and _unwrapped(view)
        place = _place(own.__code__) if inspect.isfunction(own) else getattr(own, "__qualname__", "")
        template = next(filter(_is_of_a_page, self.templates), "")
        return Made(
            view=place,
            queries=tuple(one for one in self.queries if one != place),
            pages=_pages_of(own) if inspect.isfunction(own) else (),
            template=template,
            templates=tuple(one for one in self.templates if one != template),
            query_count=self.query_count,
            milliseconds=1_000 * (time.perf_counter() - self.started),
        )


_record: ContextVar[Record | None] = ContextVar("made", default=None)


@contextmanager
def recorded() -> Iterator[Record]:
    """Note every SQL statement and template until the block ends."""
    record = Record()
    token = _record.set(record)
    try:
        with connection.execute_wrapper(record.statement):
            yield record
    finally:
        _record.reset(token)


class MadeMiddleware:
    """Append to every whole page a fold that says how it was made. Used in the demo and under DEBUG only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with recorded() as record:
            response = self.get_response(request)
            view = request.resolver_match.func if request.resolver_match else None
            made = record.made(view)
        if _is_whole_page(request, response):
            before, end, after = response.content.rpartition(END)
            fold = render_to_string("_made.html", {"made": made})
            response.content = before + fold.encode() + end + after
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
        return response


class Loader(cached.Loader):
    """Django's cached template loader; notes each template that is loaded while a page is recorded."""

    def get_template(self, template_name: str, skip: list[Any] | None = None) -> Template:
        # Under DEBUG bypass the cache, so that an edited template shows on the next page load.
        load = functools.partial(base.Loader.get_template, self) if settings.DEBUG else super().get_template
        template = load(template_name, skip)
        if record := _record.get():
            record.templates[_template_path(template.origin.name)] = None
        return template


def _is_whole_page(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        not response.streaming
        and response.status_code == 200
        and response.get("Content-Type", "").startswith("text/html")
        and not response.has_header("Content-Disposition")
        and not wants_partial(request)
        and END in response.content
    )


def _asked_at(frame: FrameType | None) -> str:
    """`path:line name` of our innermost function in the first layer of ASKING that is on the stack, or ""."""
    found: dict[str, CodeType] = {}
    while frame:
        kind = _kind(frame.f_code.co_filename)
        # Skip <lambda>, <genexpr> and the like: the function around them has a telling name.
        if kind and not frame.f_code.co_name.startswith("<"):
            found.setdefault(kind, frame.f_code)
        frame = frame.f_back
    return next((_place(found[kind]) for kind in ASKING if kind in found), "")


@functools.cache
def _kind(filename: str) -> str:
    """The layer of an app that this file belongs to, such as "queries"; "" for files outside our apps."""
    path = Path(filename)
    app, *parts = path.relative_to(ROOT).with_suffix("").parts if path.is_relative_to(ROOT) else [""]
    return next((part for part in parts if part in (*ASKING, "pages")), "") if app in APPS else ""


@functools.cache
def _place(code: CodeType) -> str:
    """Where a function is, as in "coaching/queries/board.py:58 build"."""
    path = Path(code.co_filename)
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
    return f"{shown}:{code.co_firstlineno} {code.co_qualname}"


def _unwrapped(view: Callable[..., Any]) -> Any:
    """The function under its decorators, or the class of a class-based view."""
    own: Any = inspect.unwrap(view)
    if isinstance(own, functools.partial):
        own = own.func
    return getattr(own, "view_class", getattr(own, "__func__", own))


@functools.cache
def _pages_of(view: Any) -> tuple[str, ...]:
    """The page modules that a view and other functions of its module use, in the order of their use.

    Behind them stand the modules of the same subject folder that these import: a page's words are in its parts.
    """
    found: dict[str, str] = {}
    seen, waiting = set(), [view]
    while waiting:
        function = waiting.pop(0)
        if function in seen:
            continue
        seen.add(function)
        for name in function.__code__.co_names:
            named = inspect.unwrap(function.__globals__.get(name))
            if inspect.ismodule(named) and _kind(getattr(named, "__file__", None) or "") == "pages":
                found[_module_path(named)] = named.__name__
            elif inspect.isfunction(named) and _kind(named.__code__.co_filename) == "pages":
                found[_place(named.__code__)] = named.__module__
            elif inspect.isfunction(named) and named.__module__ == view.__module__:
                waiting.append(named)
    paths = {place.partition(":")[0] for place in found}
    parts = dict.fromkeys(path for name in found.values() for path in _parts_of(name))
    return (*found, *(path for path in parts if path not in paths))


def _parts_of(name: str) -> list[str]:
    """The paths of the modules that a loaded page module imports from its own subject folder.

    None for a module that stands in no folder of a subject: its neighbors are about something else.
    """
    module = sys.modules.get(name)
    folder = name.rpartition(".")[0]
    if module is None or folder.endswith(".pages"):
        return []
    names = dict.fromkeys(
        value.__name__ if inspect.ismodule(value) else value.__module__
        for value in vars(module).values()
        if inspect.ismodule(value) or inspect.isfunction(value) or inspect.isclass(value)
    )
    return [_module_path(sys.modules[one]) for one in names if one != name and one.startswith(f"{folder}.")]


def _module_path(module: Any) -> str:
    return str(Path(module.__file__ or "").relative_to(ROOT))


def _is_of_a_page(path: str) -> bool:
    name = path.removeprefix("templates/")
    own = name.rpartition("/")[2]
    return name.endswith(".html") and not own.startswith("_") and not name.startswith(NOT_A_PAGE)


@functools.cache
def _template_path(origin: str) -> str:
    """The path as in "templates/coaching/board/page.html"; a package's template from its `templates` on."""
    path = Path(origin)
    if path.is_relative_to(ROOT / "templates"):
        return str(path.relative_to(ROOT))
    return origin.rpartition("/templates/")[2]
