"""Paths of the embedded services' data, sockets and locks, and the accounts that own them."""

import hashlib
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

CLONE = Path(__file__).resolve().parent.parent.parent
ROOTS_DATA = Path("/var/lib/salesgym")
# The path of a Unix socket may have 108 bytes on Linux and 104 on macOS.
MAX_SOCKET_PATH = 100
POSTGRES_SOCKET = "postgres/.s.PGSQL.5432"
VALKEY_SOCKET = "valkey/valkey.sock"
# The roles of the embedded PostgreSQL, see salesgym/owner.py: who owns the tables, and who serves and works.
OWNER, APP = "salesgym", "salesgym_app"


class Unavailable(RuntimeError):
    """The services cannot run here; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """The system account that PostgreSQL runs as. Never root: PostgreSQL refuses that."""

    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        return self.uid != os.geteuid()

    def popen_arguments(self) -> dict[str, Any]:
        """What makes subprocess.Popen run as this account; empty where we are it."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def is_root() -> bool:
    """Whether this process runs as root; False on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def data_folder() -> Path:
    """The folder that keeps the data between runs: SALESGYM_DATA, else var/ of the clone.

    For root it lies elsewhere where other accounts cannot enter the clone.
    """
    told = os.environ.get("SALESGYM_DATA", "")
    if told:
        return Path(told).expanduser().absolute()
    own = CLONE / "var"
    if not is_root() or is_enterable(own):
        return own
    digest = hashlib.sha256(str(CLONE).encode()).hexdigest()[:8]
    return ROOTS_DATA / f"{CLONE.name}-{digest}"


def is_enterable(folder: Path) -> bool:
    """Whether every account may pass through the folders above this one."""
    for step in [folder, *folder.parents][1:]:
        if step.exists() and not step.stat().st_mode & stat.S_IXOTH:
            return False
    return True


def account_of(folder: Path) -> Account | None:
    """The account that works in this folder: our own; for root the folder's owner, None where root owns it."""
    if not is_root():
        return Account(os.geteuid(), os.getegid())
    if folder.exists() and folder.stat().st_uid != 0:
        return Account(folder.stat().st_uid, folder.stat().st_gid)
    return None


def postgres_account(data: Path) -> Account:
    """The owner of the data; for root without such an owner, the account `nobody`."""
    known = account_of(data / "postgres")
    if known is not None:
        return known
    import pwd  # not on Windows

    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise Unavailable(
            "PostgreSQL does not run as root, and this system has no account 'nobody' to run it. "
            "Start SalesGym as a normal user, or set DATABASE_URL and REDIS_URL."
        ) from error
    return Account(nobody.pw_uid, nobody.pw_gid)


def make_private(folder: Path, account: Account) -> None:
    """Create the folder, readable for this account alone."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if account.is_other:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)


def read_state(data: Path) -> dict[str, Any]:
    """The state that the supervisor wrote last; empty where there is none."""
    try:
        state = json.loads((data / "run" / "state.json").read_text())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_state(data: Path, **state: Any) -> None:
    """Replace the state as a whole, with this process's id: a reader never sees half of it."""
    fresh = data / "run" / f"state.{os.getpid()}"
    fresh.write_text(json.dumps({"pid": os.getpid(), **state}))
    fresh.replace(data / "run" / "state.json")


def stopped_mark(data: Path) -> Path:
    """The file that is there after a person stopped the servers, until somebody starts them."""
    return data / "run" / "stopped"


def sockets(data: Path) -> Path:
    """The folder of both sockets: the one the supervisor chose, else the one it will try first."""
    return Path(read_state(data).get("sockets") or data / "run")


def database_url(data: Path, name: str, role: str = OWNER) -> str:
    """The URL of this database on the socket of the embedded PostgreSQL, for the owner of its tables or another role."""
    folder = (sockets(data) / POSTGRES_SOCKET).parent
    return f"postgresql://{role}@/{quote(name, safe='')}?host={quote(str(folder), safe='')}"


def database_name(url: str) -> str:
    """The database that a URL names, without its escapes."""
    return unquote(urlsplit(url).path.lstrip("/"))


def role_name(url: str) -> str:
    """The role that a URL signs in as; empty where it names none."""
    return unquote(urlsplit(url).username or "")


def redis_url(data: Path, number: int) -> str:
    """The URL of the database of this number on the socket of the embedded Valkey."""
    return f"redis+socket://{quote(str(sockets(data) / VALKEY_SOCKET))}?virtual_host={number}"


def is_own(data: Path, url: str) -> bool:
    """Whether this URL leads to the embedded servers of this data folder."""
    parts = urlsplit(url)
    if parts.scheme == "redis+socket":
        return unquote(parts.path) == str(sockets(data) / VALKEY_SOCKET)
    return parse_qs(parts.query).get("host") == [str((sockets(data) / POSTGRES_SOCKET).parent)]
