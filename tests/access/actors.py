"""Who asks. Each plays one part toward the plan in question; the rep is that plan's own."""

REP, PEER = ("rep",), ("peer",)
MANAGERS = ("manager", "deputy")
ABOVE, OTHER = ("manager_above",), ("other_manager",)
MENTOR, ASKED, FORMER_MENTOR = ("mentor",), ("asked_mentor",), ("former_mentor",)
# The one of HR covers every team, the other another team alone.
HR, OTHER_HR, ADMIN = ("hr_partner",), ("other_hr",), ("site_admin",)
EVERY_HR = HR + OTHER_HR
PARTIES = REP + MANAGERS

# Not signed in, or no longer allowed to: every page but the public ones sends them to the sign-in page.
OUTSIDE = ("anonymous", "deactivated")
# The manager who agreed and manages nobody any more, and a mentor of somebody else's plan.
STRANGERS = (
    *PEER,
    *ABOVE,
    "former_manager",
    *OTHER,
    *FORMER_MENTOR,
    *ASKED,
    "other_mentor",
    *EVERY_HR,
    *ADMIN,
)
INSIDE = (*PARTIES, *MENTOR, *STRANGERS)
ACTORS = (*OUTSIDE, *INSIDE)
ALL_MANAGERS = (*MANAGERS, *ABOVE, *OTHER)
