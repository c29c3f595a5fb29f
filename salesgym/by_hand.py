"""Whether this process is a command that somebody started in a shell, which may lack what the app's processes are told.

Web and worker are the app: their address and their key are right by definition. manage.py says where it is neither; notices/emails.py asks.
"""

# These start the app, or a database of their own.
STARTS = {"start", "demo", "bench", "runserver"}


class Process:
    """What this process is."""

    is_by_hand = False


process = Process()
