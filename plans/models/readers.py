"""Who may read of an event of a plan."""

from enum import Enum


class Readers(Enum):
    """Who may read of an event. Each value includes the readers of the values above it."""

    MANAGERS = "managers"  # work on a draft
    PARTIES = "parties"  # terms, agreement and outcome: managers and the rep
    MENTORS = "mentors"  # steps, practice and comments: also the mentor
