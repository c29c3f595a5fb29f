"""A command that works for long says so."""

import threading

from coaching.management.waiting import saying


def test_it_is_said_again_and_again_until_it_is_done():
    said, is_twice = [], threading.Event()

    def write(line):
        said.append(line)
        if len(said) == 2:
            is_twice.set()

    with saying("still preparing the database", write, every=0.01):
        assert is_twice.wait(60)
    many = len(said)

    assert all(line.startswith("  still preparing the database (") for line in said)
    assert len(said) == many
