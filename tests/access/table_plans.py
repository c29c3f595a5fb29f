"""The contract: wizard, proposal, agreement, and what follows from it until the outcome."""

from tests.access.actors import ADMIN, ASKED, EVERY_HR, FORMER_MENTOR, MANAGERS, MENTOR, PARTIES, PEER, REP
from tests.access.table_mentoring import MENTORING, NOT_THE_REP

MEMBERS = (*REP, *PEER, *MENTOR, *ASKED, *FORMER_MENTOR, "other_mentor")

# Every step of the wizard: whoever manages the rep today, and once it is no draft on to the plan's page.
ON_TO_THE_PLAN = {"proposed active closed": {302: MANAGERS}}
STEP = {"GET": {"draft": {200: MANAGERS}, **ON_TO_THE_PLAN}}
# An empty form comes back with what it needs, or as a form of an older version.
TWO_WAYS = {**STEP, "POST": {"draft": {200: MANAGERS}, **ON_TO_THE_PLAN}}
OLD_VERSION = {**STEP, "POST": {"draft": {409: MANAGERS}, **ON_TO_THE_PLAN}}

# A file comes while the plan runs; before and after it the page says why not.
STEP_FILES = {
    "GET": {
        "draft": {200: MANAGERS},
        "proposed asked closed": {200: PARTIES},
        "active paused review": {200: PARTIES + MENTOR},
    },
    "POST": {
        "draft": {200: MANAGERS},
        "proposed closed": {200: PARTIES},
        "asked": {302: PARTIES},
        "active review": {302: PARTIES + MENTOR},
    },
}
# A promise of the manager, one of the rep, and one of a check-in: nothing for the mentor.
PROMISE_FILES = {
    "GET": {"draft": {200: MANAGERS}, "proposed active own closed talk": {200: PARTIES}},
    "POST": {"draft": {200: MANAGERS}, "proposed closed": {200: PARTIES}, "active own talk": {302: PARTIES}},
}

TERMS = {"GET": {"draft": {}, "proposed active asked paused review closed": {200: PARTIES}}}

PLANS = {
    "plans:start_plan": {
        "GET": {"-": {200: (*MANAGERS, "manager_above", "other_manager")}},
        # For a rep of one's own: they have an open plan already.
        "POST": {"-": {409: MANAGERS}},
    },
    # The same, and it leads to that plan.
    "plans:start_full_plan": {"POST": {"-": {302: MANAGERS}}},
    "plans:wizard_focus": TWO_WAYS,
    "plans:wizard_reason": OLD_VERSION,
    "plans:wizard_big_picture": TWO_WAYS,
    "plans:wizard_milestones": TWO_WAYS,
    "plans:wizard_people": OLD_VERSION,
    "plans:wizard_review": STEP,
    "plans:discard_draft": {
        **STEP,
        "POST": {"draft proposed active closed": {302: MANAGERS}},
    },
    # A plan that has ended, for a rep of one's own without an open plan.
    "plans:copy_plan": {
        "GET": {
            "draft": {403: MANAGERS},
            "proposed": {403: PARTIES},
            "active": {403: PARTIES + MENTOR},
            "closed": {200: MANAGERS, 403: REP},
        },
        "POST": {
            "draft": {403: MANAGERS},
            "proposed": {403: PARTIES},
            "active": {403: PARTIES + MENTOR},
            "closed": {302: MANAGERS, 403: REP},
        },
    },
    # Whoever is in a team; a plan that is open is told on the page.
    "plans:ask_for_plan": {"GET": {"-": {200: MEMBERS}}, "POST": {"-": {200: MEMBERS}}},
    "plans:answer_wish": {"GET": {"closed": {200: MANAGERS}}, "POST": {"closed": {302: MANAGERS}}},
    # Whoever is in a team; without an answer they are asked once more.
    "plans:answer_strength": {"POST": {"-": {302: MEMBERS}}},
    "plans:take_back_wish": {"POST": {"closed": {302: REP}}},
    # A gain that slipped after the plan: its rep alone takes up the old workout.
    "plans:take_up_workout": {"POST": {"closed": {302: REP, 403: MANAGERS}}},
    # Nobody but the rep who was asked; where nobody asked there is nothing.
    "plans:answer_focus": {
        "GET": {"draft proposed": {200: REP}, "active closed": {}},
        # Answered before: told on the page.
        "POST": {"draft": {302: REP}, "proposed": {409: REP}, "active closed": {}},
    },
    "plans:propose_plan": {
        "POST": {
            "draft": {302: MANAGERS},
            "proposed closed": {403: PARTIES},
            "active": {403: PARTIES + MENTOR},
        }
    },
    "plans:take_back_plan": {
        "POST": {
            "draft": {403: MANAGERS},
            "proposed": {302: MANAGERS, 403: REP},
            "active": {403: PARTIES + MENTOR},
            "closed": {403: PARTIES},
        }
    },
    "plans:proposal": {
        "GET": {"draft": {200: MANAGERS}, "proposed active closed": {200: PARTIES}},
    },
    "plans:answer_proposal": {
        "POST": {
            "draft": {403: MANAGERS},
            "proposed": {302: REP, 403: MANAGERS},
            # Started while they typed: their words come back to be copied.
            "active closed": {409: REP, 403: MANAGERS},
        }
    },
    # What it is worth is money, and so nothing for a mentor; a draft has its own in the wizard.
    # What somebody new costs is HR's or set-up; an empty form comes back with what it needs.
    "plans:cost_figures": {"GET": {"-": {200: ADMIN + EVERY_HR}}, "POST": {"-": {200: ADMIN + EVERY_HR}}},
    "plans:big_picture": {
        "GET": {"draft": {302: MANAGERS}, "proposed active asked paused review closed": {200: PARTIES}},
        # Without a place on the slider the page comes back.
        "POST": {"draft": {302: MANAGERS}, "proposed active closed": {200: REP, 403: MANAGERS}},
    },
    # A formal plan is answered here; a coaching plan leads to its agreement.
    "plans:acknowledgement": {
        "GET": {"draft": {302: MANAGERS}, "proposed active closed": {302: PARTIES}},
        "POST": {"draft": {302: MANAGERS}, "proposed active closed": {302: PARTIES}},
    },
    # A reply to the record is for formal plans; a coaching plan has none.
    "plans:agreement": TERMS,
    "plans:sign_agreement": {
        "POST": {
            # A draft has no text to sign: told on the page, or not allowed at all.
            "draft": {403: MANAGERS},
            "proposed": {302: PARTIES},
            # Signed before: told kindly, and nothing is written.
            "active closed": {302: PARTIES},
        }
    },
    "plans:claim_milestone": {
        "GET": {
            **NOT_THE_REP,
            "active review": {200: REP, 403: MANAGERS + MENTOR},
            "asked": {200: REP, 403: MANAGERS},
        },
        # Claimed already: told on the page.
        "POST": {**NOT_THE_REP, "active review": {200: REP, 403: MANAGERS + MENTOR}},
    },
    "plans:verify_milestone": {
        "POST": {**NOT_THE_REP, "active paused review": {302: MANAGERS, 403: REP + MENTOR}}
    },
    "plans:send_back_milestone": {
        "GET": {**NOT_THE_REP, "active review": {200: MANAGERS, 403: REP + MENTOR}},
        "POST": {**NOT_THE_REP, "active review": {302: MANAGERS, 403: REP + MENTOR}},
    },
    # Nothing was verified, given or kept yet: told on the plan's page, and nothing is written.
    "plans:put_right_milestone": {
        verb: {**NOT_THE_REP, "active paused review": {302: MANAGERS, 403: REP + MENTOR}}
        for verb in ("GET", "POST")
    },
    "plans:put_right_reward": {
        verb: {
            "draft": {403: MANAGERS},
            "proposed": {403: PARTIES},
            "active review": {302: MANAGERS, 403: REP + MENTOR},
            "closed": {302: MANAGERS, 403: REP},
        }
        for verb in ("GET", "POST")
    },
    "plans:put_right_support": {
        verb: {**NOT_THE_REP, "active own review": {302: MANAGERS, 403: REP + MENTOR}}
        for verb in ("GET", "POST")
    },
    "plans:deliver_reward": {
        "POST": {
            "draft": {403: MANAGERS},
            "proposed": {403: PARTIES},
            "active review": {302: MANAGERS, 403: REP + MENTOR},
            # What was earned is handed over after the end as well.
            "closed": {302: MANAGERS, 403: REP},
        }
    },
    # What the rep promised, "own", they mark as kept themselves.
    "plans:deliver_support": {
        "POST": {
            **NOT_THE_REP,
            "active review": {302: MANAGERS, 403: REP + MENTOR},
            "own": {302: PARTIES, 403: MENTOR},
        }
    },
    "plans:step_files": STEP_FILES,
    # Whether a step is vague is for its rep to say, and what it means for the two parties to read.
    "plans:vague_step": {
        "GET": {
            "draft": {403: MANAGERS},
            "proposed active asked paused review": {200: REP, 403: MANAGERS},
            "closed": {403: PARTIES},
        },
        "POST": {
            "draft": {403: MANAGERS},
            "proposed active review": {302: REP, 403: MANAGERS},
            "closed": {403: PARTIES},
        },
    },
    "plans:answer_step": {
        "GET": {"active closed": {200: PARTIES}},
        # Answered before: told on the page.
        "POST": {"active": {302: MANAGERS, 403: REP}, "closed": {409: MANAGERS, 403: REP}},
    },
    "plans:promise_files": PROMISE_FILES,
    # What a rep keeps for themselves exists for nobody else, until it is shared: then for the parties of its plan.
    "plans:own_evidence": {"GET": {"-": {200: MEMBERS}}, "POST": {"-": {200: MEMBERS}}},
    "plans:edit_evidence": {verb: {"private": {200: REP}, "shared": {}} for verb in ("GET", "POST")},
    "plans:delete_evidence": {"POST": {"private": {302: REP}, "shared": {}}},
    "plans:share_evidence": {"GET": {"-": {200: (*REP, *PEER)}}, "POST": {"-": {302: (*REP, *PEER)}}},
    # A proposal that was taken back keeps what was shared with it.
    "plans:plan_evidence": {
        "GET": {"draft": {200: MANAGERS}, "proposed active asked paused review closed": {200: PARTIES}}
    },
    "plans:evidence_files": {
        "GET": {"private": {200: REP}, "shared": {200: PARTIES}},
        "POST": {"private": {302: REP}, "shared": {200: REP, 403: MANAGERS}},
    },
    "plans:open_file": {
        "GET": {
            "active": {200: PARTIES + MENTOR},
            "private": {200: REP},
            "closed promised shared": {200: PARTIES},
        }
    },
    # The rep added it long ago: told on the page that it stays.
    "plans:remove_file": {
        "POST": {
            "active": {302: PARTIES, 403: MENTOR},
            "closed promised": {302: PARTIES},
            "private": {302: REP},
            "shared": {302: REP, 403: MANAGERS},
        },
    },
    # Reading is for the two who sign; changing dates for managers while the plan runs, and nothing waits here.
    "plans:amend_plan": {
        "GET": {"draft": {200: MANAGERS}, "proposed active asked paused review closed": {200: PARTIES}},
        "POST": {"proposed review closed": {403: PARTIES}, "active paused": {200: MANAGERS, 403: REP}},
    },
    "plans:answer_amendment": {
        "POST": {
            "proposed closed": {403: PARTIES},
            "active": {302: REP, 403: MANAGERS},
            # A name comes under the text that was read alone.
            "asked": {200: REP, 403: MANAGERS},
        }
    },
    "plans:pause_plan": {
        "GET": {
            **NOT_THE_REP,
            "active": {200: MANAGERS, 403: REP + MENTOR},
            "paused": {403: PARTIES + MENTOR},
        },
        "POST": {**NOT_THE_REP, "active": {302: MANAGERS, 403: REP + MENTOR}},
    },
    "plans:resume_plan": {
        "POST": {
            **NOT_THE_REP,
            "active": {403: PARTIES + MENTOR},
            "paused": {302: MANAGERS, 403: REP + MENTOR},
        }
    },
    # The outcome is no page for a mentor, at any time.
    "plans:close_plan": {
        "GET": {
            # A draft has no outcome: it is discarded on a page of its own.
            "draft": {302: MANAGERS},
            # A formal plan is "formal", and "shown" where its outcome waits for its morning.
            "proposed active review formal shown": {200: MANAGERS, 403: REP},
            "closed": {302: MANAGERS, 403: REP},
        },
        "POST": {"draft": {302: MANAGERS}, "proposed active review closed": {302: MANAGERS, 403: REP}},
    },
    "plans:edit_programme": {
        "GET": {
            "draft": {403: MANAGERS},
            "proposed": {200: REP, 403: MANAGERS},
            "active": {200: REP, 403: MANAGERS + MENTOR},
            "closed": {403: PARTIES},
        },
        "POST": {
            "draft": {403: MANAGERS},
            "proposed": {200: REP, 403: MANAGERS},
            "active": {200: REP, 403: MANAGERS + MENTOR},
            "closed": {403: PARTIES},
        },
    },
    **MENTORING,
}
