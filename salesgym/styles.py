"""One style sheet for every page, css/salesgym.css: the sheets of static/css, joined in the order of `JOINED`."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

NAME = "css/salesgym.css"
# Of two rules with the same weight the later wins: a page's sheet may change a part, a part what is below it.
JOINED = (
    "tokens",
    "bootstrap",
    "base",
    "parts/buttons",
    "parts/forms",
    "parts/layout",
    "parts/shell",
    "parts/tables",
    "parts/cards",
    "parts/status",
    "parts/choices",
    "parts/tabs",
    "parts/person",
    "parts/charts",
    "parts/stairs",
    "parts/heights",
    "parts/made",
    "parts/formal",
    "parts/demo",
    "pages/proposal",
    "pages/public",
    "pages/plan",
    "pages/board",
    "pages/today",
    "pages/check_in",
    "pages/practice",
    "pages/deals",
    "pages/numbers",
    "pages/funnel",
    "pages/signals",
    "pages/inbox",
    "pages/check_ins",
    "print",
)
# Linked by their own pages, after the joined sheet.
ALONE = ("pages/agreement", "pages/imports", "pages/wizard", "pages/set_up")


def sheet(name: str) -> Path:
    """Where the sheet of this name lies: "parts/forms" is static/css/parts/forms.css."""
    return Path(settings.BASE_DIR) / "static" / "css" / f"{name}.css"


def joined() -> str:
    """All sheets of `JOINED` as the browser gets them: without comments, empty lines and indentation."""
    text = re.sub(r"/\*.*?\*/", "", "\n".join(sheet(name).read_text() for name in JOINED), flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


def _folder() -> Path:
    """Where the joined sheet is kept: beside the code, or in a temporary folder if that cannot be written."""
    kept = Path(settings.BASE_DIR) / ".styles_cache"
    try:
        kept.mkdir(exist_ok=True)
    except OSError:
        return Path(mkdtemp(prefix="salesgym-styles-"))
    return kept if os.access(kept, os.W_OK) else Path(mkdtemp(prefix="salesgym-styles-"))


class JoinedStyles(BaseFinder):
    """Finds `NAME` among the static files.

    Whitenoise and collectstatic want a file on disk. It lies beside the code, since what cleans the system's
    temporary folder would take it from a server that runs for weeks; where the code is not ours to write beside,
    in a temporary folder. Each look-up writes it anew where a sheet has changed, so that under DEBUG a reload
    shows the change.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=_folder())

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of the joined sheet for its name; an empty list for any other, as Django asks for."""
        if path != NAME:
            return []
        written = str(self.write())
        return [written] if find_all else written

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        self.write()
        yield NAME, self.storage

    def write(self) -> Path:
        """Write the joined styles where they differ from the file, and return its path."""
        target = Path(self.storage.path(NAME))
        text = joined()
        if not target.exists() or target.read_text() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Several processes may start at once: each writes a file of its own and puts it in place.
            half = target.with_suffix(f".{os.getpid()}")
            half.write_text(text)
            half.replace(target)
        return target
