"""Deals in coaching: the rep, who manages them today, and the mentor of their open plan."""

from tests.access.actors import FORMER_MENTOR, MANAGERS, MENTOR, OTHER, PARTIES, REP

SEEN = PARTIES + MENTOR

DEALS = {
    "deals:person_deals": {"GET": {"rep": {200: SEEN}, "stranger": {200: FORMER_MENTOR + OTHER}}},
    # Which deals are in coaching is for the rep and their managers to choose.
    "deals:take_deal": {
        "GET": {"rep": {200: PARTIES, 403: MENTOR}, "stranger": {200: FORMER_MENTOR + OTHER}},
        "POST": {"rep": {302: PARTIES, 403: MENTOR}},
    },
    "deals:close_deal": {
        "GET": {"active": {200: PARTIES, 403: MENTOR}},
        "POST": {"active": {302: PARTIES, 403: MENTOR}},
    },
    # The sheet is the rep's own.
    "deals:prepare_deal": {
        "GET": {"active": {200: REP, 403: MANAGERS + MENTOR}},
        "POST": {"active": {302: REP, 403: MANAGERS + MENTOR}},
    },
    "deals:add_remark": {"POST": {"active": {302: SEEN}}},
    "deals:plan_call": {"GET": {"active": {200: SEEN}}, "POST": {"active": {302: SEEN}}},
    "deals:call_off": {"POST": {"active": {302: SEEN}}},
    "deals:score_call": {"GET": {"active": {200: SEEN}}, "POST": {"active": {302: SEEN}}},
    "deals:debrief_call": {"GET": {"active": {200: SEEN}}, "POST": {"active": {302: SEEN}}},
}

DEAL_THINGS = {
    "deals:person_deals": "person",
    "deals:take_deal": "person",
    "deals:close_deal": "deal",
    "deals:prepare_deal": "deal",
    "deals:add_remark": "deal",
    "deals:plan_call": "deal",
    "deals:call_off": "joint call",
    "deals:score_call": "joint call",
    "deals:debrief_call": "joint call",
}
