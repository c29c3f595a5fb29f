"""The floor: board, plan page, Today, practice, desk, comments."""

from tests.access.actors import (
    ABOVE,
    ADMIN,
    ALL_MANAGERS,
    ASKED,
    EVERY_HR,
    FORMER_MENTOR,
    INSIDE,
    MANAGERS,
    MENTOR,
    OTHER,
    PARTIES,
    PEER,
    REP,
)

# A draft is for its managers; a closed plan has no mentor, and one who was asked has seen nothing of it yet.
# Whoever is in a team can ask for a talk.
MEMBERS = (*REP, *PEER, *MENTOR, *FORMER_MENTOR, *ASKED, "other_mentor")
IN_NO_TEAM = (*MANAGERS, *ABOVE, "former_manager", *OTHER, *EVERY_HR, *ADMIN)
ASKING = {302: MEMBERS, 403: IN_NO_TEAM}

READ = {
    "draft": {302: MANAGERS},
    "proposed asked closed": {200: PARTIES},
    "active paused review": {200: PARTIES + MENTOR},
}

# A talk is for its two sides: the rep, and who manages them today, or the mentor of the pair.
SIDES = {"line": {302: PARTIES}, "pair": {302: REP + MENTOR}}
REP_ALONE = {"line": {302: REP, 403: MANAGERS}, "pair": {302: REP, 403: MENTOR}}
KEPT = {"by_mentor": {302: PARTIES + MENTOR}, "by_manager": {302: PARTIES}}

CHECK_INS = {
    "coaching:check_in": {"GET": {"line differs": {200: PARTIES}, "pair": {200: REP + MENTOR}}},
    "coaching:start_check_in": {"POST": SIDES},
    "coaching:end_check_in": {"POST": SIDES},
    "coaching:confirm_check_in": {"POST": SIDES},
    "coaching:take_back_confirmation": {"POST": SIDES},
    "coaching:save_notes": {"POST": SIDES},
    "coaching:save_private_note": {"POST": SIDES},
    "coaching:see_differently": {"POST": REP_ALONE},
    "coaching:answer_check_in": {
        "POST": {"differs": {302: MANAGERS, 403: REP}, "line": {403: PARTIES}, "pair": {403: REP + MENTOR}}
    },
    "coaching:rate_check_in": {"POST": REP_ALONE},
    "coaching:add_topic": {"POST": SIDES},
    # The rep put it there.
    "coaching:remove_topic": {"POST": {"line": {302: REP, 403: MANAGERS}}},
    "coaching:make_promise": {"POST": SIDES},
    "coaching:withdraw_promise": {"POST": {"line": {302: PARTIES}}},
    # A mentor reads no talk of the manager's, and marks what they promised there.
    "coaching:keep_promise": {"POST": KEPT},
    "coaching:take_back_promise": {"POST": KEPT},
    # Both were made to the rep. Nobody releases their own.
    "coaching:give_up_promise": {
        "POST": {
            "by_mentor": {302: PARTIES, 403: MENTOR},
            "by_manager": {302: (*REP, "deputy"), 403: ("manager",)},
        }
    },
}

COACHING = {
    **CHECK_INS,
    "home": {"GET": {"-": {302: INSIDE}}},
    "coaching:board": {"GET": {"-": {200: ALL_MANAGERS}}},
    # Somebody has signed a plan here, so it leads home; a manager has the board.
    "coaching:admin_steps": {"GET": {"-": {302: ADMIN}}},
    "coaching:team_overview": {"GET": {"-": {200: ABOVE + EVERY_HR}}},
    "coaching:today": {"GET": {"-": {200: INSIDE}}},
    "coaching:drill": {"GET": {"drill": {200: INSIDE}}},
    "coaching:find": {"GET": {"-": {200: INSIDE}}},
    "coaching:mentor_desk": {"GET": {"-": {200: INSIDE}}},
    # What a pair writes is for the two of them: no manager reads it.
    "coaching:pair_sheets": {
        "GET": {"proposed asked closed": {200: REP}, "active paused review": {200: REP + MENTOR}},
        "POST": {
            "proposed asked closed": {200: REP},
            "active paused review": {302: REP + MENTOR},
        },
    },
    "coaching:mentees": {"GET": {"-": {200: INSIDE}}},
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
    "coaching:check_ins": {"GET": {"-": {200: ALL_MANAGERS}}},
    # With a rep of one's own it is planned; others choose from theirs.
    "coaching:plan_check_in": {
        "GET": {"-": {200: ALL_MANAGERS}},
        "POST": {"-": {302: MANAGERS, 200: ABOVE + OTHER}},
    },
    # Nobody of theirs has a check-in but the one rep whom both manage.
    "coaching:take_note": {
        "GET": {"-": {200: ALL_MANAGERS}},
        "POST": {"-": {302: MANAGERS, 200: ABOVE + OTHER}},
    },
    "coaching:ask_for_talk": {
        "GET": {"-": {200: MEMBERS, 403: IN_NO_TEAM}},
        "POST": {"-": {**ASKING, 302: tuple(one for one in MEMBERS if one != "rep"), 200: REP}},
    },
    "coaching:take_back_talk_request": {"POST": {"-": ASKING}},
    # Neither mentor nor HR nor managers above know that a talk exists.
    "coaching:move_check_in": {
        "GET": {"planned held": {200: PARTIES}},
        "POST": {"planned": {302: PARTIES}, "held": {200: PARTIES}},
    },
    "coaching:call_off_check_in": {
        "GET": {"planned held": {200: PARTIES}},
        "POST": {"planned": {302: PARTIES}, "held": {200: PARTIES}},
    },
    "coaching:person_check_ins": {
        "GET": {"rep": {200: PARTIES}, "stranger": {200: FORMER_MENTOR + OTHER}},
    },
    "coaching:set_rhythm": {
        "GET": {"rep": {200: MANAGERS}, "stranger": {200: OTHER}},
        "POST": {"rep": {302: MANAGERS}, "stranger": {302: OTHER}},
    },
    "coaching:end_rhythm": {"POST": {"rep": {302: MANAGERS}, "stranger": {302: OTHER}}},
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
