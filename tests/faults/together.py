"""A worker that sends mail, run as `make start` runs it: python -m tests.faults.together"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesgym.settings")
django.setup()

from coaching.management.machine import grace  # noqa: E402
from coaching.management.processes import Ending, Together  # noqa: E402
from tests.faults.conftest import WORKER  # noqa: E402

if __name__ == "__main__":
    command = [sys.executable, "-m", *WORKER, "--queues", "mail"]
    sys.exit(0 if Together({"mail": command}, os.environ, grace()).run() is Ending.STOPPED else 1)
