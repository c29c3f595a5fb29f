"""Formal plans: what a manager asks HR, what HR decides, and what the employee says."""

from tests.access.actors import HR, MANAGERS, PARTIES, REP

FORMAL = {
    # Asked before: told on the page.
    "formal:ask_override": {
        "GET": {"formal shown": {200: MANAGERS, 403: REP}, "appealed": {403: PARTIES}, "active": {}},
        "POST": {"formal": {200: MANAGERS, 403: REP}, "active": {}},
    },
    "formal:override": {
        "GET": {"formal shown appealed": {200: HR}, "active": {}},
        "POST": {"formal": {302: HR}, "active": {}},
    },
    "formal:write_appeal": {
        "GET": {"formal appealed": {200: REP, 403: MANAGERS}, "active": {403: PARTIES}},
        # Appealed before: told on the page.
        "POST": {"appealed": {200: REP, 403: MANAGERS}, "active": {403: PARTIES}},
    },
    "formal:answer_appeal": {
        "GET": {"appealed": {200: HR}, "formal active": {}},
        "POST": {"appealed": {302: HR}, "active": {}},
    },
    "plans:take_back_outcome": {
        "POST": {
            "draft": {403: MANAGERS},
            "shown": {302: MANAGERS, 403: REP},
            # Nothing waits: told on the plan's page.
            "active": {302: MANAGERS, 403: REP},
            "closed": {403: PARTIES},
        }
    },
    "plans:write_statement": {
        "GET": {
            "draft": {403: MANAGERS},
            "formal shown appealed": {200: REP, 403: MANAGERS},
            "active closed": {403: PARTIES},
        },
        "POST": {"formal": {302: REP, 403: MANAGERS}, "active": {403: PARTIES}},
    },
}
