"""Who asks a mentor, answers, and ends a pairing."""

from tests.access.actors import ASKED, FORMER_MENTOR, MANAGERS, MENTOR, PARTIES

# Works on a plan that runs, for these; the others on the plan see it and may not.
NOT_THE_REP = {
    "draft": {403: MANAGERS},
    "proposed": {403: PARTIES},
    "closed": {403: PARTIES},
}

MENTORING = {
    "plans:invite_mentor": {
        "GET": {**NOT_THE_REP, "active": {403: PARTIES + MENTOR}, "asked": {200: PARTIES}},
        "POST": {**NOT_THE_REP, "active": {403: PARTIES + MENTOR}, "asked": {200: PARTIES}},
    },
    "plans:end_mentoring": {
        "POST": {
            "draft": {302: MANAGERS},
            "proposed asked": {302: PARTIES},
            "active review": {302: PARTIES + MENTOR},
            "closed": {403: PARTIES},
        }
    },
    # Without an invitation that waits the way leads back to the plan, with a sentence.
    "plans:take_back_invitation": {
        "POST": {
            "draft": {302: MANAGERS},
            "proposed asked": {302: PARTIES},
            "active review": {302: PARTIES, 403: MENTOR},
            "closed": {403: PARTIES},
        }
    },
    # Nobody is offered here, so that asking leads back to the plan with a sentence.
    "plans:ask_next_mentor": {
        "POST": {"accepted ended": {302: PARTIES, 403: MENTOR}, "waiting": {302: MANAGERS}}
    },
    # An invitation is for the one who was asked. What is over says that it is over, and nothing of the plan.
    "plans:mentor_invitation": {
        "GET": {"waiting": {200: ASKED}, "accepted": {200: MENTOR}, "ended": {200: FORMER_MENTOR}},
    },
    "plans:accept_mentoring": {
        "POST": {"waiting": {302: ASKED}, "accepted": {200: MENTOR}, "ended": {200: FORMER_MENTOR}},
    },
    "plans:decline_mentoring": {
        "POST": {"waiting": {302: ASKED}, "accepted": {200: MENTOR}, "ended": {200: FORMER_MENTOR}},
    },
}
