"""The message of a mail as it goes over the wire: which of its headers are folded, and where."""

from email.message import Message
from email.policy import Compat32

from django.core.mail import EmailMultiAlternatives

UNFOLDED = 998


class WholeWords(Compat32):
    """Headers without a space in them stay on one line, as RFC 5322 lets them up to 998 characters.

    Python would fold a long one right after its colon, and some mail programs then read it as empty: a link to stop a
    kind of mail is always long.
    """

    def fold(self, name: str, value: str) -> str:
        return self._whole(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return self._whole(name, value).encode() or super().fold_binary(name, value)

    def _whole(self, name: str, value: str) -> str:
        """The header on one line; empty where it has a space to be folded at, letters beyond ASCII, or too many."""
        line = f"{name}: {value}"
        fits = value.isascii() and not set(value) & set(" \t\r\n") and len(line) <= UNFOLDED
        return line + self.linesep if fits else ""


WHOLE_WORDS = WholeWords()


class MailMessage(EmailMultiAlternatives):
    """A mail whose headers mail programs read whole."""

    def message(self) -> Message:
        built = super().message()
        built.policy = WHOLE_WORDS
        return built
