"""Links that open something by themselves are in no log: what stands after these addresses is left out of every line.

Whoever could read a log could else open an account with the link in it.
"""

import logging
import re

# A page with a secret in its address has its line here; tests/test_secret_links.py looks for one that is missing.
ADDRESSES = (
    "/invitation/",
    "/unsubscribe/",
    "/account/password/reset/key/",
)
LEFT_OUT = "[left out]"


def _however_written(text: str) -> str:
    """A pattern for this text, also where a browser or a mail program wrote some letters as %2F or %252F."""
    return "".join(f"(?:{re.escape(letter)}|%(?:25)*{ord(letter):02x})" for letter in text)


SECRET = re.compile(rf"({'|'.join(map(_however_written, ADDRESSES))})[^\s?&\"'<>]+", re.IGNORECASE)


def without_secrets(text: str) -> str:
    """This text, with what follows an address of `ADDRESSES` left out."""
    return SECRET.sub(rf"\1{LEFT_OUT}", text)


class Formatter(logging.Formatter):
    """Writes a line of a log as another formatter does, without the secrets of links: also those in a traceback."""

    def __init__(
        self, fmt: str | None = None, datefmt: str | None = None, *, inner: logging.Formatter | None = None
    ) -> None:
        super().__init__(fmt, datefmt)
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(self._inner.format(record) if self._inner else super().format(record))


def keep_out_of(*names: str) -> None:
    """Leave the secrets of links out of what these loggers write, however their handlers were set up."""
    for name in names:
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(Formatter(inner=handler.formatter or logging.Formatter()))
