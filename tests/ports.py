"""Ports for programs that cannot choose one themselves."""

import random
import socket

# Below the range from which systems give ports to whoever asks for any: nobody gets it by chance meanwhile.
RANGE = range(20_000, 32_000)


def free_port() -> int:
    """A port of this machine that nobody listens on, and that others seldom come upon."""
    while True:
        port = random.SystemRandom().choice(RANGE)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
