"""How mail leaves here today, for pages that promise it."""

from enum import Enum, auto

from salesgym import mail_files
from salesgym.notices.queries import installation


class Way(Enum):
    """It goes to the mail server; it waits, as this is a copy; or it becomes files, as there is no server."""

    SENT = auto()
    HELD = auto()
    FILES = auto()


def way() -> Way:
    """The way of a mail that is queued now."""
    if mail_files.folder():
        return Way.FILES
    return Way.HELD if installation.is_held() else Way.SENT
