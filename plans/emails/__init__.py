"""What plans tell people by mail, and who may still get it when it is sent.

Every module of this package is loaded, so that its letters add their kinds of notice: a new mail opens one file.
"""

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from plans.emails import letter

# The order in which people choose what they are told. A kind that is not named here comes after these.
ORDER = (
    "plans.approval_asked",
    "plans.approval_answered",
    "plans.agreement_to_sign",
    "plans.plan_wished",
    "plans.wish_answered",
    "plans.focus_asked",
    "plans.focus_answered",
    "plans.changes_suggested",
    "plans.step_questioned",
    "plans.step_answered",
    "plans.taken_back",
    "plans.amendment_to_sign",
    "plans.amendment_answered",
    "plans.draft_discarded",
    "plans.started",
    "plans.milestone_reached",
    "plans.milestone_to_verify",
    "plans.milestone_verified",
    "plans.milestone_sent_back",
    "plans.milestone_taken_back",
    "plans.reward_to_deliver",
    "plans.put_right",
    "plans.evidence_shared",
    "plans.week_typed",
    "plans.mentor_invited",
    "plans.mentor_answered",
    "plans.third_over",
    "plans.review_due",
    "plans.override_asked",
    "plans.override_answered",
    "plans.outcome_shown",
    "plans.outcome_taken_back",
    "plans.closed",
    "plans.appeal_written",
    "plans.appeal_answered",
    "plans.gain_looked_at",
)

# Reminders that may be a line of another mail of the same morning.
GO_ALONG = {"plans.step_questioned", "plans.reward_to_deliver", "plans.review_due"}

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

KINDS = tuple(
    replace(kind, goes_along=kind.name in GO_ALONG)
    for kind in sorted(
        letter.KINDS, key=lambda kind: ORDER.index(kind.name) if kind.name in ORDER else len(ORDER)
    )
)
