"""Times pages in cycles: each requests every page once, and the floor page at its start and in its middle."""

import gc
import http.client
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.management.base import CommandError

WARM_UP = 8
SOUND = (0.85, 1.18)


@dataclass(frozen=True, slots=True)
class Page:
    """One page, with the session of the person who requests it."""

    name: str
    url: str
    session: str


@dataclass(frozen=True, slots=True)
class Times:
    """Medians over the cycles: each page's time divided by the floor page's, and its milliseconds; and its kB."""

    ratios: Mapping[str, float]
    milliseconds: Mapping[str, float]
    kilobytes: Mapping[str, float]
    floor_to_itself: float

    @property
    def is_sound(self) -> bool:
        """Whether both times of the floor page in a cycle are alike; if not, the machine was too busy to measure."""
        return SOUND[0] <= self.floor_to_itself <= SOUND[1]


class Reader:
    """A client that keeps its connection open."""

    def __init__(self, port: int, cookie_name: str) -> None:
        self._port, self._cookie = port, cookie_name
        self._connection = self._connect()

    def read(self, page: Page) -> tuple[float, int]:
        """Seconds until the last byte of this page, and its number of bytes."""
        headers = {"Host": "localhost", "Cookie": f"{self._cookie}={page.session}"}
        started = time.perf_counter()
        try:
            self._connection.request("GET", page.url, headers=headers)
            answer = self._connection.getresponse()
        except (http.client.HTTPException, OSError):
            # The server closed the idle connection: request the page again, and time only this request.
            self._connection.close()
            self._connection = self._connect()
            started = time.perf_counter()
            self._connection.request("GET", page.url, headers=headers)
            answer = self._connection.getresponse()
        body = answer.read()
        took = time.perf_counter() - started
        if answer.status != http.client.OK:
            raise CommandError(f"{page.name} ({page.url}) answered {answer.status}.")
        return took, len(body)

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)


def measure(reader: Reader, floor: Page, pages: Sequence[Page], *, cycles: int) -> Times:
    """The times of these pages and the floor page over so many cycles, after a warm-up and without the GC."""
    order = [*pages[: len(pages) // 2], floor, *pages[len(pages) // 2 :]]
    sizes = {page.name: reader.read(page)[1] for page in [floor, *pages]}
    for _one in range(min(WARM_UP, cycles)):
        _cycle(reader, floor, order)
    gc.collect()
    gc.disable()
    try:
        found = [_cycle(reader, floor, order) for _one in range(cycles)]
    finally:
        gc.enable()
    return _times(found, pages, sizes, floor.name)


def _cycle(reader: Reader, floor: Page, order: Sequence[Page]) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {}
    for page in [floor, *order]:
        took.setdefault(page.name, []).append(reader.read(page)[0])
    return took


def _times(
    found: Sequence[Mapping[str, list[float]]], pages: Sequence[Page], sizes: Mapping[str, int], floor: str
) -> Times:
    both = [statistics.mean(cycle[floor]) for cycle in found]
    ratios = {
        page.name: statistics.median(
            cycle[page.name][0] / base for cycle, base in zip(found, both, strict=True)
        )
        for page in pages
    }
    names = [floor, *(page.name for page in pages)]
    return Times(
        ratios,
        {name: 1_000 * statistics.median(cycle[name][0] for cycle in found) for name in names},
        {name: sizes[name] / 1_000 for name in names},
        statistics.median(cycle[floor][1] / cycle[floor][0] for cycle in found),
    )
