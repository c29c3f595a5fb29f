"""What everybody gets: route, verb, state of the thing, and the status for whom.

Whoever is not named gets 404, for what one may not see does not exist; people outside are sent to
the sign-in page unless the route is public, and get 403 with what they typed for a form. HEAD is answered as GET, and verbs that are not named with 405. A route that is
not here fails test_access.py.
"""

from collections.abc import Mapping

from tests.access.actors import (
    ACTORS,
    ADMIN,
    ALL_MANAGERS,
    ASKED,
    FORMER_MENTOR,
    INSIDE,
    MANAGERS,
    MENTOR,
    OTHER,
    PARTIES,
    PEER,
    REP,
)
from tests.access.table_coaching import CHECK_INS, COACHING
from tests.access.table_deals import DEAL_THINGS, DEALS
from tests.access.table_formal import FORMAL_PLANS, FORMAL_THINGS
from tests.access.table_plans import PLANS

# status -> actors, by states of the thing ("-" where the route is about nothing in particular).
Statuses = Mapping[int, tuple[str, ...]]
Row = Mapping[str, Mapping[str, Statuses]]

ALWAYS = {"-": {200: INSIDE}}
FOR_ADMINS = {"-": {200: ADMIN}}
BRINGERS = ALL_MANAGERS + ADMIN
EVERY_FILE = "reading asking staging ready taking_in done refused_whole cancelled undoing undone"
OWN_AND_MANAGED = {
    "rep": {200: ("rep", "manager", "deputy")},
    "stranger": {200: ("former_mentor", *OTHER)},
}
# Site admins see every person's name, and keep nobody's leave.
LEAVE = {state: {**statuses, 403: ADMIN} for state, statuses in OWN_AND_MANAGED.items()}

# The first start is over where people are: a site admin is led home, nobody else finds it.
SET_UP_IS_OVER = {"-": {302: ADMIN}}

# Everybody of the world who is a rep works in one role; the head of the managers manages no rep.
IN_THE_ROLE = (*REP, *PEER, *MENTOR, *FORMER_MENTOR, *ASKED, "other_mentor")
ROLE_MANAGERS = (*MANAGERS, *OTHER)

PEOPLE: Mapping[str, Row] = {
    "people:start": {"GET": SET_UP_IS_OVER},
    "people:start_organization": {"GET": SET_UP_IS_OVER, "POST": SET_UP_IS_OVER},
    "people:start_people": {"GET": SET_UP_IS_OVER, "POST": SET_UP_IS_OVER},
    "people:start_people_file": {"GET": SET_UP_IS_OVER, "POST": SET_UP_IS_OVER},
    "people:start_numbers": {"GET": SET_UP_IS_OVER},
    "people:start_finish": {"POST": SET_UP_IS_OVER},
    "people:me": {"GET": ALWAYS, "POST": ALWAYS},
    "people:find": {"GET": {"-": {301: INSIDE}}},
    "people:team": {"GET": {"-": {200: ALL_MANAGERS}}},
    "people:import_people": {"GET": FOR_ADMINS, "POST": FOR_ADMINS},
    "people:person_leave": {
        "GET": LEAVE,
        "POST": {
            "rep": {302: ("rep", "manager", "deputy"), 403: ADMIN},
            "stranger": {302: ("former_mentor", *OTHER), 403: ADMIN},
        },
    },
    # Who works in a role reads its page; who manages somebody in it writes it.
    "people:role_guide": {"GET": {"shared": {200: (*IN_THE_ROLE, *ROLE_MANAGERS)}, "nobodys": {}}},
    "people:edit_role_guide": {
        "GET": {"shared": {200: ROLE_MANAGERS, 403: IN_THE_ROLE}, "nobodys": {}},
        "POST": {"shared": {302: ROLE_MANAGERS, 403: IN_THE_ROLE}, "nobodys": {}},
    },
    "people:remove_leave": {"POST": {"rep": {302: ("rep", "manager", "deputy"), 403: ADMIN}}},
    "people:invitations": {"GET": FOR_ADMINS},
    "people:send_invitations": {"GET": FOR_ADMINS, "POST": FOR_ADMINS},
    "people:resend_invitation": {"POST": {"uninvited": {302: ADMIN}}},
    "people:accept_invitation": {
        "GET": {"open": {200: ACTORS}, "wrong": {410: ACTORS}},
        "POST": {"open": {200: ACTORS}, "wrong": {410: ACTORS}},
    },
}

NUMBERS: Mapping[str, Row] = {
    "numbers:rep_numbers": {"GET": OWN_AND_MANAGED},
    "numbers:rep_numbers_csv": {"GET": OWN_AND_MANAGED},
    "numbers:week": {"GET": OWN_AND_MANAGED},
    "numbers:type_week": {"GET": OWN_AND_MANAGED, "POST": OWN_AND_MANAGED},
    "numbers:team_numbers": {"GET": {"-": {200: ALL_MANAGERS}}, "POST": {"-": {302: ALL_MANAGERS}}},
    "numbers:team_numbers_csv": {"GET": {"-": {200: ALL_MANAGERS}}},
    "numbers:remove_view": {"POST": {"manager": {302: ("manager",)}}},
    "numbers:early_signals": {"GET": {"-": {200: ALL_MANAGERS}}},
    "numbers:talk_about_signal": {"POST": {"waiting": {302: MANAGERS}, "talked": {200: MANAGERS}}},
    "numbers:gaps": {"GET": {"-": {200: BRINGERS}}},
    "numbers:import_deals": {"GET": {"-": {301: BRINGERS}}},
    "numbers:upload": {"GET": {"-": {200: BRINGERS}}, "POST": {"-": {200: BRINGERS}}},
    # Site admins read everybody's files, and so the deals in them.
    "numbers:deal": {"GET": {"counting out": {200: (*PARTIES, *ADMIN)}}},
    "numbers:take_out_deal": {
        "GET": {"counting": {200: MANAGERS + ADMIN, 403: REP}, "out": {302: MANAGERS + ADMIN, 403: REP}},
        "POST": {"counting": {302: MANAGERS + ADMIN, 403: REP}},
    },
    "numbers:put_back_deal": {
        "GET": {"out": {200: MANAGERS + ADMIN, 403: REP}, "counting": {302: MANAGERS + ADMIN, 403: REP}},
        "POST": {"out": {302: MANAGERS + ADMIN, 403: REP}},
    },
    "numbers:deals_out": {"GET": {"-": {200: BRINGERS}}},
    # A file belongs to who brought it; site admins see everybody's.
    "numbers:import_file": {"GET": {EVERY_FILE: {200: ("manager", *ADMIN)}}},
    "numbers:refused_lines": {"GET": {"ready": {200: ("manager", *ADMIN)}}},
    "numbers:answer_import": {
        "POST": {"asking ready": {200: ("manager", *ADMIN)}, "reading done": {302: ("manager", *ADMIN)}}
    },
    "numbers:decide_import": {"POST": {"ready done": {302: ("manager", *ADMIN)}}},
    "numbers:choose_import": {"POST": {"ready done": {302: ("manager", *ADMIN)}}},
    "numbers:move_dates": {"POST": {"ready done": {302: ("manager", *ADMIN)}}},
    "numbers:invite_owner": {"POST": {"ready": {403: ("manager",), 200: ADMIN}}},
    "numbers:confirm_import": {"POST": {"ready done": {302: ("manager", *ADMIN)}}},
    "numbers:cancel_import": {"POST": {"asking done": {302: ("manager", *ADMIN)}}},
    # The page of a source is for those who brought a file of it.
    "numbers:source": {"GET": {"left_out": {200: ("manager", *ADMIN)}}},
    "numbers:bring_back": {"POST": {"left_out": {302: ("manager", *ADMIN)}}},
    "numbers:undo_import": {
        "GET": {"done ready": {200: ("manager", *ADMIN)}},
        "POST": {"done ready": {302: ("manager", *ADMIN)}},
    },
}

NOTICES: Mapping[str, Row] = {
    "notices:inbox": {"GET": ALWAYS},
    "notices:open_notice": {"GET": {"rep": {302: ("rep",)}}},
    "notices:read_all": {"POST": {"-": {302: INSIDE}}},
    "notices:preferences": {"GET": ALWAYS, "POST": {"-": {302: INSIDE}}},
    "notices:unsubscribe": {
        "GET": {"signed": {200: ACTORS}, "forged": {404: ACTORS}},
        "POST": {"signed": {200: ACTORS}, "forged": {404: ACTORS}},
    },
    "notices:delivery": {"GET": FOR_ADMINS},
    "notices:delivery_mail": {"GET": {"waiting": {200: ADMIN}}},
    "notices:preview_mail": {"GET": {"waiting": {200: ADMIN}}},
    "notices:send_from_here": {"POST": {"-": {302: ADMIN}}},
    "notices:retry_all": {"POST": {"-": {302: ADMIN}}},
    "notices:retry_mail": {"POST": {"waiting": {302: ADMIN}}},
    # No worker has beaten in this world, so it says that it is not well.
    "notices:health": {"GET": {"-": {503: ACTORS}}},
}

TABLE: Mapping[str, Row] = {**COACHING, **DEALS, **FORMAL_PLANS, **PLANS, **PEOPLE, **NUMBERS, **NOTICES}

# Open to people who are not signed in.
PUBLIC = {
    *("people:start", "people:start_organization", "people:accept_invitation"),
    *("notices:unsubscribe", "notices:health"),
}
# The mail program that unsubscribes has no session; its signed link stands for the token.
WITHOUT_CSRF = {"notices:unsubscribe"}
# Pages that note something when they are read.
GETS_THAT_WRITE = {"notices:open_notice", "formal:read_plan"}
# A mail as a mail program shows it, its own styles in a sandbox; and a file of somebody, which runs nothing.
OWN_POLICY = {"notices:preview_mail", "plans:open_file"}

# What the argument of a route stands for; for all others it is a plan.
THINGS = {
    **dict.fromkeys(CHECK_INS, "check-in"),
    "coaching:remove_topic": "topic",
    "coaching:withdraw_promise": "promise of a check-in",
    "coaching:keep_promise": "promise",
    "coaching:take_back_promise": "promise",
    "coaching:give_up_promise": "promise",
    **DEAL_THINGS,
    **FORMAL_THINGS,
    "coaching:drill": "drill",
    "coaching:person": "person",
    "coaching:person_record": "person",
    "coaching:person_check_ins": "person",
    "coaching:set_rhythm": "person",
    "coaching:end_rhythm": "person",
    "coaching:move_check_in": "talk",
    "coaching:call_off_check_in": "talk",
    "coaching:undo_practice": "practice",
    "coaching:say_how_sure": "scoring",
    "coaching:edit_comment": "comment",
    "coaching:withdraw_comment": "comment",
    "plans:claim_milestone": "step",
    "plans:verify_milestone": "step",
    "plans:send_back_milestone": "step",
    "plans:put_right_milestone": "step",
    "plans:put_right_reward": "reward",
    "plans:put_right_support": "support",
    "plans:step_files": "step",
    "plans:promise_files": "support",
    "plans:vague_step": "step",
    "plans:answer_step": "question",
    "plans:edit_evidence": "evidence",
    "plans:delete_evidence": "evidence",
    "plans:evidence_files": "evidence",
    "plans:open_file": "attachment",
    "plans:remove_file": "attachment",
    "plans:deliver_reward": "reward",
    "plans:deliver_support": "support",
    "plans:answer_wish": "wish",
    "plans:take_back_wish": "wish",
    "plans:take_up_workout": "look",
    "plans:ask_next_mentor": "invitation",
    "plans:mentor_invitation": "invitation",
    "plans:accept_mentoring": "invitation",
    "plans:decline_mentoring": "invitation",
    "people:person_leave": "person",
    "people:role_guide": "role",
    "people:edit_role_guide": "role",
    "people:remove_leave": "leave",
    "people:resend_invitation": "new person",
    "people:accept_invitation": "token",
    "numbers:rep_numbers": "person",
    "numbers:rep_numbers_csv": "person",
    "numbers:week": "week",
    "numbers:remove_view": "view",
    "numbers:type_week": "person",
    "numbers:talk_about_signal": "signal",
    "numbers:deal": "deal of the CRM",
    "numbers:take_out_deal": "deal of the CRM",
    "numbers:put_back_deal": "deal of the CRM",
    "numbers:import_file": "file",
    "numbers:refused_lines": "file",
    "numbers:answer_import": "file",
    "numbers:decide_import": "file",
    "numbers:choose_import": "file",
    "numbers:move_dates": "file",
    "numbers:invite_owner": "file",
    "numbers:confirm_import": "file",
    "numbers:cancel_import": "file",
    "numbers:undo_import": "file",
    "numbers:source": "source",
    "numbers:bring_back": "left out name",
    "notices:open_notice": "notice",
    "notices:unsubscribe": "stop",
    "notices:delivery_mail": "mail",
    "notices:preview_mail": "mail",
    "notices:retry_mail": "mail",
}


def expected(route: str, actor: str, verb: str, statuses: Statuses) -> int:
    """The status that the table declares for this actor."""
    for status, actors in statuses.items():
        if actor in actors:
            return status
    return closed_door(route, verb) if actor in {"anonymous", "deactivated"} else 404


def closed_door(route: str, verb: str) -> int:
    """What people outside get: the sign-in page, or for a form the page that keeps it. A public page leads there itself."""
    return 403 if verb == "POST" and route not in PUBLIC else 302


def cells() -> int:
    """How many questions the table asks."""
    rows = [statuses for row in TABLE.values() for verb in row.values() for statuses in verb]
    return len(ACTORS) * sum(len(states.split()) for states in rows)
