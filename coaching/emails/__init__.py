"""What coaching tells people by mail, from data as it is when the mail goes out."""

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

# In the order in which people choose what they are told.
KINDS = (
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
