"""The app on this database as `make demo` starts it: the same gunicorn, DEBUG off, the site map of the bench."""

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
# What a person has set for his own app has no place here.
FORGOTTEN = ("SALESGYM_DEMO", "SALESGYM_DEBUG", "SALESGYM_HOSTS", "SALESGYM_BEHIND_PROXY")


@contextmanager
def running(database_url: str) -> Iterator[int]:
    """The port of an app that answers; it ends with the block."""
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
    """How busy the machine is: a bench beside other work says less."""
    return ", ".join(f"{one:.1f}" for one in os.getloadavg())
