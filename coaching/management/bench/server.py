"""Runs the app on the bench's database with the gunicorn of `make demo`, DEBUG off and the bench's URLconf."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from coaching.management.machine import programs, surroundings

READY_SECONDS = 60
# Settings from the environment of the person who runs the bench that would change what is measured.
FORGOTTEN = ("SALESGYM_DEMO", "SALESGYM_DEBUG", "SALESGYM_HOSTS", "SALESGYM_BEHIND_PROXY")


@contextmanager
def running(database_url: str) -> Iterator[int]:
    """A context that gives the port of a running app, and stops the app at the end."""
    port = _free_port()
    environment = {name: value for name, value in surroundings(port).items() if name not in FORGOTTEN} | {
        "DATABASE_URL": database_url,
        "SALESGYM_LOG_LEVEL": "WARNING",
    }
    command = [
        "coaching.management.bench.wsgi" if word == "salesgym.wsgi" else word
        for word in programs(port)["web"]
    ]
    web = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - our own command
    try:
        _wait(port, web)
        yield port
    finally:
        web.terminate()
        web.wait(READY_SECONDS)


def _wait(port: int, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and web.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/bench/bare/", headers={"Host": "localhost"})
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise CommandError("The app of the bench did not start; its last lines above say why.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def load() -> str:
    """The load averages of the machine, for the report: times are less reliable on a busy machine."""
    return ", ".join(f"{one:.1f}" for one in os.getloadavg())
