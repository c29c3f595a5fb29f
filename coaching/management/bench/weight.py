"""What a page weighs: budget B4 counts its elements and its bytes as a proxy sends them (gzip -6)."""

import gzip
from dataclasses import dataclass
from html.parser import HTMLParser

# The limits for a board of twenty reps.
BOARD_BYTES, BOARD_ELEMENTS = 8 * 1024, 1_100


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of the response, bytes after gzip -6, and the number of elements."""

    raw: int
    gzipped: int
    elements: int

    @property
    def is_light_board(self) -> bool:
        """Whether a board of twenty reps is within both limits. Raw bytes are reported, but not limited."""
        return self.gzipped <= BOARD_BYTES and self.elements <= BOARD_ELEMENTS


def weigh(page: bytes) -> Weight:
    """The weight of this page. An element that closes itself, as in a drawing, counts as one."""
    elements = _Elements()
    elements.feed(page.decode())
    return Weight(len(page), len(gzip.compress(page, 6, mtime=0)), elements.count)


class _Elements(HTMLParser):
    count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += 1
