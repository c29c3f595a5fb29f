"""What a page costs: its statements, as the fold at its end says them in the demo, and its weight.

Budget B4 weighs a page as a proxy sends it (gzip -6) and by its elements; its raw bytes are told, not limited.
"""

import gzip
from dataclasses import dataclass
from html.parser import HTMLParser

from django.test import Client

from salesgym import made
from salesgym.made import Made

BOARD_BYTES, BOARD_ELEMENTS = 8 * 1024, 1_100


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes as the view answers them, bytes after gzip -6, and the number of start tags."""

    raw: int
    gzipped: int
    elements: int

    @property
    def is_light_board(self) -> bool:
        """Whether a board of twenty may weigh this: 8 kB gzipped, 1,100 elements."""
        return self.gzipped <= BOARD_BYTES and self.elements <= BOARD_ELEMENTS


class _Elements(HTMLParser):
    count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += 1


def weigh(page: bytes) -> Weight:
    """The weight of this page. An element that closes itself, as in a drawing, counts as one."""
    elements = _Elements()
    elements.feed(page.decode())
    return Weight(len(page), len(gzip.compress(page, 6, mtime=0)), elements.count)


def of(client: Client, url: str) -> tuple[Made, bytes]:
    """How this page was made for who is signed in, and the page, read to its end. It answers 200."""
    with made.recorded() as record:
        response = client.get(url)
        page = b"".join(response)
    assert response.status_code == 200
    return record.made(response.resolver_match.func), page
