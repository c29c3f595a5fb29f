"""Formal plans: HR where they cover the rep and take no part, who manages the rep, and the rep from the proposal on."""

from tests.access.actors import ALL_MANAGERS, EVERY_HR, HR, MANAGERS, OTHER, PARTIES, REP

FORMAL_ENDS = {
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
    "plans:plan_weeks": {
        "GET": {
            "formal shown appealed hrproposed": {200: (*PARTIES, *HR)},
            "draft active closed hrdraft": {},
        },
        # What does not wait any more is told on the page.
        "POST": {"formal": {302: PARTIES, 403: HR}, "appealed": {403: (*PARTIES, *HR)}, "active": {}},
    },
    "plans:statements": {
        "GET": {
            "formal shown appealed hrproposed": {200: (*PARTIES, *HR)},
            "draft active closed hrdraft": {},
        },
        "POST": {"formal": {302: REP, 403: (*MANAGERS, *HR)}, "active": {}},
    },
}

FOR_HR = {"-": {200: EVERY_HR}}
# The question before a plan leaves nothing behind, so every answer but a yes is a page.
OPENING = {"rep": {200: MANAGERS}, "stranger": {200: OTHER}}

FORMAL_PLANS = {
    **FORMAL_ENDS,
    "formal:desk": {"GET": FOR_HR},
    "formal:hr_texts": {"GET": FOR_HR, "POST": FOR_HR},
    "formal:switch_area": {"POST": {"-": {302: EVERY_HR}}},
    "formal:choose_rep": {"GET": {"-": {200: ALL_MANAGERS}}},
    "formal:open_plan": {"GET": OPENING, "POST": OPENING},
    "formal:read_plan": {"GET": {"hrdraft hrproposed": {200: HR}, "draft active": {}}},
    # The text of this world is not what its rows would say by now.
    "formal:approve_plan": {"POST": {"hrdraft": {409: HR}, "hrproposed": {403: HR}, "active": {}}},
    "formal:return_plan": {"POST": {"hrdraft": {302: HR}, "hrproposed": {403: HR}, "active": {}}},
    "formal:submit_plan": {
        "GET": {"hrdraft": {200: MANAGERS}, "hrproposed draft active": {}},
        "POST": {"hrdraft": {200: MANAGERS}, "hrproposed draft active": {}},
    },
    "formal:take_back": {"POST": {"hrdraft": {302: MANAGERS}, "hrproposed active": {}}},
}

FORMAL_THINGS = {"formal:open_plan": "person"}
# There while the area is off, as it is switched on there.
ALWAYS_THERE = {"formal:hr_texts", "formal:switch_area"}
