"""What coaching tells people by mail, from data as it is when the mail goes out."""

from dataclasses import replace

from coaching.emails import (
    check_in,
    comment,
    digests,
    mentoring,
    practice,
    promise,
    released,
    role_play,
    steps,
    talk,
)

# Reminders that may be a line of another mail of the same morning. What somebody signs, answers or keeps for the record,
# and what a calendar reads, goes by itself.
GO_ALONG = {
    "coaching.milestone_overdue",
    "coaching.plan_ending",
    "coaching.practice_silent",
    "coaching.promise_due",
    "coaching.check_in_missed",
}

# In the order in which people choose what they are told.
_ALL = (
    *steps.KINDS,
    *practice.KINDS,
    *role_play.KINDS,
    *promise.KINDS,
    *mentoring.KINDS,
    *check_in.KINDS,
    *talk.KINDS,
    *released.KINDS,
    *comment.KINDS,
    *digests.KINDS,
)

KINDS = tuple(replace(kind, goes_along=kind.name in GO_ALONG) for kind in _ALL)
