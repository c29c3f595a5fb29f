"""A PostgreSQL whose migrations have run, kept between runs: laying it out and migrating takes longer than most tests.

It is kept below `.cluster_cache/` by a digest of everything it is made from, and copied for each run; nothing ever runs
on the kept one. `make clean` removes it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from salesgym.services import Unavailable, joining, locking, places, postgres

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cluster_cache"
# The database of the kept cluster that test databases are copied from.
TEMPLATE = "migrated"
# Several, so that going from branch to branch and back makes none anew.
MOST = 3
STOPPING_SECONDS = 120
MIGRATING_SECONDS = 900


def lay_out(data: Path) -> None:
    """Give this data folder, whose server does not run yet, a copy of the kept cluster.

    Raises Unavailable with the output of `migrate` where the migrations do not run.
    """
    kept = KEPT / digest()
    if not kept.exists():
        _make(kept)
    os.utime(kept)
    account = places.postgres_account(data)
    folder = data / "postgres"
    folder.mkdir(mode=0o700, exist_ok=True)
    shutil.copytree(kept, folder / "data")
    if account.is_other:
        postgres.hand_over(folder, account)


def digest() -> str:
    """A digest of the migrations with the texts they put in, of every package with its version, and of what names apps and rights."""
    told = hashlib.sha256()
    others = [ROOT / "salesgym" / name for name in ("settings.py", "owner.py", "together.py")]
    for path in [*_migrations(), ROOT / "requirements/run.txt", *others]:
        told.update(f"{path.relative_to(ROOT)}\n".encode())
        told.update(path.read_bytes())
    return told.hexdigest()[:16]


def _migrations() -> Iterator[Path]:
    for app in ("coaching", "plans", "salesgym"):
        yield from sorted((ROOT / app).glob("**/migrations/*.py"))
    yield from sorted((ROOT / "plans/content").glob("*.*"))


def _make(kept: Path) -> None:
    """Migrate an empty database on servers of its own, stop them in order, and keep their data."""
    KEPT.mkdir(exist_ok=True)
    data = Path(tempfile.mkdtemp(prefix="salesgym-migrated-"))
    try:
        joining.hold(data)
        try:
            _migrate(data)
        finally:
            joining.release(data)
            joining.wait_for_end(data, STOPPING_SECONDS)
        # Copied beside its place and renamed: whoever comes in the middle finds it whole or not at all.
        half = Path(tempfile.mkdtemp(prefix="half-", dir=KEPT))
        shutil.copytree(data / "postgres" / "data", half / "data")
        _put(half, kept)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _migrate(data: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    environment |= {
        "SALESGYM_DATA": str(data),
        "DATABASE_URL": places.database_url(data, TEMPLATE, places.APP),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=MIGRATING_SECONDS,
        check=False,
    )
    if done.returncode:
        raise Unavailable(f"The migrations do not run.\n{done.stdout}{done.stderr}")


def _put(half: Path, kept: Path) -> None:
    lock = locking.take(KEPT / "lock", seconds=STOPPING_SECONDS)
    try:
        if not kept.exists():
            (half / "data").rename(kept)
        shutil.rmtree(half)
        oldest_first = sorted(
            (path for path in KEPT.iterdir() if path.is_dir() and not path.name.startswith("half-")),
            key=lambda path: path.stat().st_mtime,
        )
        for old in oldest_first[:-MOST]:
            shutil.rmtree(old, ignore_errors=True)
    finally:
        if lock is not None:
            os.close(lock)
