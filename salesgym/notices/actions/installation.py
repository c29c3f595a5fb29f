"""Writes down where this installation is; see salesgym/notices/queries/installation.py."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from salesgym.handoff import wake
from salesgym.notices.models import Installation
from salesgym.notices.models.installation import Place
from salesgym.notices.queries import installation as queries

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def settle(*, at: datetime, url: str = "") -> None:
    """Called by the app's own processes: write down where they are, where nobody has yet.

    A key that took the place of one this process still knows is followed. So is, where `url` is given, another port of
    this machine: whoever starts SalesGym chooses it each time.
    """
    if settings.IS_DEMO:
        return
    row = queries.find()
    if row is None:
        fresh = _of_this_process(at, url or settings.SITE_URL)
        Installation.objects.bulk_create([Installation(pk=1, **fresh)], ignore_conflicts=True)
    elif not queries.compare(row).is_copy:
        _follow(row, url)


def take_over(*, at: datetime) -> None:
    """A person says that this is the installation: its place, address and key are those of now, and mail goes out."""
    Installation.objects.update_or_create(pk=1, defaults=_of_this_process(at, settings.SITE_URL))
    wake("outbox")


def _of_this_process(at: datetime, url: str) -> dict[str, object]:
    salt = secrets.token_hex(16)
    return {
        "place": Place(),
        "folder": settings.DATABASE_FOLDER,
        "url": url,
        "key_salt": salt,
        "key_print": queries.print_of(salt, settings.SECRET_KEY),
        "since": at,
    }


def _follow(row: Mapping[str, str], url: str) -> None:
    changed: dict[str, str] = {}
    newest = queries.print_of(row["key_salt"], settings.SECRET_KEY)
    if newest != row["key_print"] and queries.knows_key(row["key_salt"], row["key_print"]):
        changed["key_print"] = newest
    if url and url != row["url"] and {urlsplit(one).hostname for one in (url, row["url"])} <= LOOPBACK:
        changed["url"] = url
    if changed:
        Installation.objects.update(**changed)
