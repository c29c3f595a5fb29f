#!/usr/bin/env python
"""Django's commands, on this machine's own services where no others are named."""

import os
import sys

# These read code, not data: they need no server running.
WITHOUT_SERVICES = {"help", "version", "--help", "--version", "collectstatic", "startapp", "makemessages"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesgym.settings")
    if len(sys.argv) > 1 and sys.argv[1] not in WITHOUT_SERVICES:
        from salesgym import services

        try:
            services.attach()
        except services.Unavailable as error:
            sys.exit(str(error))
    from django.core.management import execute_from_command_line

    from salesgym import by_hand

    by_hand.process.is_by_hand = not by_hand.STARTS & set(sys.argv[1:2])

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
