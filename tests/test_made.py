"""The fold "How this page is made", and the record that it shares with the cost tests."""

import re
import types
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from coaching.views import board as board_views
from salesgym import made
from tests.coaching.floor import manager_of, running_plan, team
from tests.costs import cost

pytestmark = pytest.mark.django_db
PLACE = re.compile(r"^[\w/]+\.py:\d+ [\w.<>]+$")


@pytest.fixture
def shown() -> Iterator[None]:
    """The settings of the demo, as far as they say how pages are made."""
    templates = deepcopy(settings.TEMPLATES)
    ((_, loaders),) = templates[0]["OPTIONS"]["loaders"]
    templates[0]["OPTIONS"]["loaders"] = [("salesgym.made.Loader", loaders)]
    with override_settings(
        MIDDLEWARE=["salesgym.made.MadeMiddleware", *settings.MIDDLEWARE], TEMPLATES=templates
    ):
        yield


@pytest.fixture
def plan():
    return running_plan(team())


def pages_of(plan):
    return {
        reverse("coaching:board"): (manager_of(plan.rep.memberships.get().team), "coaching/views/board.py"),
        reverse("coaching:plan_page", args=[plan.pk]): (plan.rep, "coaching/views/plan_page.py"),
        reverse("coaching:today"): (plan.rep, "coaching/views/today.py"),
        reverse("numbers:rep_numbers", args=[plan.rep_id]): (
            plan.rep,
            "salesgym/numbers/views/rep_numbers.py",
        ),
    }


def test_each_whole_page_ends_with_its_view_queries_and_template(client, plan, shown) -> None:
    for url, (reader, view) in pages_of(plan).items():
        client.force_login(reader)

        page = client.get(url)

        fold = page.content.decode().partition('id="made"')[2].partition("</details>")[0]
        assert f"<code>{view}:" in fold, url
        assert re.search(r"<code>[\w/]+/queries/\w+\.py:\d+ \w+</code>", fold), url
        own = page.templates[0].name
        assert f"<code>templates/{own}</code>" in fold, url
        assert page.content.count(b'id="made"') == 1
        assert page["Content-Length"] == str(len(page.content))


def test_the_board_names_what_asked(client, plan) -> None:
    client.force_login(manager_of(plan.rep.memberships.get().team))

    how, _ = cost.of(client, reverse("coaching:board"))

    assert how.view.startswith("coaching/views/board.py:")
    assert how.view.endswith(" board")
    assert any(one.startswith("coaching/queries/board.py:") for one in how.queries)
    assert [one for one in how.queries if not PLACE.match(one)] == []
    assert [one for one in how.queries if not Path(settings.BASE_DIR, one.partition(":")[0]).exists()] == []


def test_as_many_queries_are_counted_as_the_database_is_asked(client, plan) -> None:
    for url, (reader, _view) in pages_of(plan).items():
        client.force_login(reader)
        client.get(url)

        with CaptureQueriesContext(connection) as asked:
            how, _page = cost.of(client, url)

        assert how.query_count == len(asked), url
        assert how.milliseconds > 0


def test_production_neither_shows_nor_loads_how_a_page_is_made(client, plan) -> None:
    client.force_login(plan.rep)

    page = client.get(reverse("coaching:today"))

    assert b'id="made"' not in page.content
    assert "salesgym.made" not in str(settings.MIDDLEWARE)
    assert "salesgym.made" not in str(settings.TEMPLATES)


@pytest.mark.parametrize(
    ("url", "header"),
    [("/numbers/team/csv/", {}), ("/numbers/team/", {"HX-Request": "true"}), ("/health/", {})],
)
def test_files_parts_and_machines_answers_have_no_fold(url, header, client, plan, shown) -> None:
    client.force_login(manager_of(plan.rep.memberships.get().team))

    answer = client.get(url, headers=header)

    assert b'id="made"' not in b"".join(answer)


def test_nothing_that_is_not_found_has_a_fold(client: Client, plan, shown) -> None:
    client.force_login(plan.rep)

    answer = client.get("/plans/9999999/")

    assert answer.status_code == 404
    assert b'id="made"' not in answer.content


def test_the_page_modules_are_those_that_a_view_and_its_neighbors_name() -> None:
    page = types.ModuleType("coaching.pages.board")
    page.__file__ = f"{settings.BASE_DIR}/coaching/pages/board.py"
    other = types.ModuleType("coaching.pages.unused")
    other.__file__ = f"{settings.BASE_DIR}/coaching/pages/unused.py"
    module = {"__name__": "coaching.views.made_up", "page": page, "other": other}
    exec("def view(request):\n    return _context()\n\ndef _context():\n    return page.build()\n", module)  # noqa: S102

    assert made.Record().made(module["view"]).pages == ("coaching/pages/board.py",)


def test_a_page_modules_parts_of_the_same_subject_are_named_behind_it() -> None:
    how = made.Record().made(resolve(reverse("coaching:board")).func)

    # One of them is named with its function, and the line that it stands on.
    assert [page.partition(":")[0] for page in how.pages] == [
        "coaching/pages/board/page.py",
        "coaching/pages/board/first_steps.py",
        "coaching/pages/board/needs.py",
        "coaching/pages/board/row.py",
    ]


def test_no_page_module_is_named_twice() -> None:
    for name, pk in (("coaching:plan_page", 1), ("plans:big_picture", 1), ("numbers:rep_numbers", 1)):
        view = resolve(reverse(name, args=[pk])).func

        pages = [place.partition(":")[0] for place in made.Record().made(view).pages]

        assert len(set(pages)) == len(pages) > 1


def test_a_view_is_named_without_its_decorators() -> None:
    how = made.Record().made(resolve(reverse("coaching:board")).func)

    assert (
        how.view == f"coaching/views/board.py:{board_views.board.__wrapped__.__code__.co_firstlineno} board"
    )
