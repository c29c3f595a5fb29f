"""Where this installation is, and whether its data were made elsewhere: a copy of an installation holds its mail.

It knows itself by PostgreSQL's system identifier and the number of the database, by the data folder of the embedded
server, by its address and by the key that signs links. Never by the name of the host: a container has a new one each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import JSONObject
from django.utils.crypto import constant_time_compare, salted_hmac

from salesgym.notices.models import Installation

FIELDS = ("place", "folder", "url", "key_salt", "key_print", "here")


@dataclass(frozen=True, slots=True)
class Standing:
    """The installation as it was written down, against the process that asks."""

    url: str
    is_copy: bool
    has_moved_url: bool
    has_other_key: bool


def find() -> Mapping[str, str] | None:
    """What was written down, with the place of the database that answers as `here`; None where nothing was yet."""
    return Installation.objects.with_here().values(*FIELDS).first()


def standing() -> Standing | None:
    """How this process stands to what was written down; None in the demo, and where nothing was yet."""
    row = None if settings.IS_DEMO else find()
    return compare(row) if row else None


def is_held() -> bool:
    """Whether all mail waits, as this is a copy that nobody has released."""
    found = standing()
    return found is not None and found.is_copy


def stored() -> QuerySet[Installation, Any]:
    """What `find` gives as one value, for a query that asks for other things too."""
    return Installation.objects.with_here().values(row=JSONObject(**{name: name for name in FIELDS}))


def compare(row: Mapping[str, str]) -> Standing:
    """How this process stands to what `find` or `stored` gave."""
    is_elsewhere = not is_same_place(row["place"], row["here"]) or row["folder"] != settings.DATABASE_FOLDER
    return Standing(
        url=row["url"],
        is_copy=is_elsewhere and not settings.IS_DEMO,
        has_moved_url=row["url"] != settings.SITE_URL,
        has_other_key=not knows_key(row["key_salt"], row["key_print"]),
    )


def print_of(salt: str, key: str) -> str:
    """The salted hash by which a key is told again."""
    return salted_hmac(salt, "salesgym.installation", secret=key, algorithm="sha256").hexdigest()


def knows_key(salt: str, key_print: str) -> bool:
    """Whether this process has the key of this hash, be it a fallback."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return any(constant_time_compare(print_of(salt, key), key_print) for key in keys)


def is_same_place(one: str, other: str) -> bool:
    """Whether two places are one, as far as both are known: see `notices_place` in the database."""
    cluster, _slash, database = one.partition("/")
    other_cluster, _slash, other_database = other.partition("/")
    is_same_cluster = cluster == other_cluster or "" in (cluster, other_cluster)
    return is_same_cluster and database == other_database
