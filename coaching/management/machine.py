"""The commands that one machine runs: web, both workers and beat."""

import os
import socket
import sys

from django.core.management.base import CommandError

from salesgym.notices.actions import claim


def require_free(port: int, command: str) -> None:
    """Raise CommandError if another program listens on this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} is taken or not allowed. Choose another: {command} PORT=8123"
            ) from error


# Celery warns in red of a worker that root started. On a machine of one's own, and in a container, root is who one is.
AS_ROOT = "ignore:You're running the worker with superuser privileges"


def surroundings(port: int) -> dict[str, str]:
    """The environment of the programs: this process's own, with the URL of the app and without the owner of its tables."""
    own = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    return {
        **own,
        "SALESGYM_URL": f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
        # The command that starts the worker has run Django's checks already; they take a second.
        "CELERY_SKIP_CHECKS": "1",
        "PYTHONWARNINGS": ",".join(filter(None, (os.environ.get("PYTHONWARNINGS", ""), AS_ROOT))),
    }


def programs(port: int) -> dict[str, list[str]]:
    """The command lines of web, both workers and beat, as a machine in production runs them."""
    python = sys.executable
    celery = [python, "-m", "celery", "--app", "salesgym", "--quiet"]
    worker = [*celery, "worker", "--loglevel", "WARNING", "--without-mingle"]
    return {
        "web": [
            *(python, "-m", "gunicorn", "salesgym.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"),
            *("--worker-class", "gthread", "--threads", "4", "--no-control-socket", "--log-level", "warning"),
        ],
        "mail": [*worker, "--hostname", "mail@%h", "--queues", "mail", "--concurrency", "1"],
        "worker": [*worker, "--hostname", "worker@%h", "--queues", "default,reports", "--concurrency", "2"],
        "beat": [*celery, "beat", "--loglevel", "WARNING"],
    }


def grace() -> dict[str, float]:
    """How long the worker that sends mail may take to end: as long as one message may, so that it is not sent in vain."""
    return {"mail": claim.lease_seconds()}
