"""How long a test waits for what may never come."""

# What ends a test that hangs, and nothing else: a busy machine needs minutes for what a quiet one does in a second.
MOST_SECONDS = 900
