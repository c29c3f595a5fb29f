"""The budgets of the bench: what is measured for each, and its limit."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from coaching.management.bench import arithmetic, buffers, importing, slider, timing, weight, world
from coaching.management.bench.buffers import Reading
from coaching.management.bench.report import Line
from coaching.management.bench.timing import Page, Reader, Times
from salesgym.people.models import User

FULL_SIZE = 10_000
PAGE_OF_TEAMS = 50
FLOOR, BARE, BOARD = "floor page", "bare answer", "team board, 20 reps"
# Machines of CI are shared and their speed varies, so ratios and times may be 25 % larger there; counts may not.
SLACK = 1.25 if os.environ.get("CI") else 1.0
SLIDER = "[data-picture] input[type=range]"


@dataclass(frozen=True, slots=True)
class Size:
    """The readings at one size of the database: the board of one team, and the overview of the whole company."""

    reps: int
    board: Reading
    overview: Reading


def size(reps: int) -> Size:
    """The readings at this many reps, for the manager of the first team and for the head of the company."""
    return Size(
        reps,
        buffers.of(_person(world.manager_of(1)), reverse("coaching:board")),
        buffers.of(_person(world.BOSS), reverse("coaching:team_overview")),
    )


def pages() -> tuple[Page, list[Page], list[Line]]:
    """The floor page, the pages compared with it, and a line for each page that does not exist yet."""
    manager, rep = sign_in(world.manager_of(1)), sign_in(world.rep_of(1))
    wanted = [
        (BOARD, "coaching:board", [], manager),
        ("plan page", "coaching:plan_page", [1], manager),
        ("a rep's numbers", "numbers:rep_numbers", [world.rep_of(1)], rep),
        ("Today", "coaching:today", [], rep),
        ("together", "coaching:together", [1], manager),
        ("check-in", "coaching:check_in", [1], manager),
    ]
    found, missing = [Page(BARE, "/bench/bare/", manager)], []
    for name, route, arguments, session in wanted:
        try:
            found.append(Page(name, reverse(route, args=arguments), session))
        except NoReverseMatch:
            missing.append(Line("B2", name, None, 2.5, "x floor", "there is no such page yet"))
    return Page(FLOOR, "/bench/floor/", manager), found, missing


def ratios(port: int, *, cycles: int) -> tuple[Times, list[Line]]:
    """B1 and B2. If the two times of the floor page differ too much, the run is repeated once."""
    floor, others, missing = pages()
    reader = Reader(port, settings.SESSION_COOKIE_NAME)
    times = timing.measure(reader, floor, others, cycles=cycles)
    said = ""
    if not times.is_sound:
        said = f"a first run was void: floor to itself {times.floor_to_itself:.2f}"
        times = timing.measure(reader, floor, others, cycles=cycles)
    return times, [*_ratio_lines(times, said), *missing]


def _ratio_lines(times: Times, said: str) -> list[Line]:
    off = max(times.floor_to_itself, 1 / times.floor_to_itself)
    note = said if times.is_sound else f"{said}; void again: the machine is too busy".strip("; ")
    lines = [Line("", "floor page beside itself, either way", off, 1 / timing.SOUND[0], "x floor", note)]
    for name, ratio in times.ratios.items():
        if name == BARE:
            lines.append(Line("", "server and middleware alone", ratio, None, "x floor"))
            continue
        budget, limit = ("B1", 2.0) if name == BOARD else ("B2", 2.5)
        told = f"{times.milliseconds[name]:.0f} ms, {times.kilobytes[name]:.0f} kB"
        lines.append(Line(budget, name, ratio, limit, "x floor", told, SLACK))
    return lines


def weights() -> list[Line]:
    """B4: the board's bytes as a proxy sends them, and its number of elements."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(_person(world.manager_of(1)))
    board = weight.weigh(client.get(reverse("coaching:board")).content)
    return [
        Line(
            "B4",
            f"{BOARD}, after gzip -6",
            board.gzipped / 1024,
            weight.BOARD_BYTES / 1024,
            "kB",
            _raw(board),
        ),
        Line("B4", f"{BOARD}, elements", board.elements, weight.BOARD_ELEMENTS, "elements"),
    ]


def _raw(page: weight.Weight) -> str:
    return f"{page.raw / 1024:.1f} kB raw"


def counts(sizes: Sequence[Size]) -> list[Line]:
    """B8 and B9 at the largest size, and their growth from the size before."""
    largest, reps = sizes[-1], f"{sizes[-1].reps:,} reps"
    lines = [Line("B8", f"board at {reps}", largest.board.buffers, 600, "buffers", _asked(largest.board))]
    grown = 1.0
    if len(sizes) > 1:
        before = sizes[-2]
        span = f"{before.reps:,} to {reps}"
        grown = buffers.exponent(
            (before.reps, before.overview.buffers), (largest.reps, largest.overview.buffers)
        )
        board = buffers.exponent((before.reps, before.board.buffers), (largest.reps, largest.board.buffers))
        lines.append(Line("B8", f"board, growth exponent {span}", board, 0.10))
        lines.append(Line("B9", f"overview, growth exponent {span}", grown, 1.05))
    return [*lines, *_overview(sizes, grown)]


def _overview(sizes: Sequence[Size], grown: float) -> list[Line]:
    largest = sizes[-1]
    told = _asked(largest.overview)
    projected = largest.overview.buffers * (FULL_SIZE / largest.reps) ** max(grown, 0)
    what = f"overview at {FULL_SIZE:,} reps"
    if largest.reps != FULL_SIZE:
        what += f", projected from {largest.reps:,}"
        told = f"{largest.overview.buffers:,} buffers measured; {told}"
    # A page shows fifty teams, so the smallest size that fills a page is measured; else the largest size.
    full = next((one for one in sizes if one.reps >= PAGE_OF_TEAMS * world.TEAM_SIZE), largest)
    teams = min(-(-full.reps // world.TEAM_SIZE), PAGE_OF_TEAMS)
    return [
        Line("B9", what, round(projected), 2_500, "buffers", told),
        Line("B9", f"SQL of one page of {teams} teams", full.overview.milliseconds, 15, "ms"),
    ]


def import_lines(reps: int, *, at: datetime) -> list[Line]:
    """B10: the import of a file of weekly values, compared with a plain COPY of the same rows."""
    ratio, values = importing.times_copy(reps=reps, at=at)
    return [Line("B10", f"import of {values:,} values", ratio, 4.0, "x COPY", slack=SLACK)]


def arithmetic_lines(port: int) -> list[Line]:
    """B12: the arithmetic of one board, of one forecast and of one target's worth, and the slider in a browser."""
    lines = [
        Line("B12", "arithmetic of one board of 20 reps", arithmetic.milliseconds(), 50, "ms", slack=SLACK),
        Line("B12", "forecast of one step", arithmetic.forecast_milliseconds(), 10, "ms", slack=SLACK),
        Line("B12", "what one target is worth", arithmetic.worth_milliseconds(), 20, "ms", slack=SLACK),
    ]
    url = f"http://localhost:{port}{reverse('plans:wizard_big_picture', args=[world.DRAFT_PLAN])}"
    cookie = (settings.SESSION_COOKIE_NAME, sign_in(world.DRAFT_MANAGER))
    what = "slider: one input event, layout included"
    try:
        median, high = slider.milliseconds(url, cookie=cookie, selector=SLIDER)
    except slider.NoBrowser as error:
        return [*lines, Line("B12", what, None, slider.ONE_FRAME, "ms", str(error))]
    note = f"95 of 100 within {high:.1f} ms"
    return [*lines, Line("B12", what, median, slider.ONE_FRAME, "ms", note)]


def sign_in(person_id: int) -> str:
    """The session key of this person, who gets signed in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(_person(person_id))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def facts(sizes: Sequence[Size], times: Times) -> Mapping[str, object]:
    """The measured values that the JSON has besides the budgets."""
    return {
        "floor_to_itself": times.floor_to_itself,
        "milliseconds": dict(times.milliseconds),
        "kilobytes": dict(times.kilobytes),
        "sizes": [
            {
                "reps": one.reps,
                "board_buffers": one.board.buffers,
                "board_largest": one.board.largest,
                "overview_buffers": one.overview.buffers,
                "overview_largest": one.overview.largest,
            }
            for one in sizes
        ],
    }


def _asked(reading: Reading) -> str:
    return f"{reading.queries} queries, {reading.milliseconds:.1f} ms"


def _person(person_id: int) -> User:
    return User.objects.get(pk=person_id)
