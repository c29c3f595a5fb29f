"""Formal plans: HR where they cover the rep and take no part, and who manages the rep. The rep reads the proposal."""

from tests.access.actors import ALL_MANAGERS, EVERY_HR, HR, MANAGERS, OTHER

FOR_HR = {"-": {200: EVERY_HR}}
# The question before a plan leaves nothing behind, so every answer but a yes is a page.
OPENING = {"rep": {200: MANAGERS}, "stranger": {200: OTHER}}

FORMAL_PLANS = {
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
