"""The floor: board, plan page, Today, practice, desk, comments."""

from tests.access.actors import (
    ABOVE,
    ADMIN,
    ALL_MANAGERS,
    FORMER_MENTOR,
    HR,
    INSIDE,
    MANAGERS,
    MENTOR,
    OTHER,
    PARTIES,
    REP,
)

# A draft is for its managers; a closed plan has no mentor, and one who was asked has seen nothing of it yet.
READ = {
    "draft": {302: MANAGERS},
    "proposed asked closed": {200: PARTIES},
    "active paused review": {200: PARTIES + MENTOR},
}

COACHING = {
    "home": {"GET": {"-": {302: INSIDE}}},
    "coaching:board": {"GET": {"-": {200: ALL_MANAGERS}}},
    "coaching:team_overview": {"GET": {"-": {200: ABOVE + HR}}},
    "coaching:today": {"GET": {"-": {200: INSIDE}}},
    "coaching:drill": {"GET": {"drill": {200: INSIDE}}},
    "coaching:find": {"GET": {"-": {200: INSIDE}}},
    "coaching:mentor_desk": {"GET": {"-": {200: INSIDE}}},
    "coaching:log_practice": {
        "GET": {"active": {200: ("rep", "peer")}},
        "POST": {"active paused review": {302: REP, 422: ("peer",)}},
    },
    "coaching:undo_practice": {"POST": {"active paused closed": {302: REP}}},
    # The plan is the tab Plan; who knows no more than the name is told that plans are read by those on them.
    "coaching:person": {
        "GET": {
            "rep": {302: PARTIES + MENTOR, 200: ADMIN},
            "stranger": {200: FORMER_MENTOR + OTHER + ADMIN},
        }
    },
    "coaching:person_record": {
        "GET": {
            "rep": {200: PARTIES + MENTOR},
            "stranger": {200: FORMER_MENTOR + OTHER},
        }
    },
    "coaching:plan_page": {"GET": READ},
    "coaching:plan_proof": {"GET": READ},
    "coaching:plan_practice": {"GET": READ},
    # Scored by whoever trains the rep, and by the rep; of a plan that takes no scores its page is closed.
    "coaching:score_role_play": {
        "GET": {
            "draft": {403: MANAGERS},
            "proposed closed": {403: PARTIES},
            "asked": {200: PARTIES},
            "active paused review": {200: PARTIES + MENTOR},
        },
        "POST": {"closed": {403: PARTIES}, "active review": {302: PARTIES + MENTOR}},
    },
    # How sure one feels is one's own to say.
    "coaching:say_how_sure": {"POST": {"active": {302: REP}, "closed": {403: REP}}},
    "coaching:plan_history": {"GET": {**READ, "draft": {200: MANAGERS}}},
    # The rep wrote it; everybody else on the plan reads it.
    "coaching:edit_comment": {
        "GET": {"active": {200: REP, 403: MANAGERS + MENTOR}, "closed": {403: PARTIES}},
        # Without words the form comes back.
        "POST": {"active": {200: REP, 403: MANAGERS + MENTOR}, "closed": {403: PARTIES}},
    },
    "coaching:withdraw_comment": {
        "POST": {"active": {302: REP, 403: MANAGERS + MENTOR}, "closed": {403: PARTIES}}
    },
    "coaching:add_comment": {
        "POST": {
            "draft": {403: MANAGERS},
            "proposed asked": {302: PARTIES},
            "active review": {302: PARTIES + MENTOR},
            # Closed while they wrote: told so on its page, with their words to copy.
            "closed": {422: PARTIES},
        }
    },
}
