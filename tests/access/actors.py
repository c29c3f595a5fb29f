"""Who asks. Each plays one part toward the plan in question; the rep is that plan's own."""

REP, PEER = ("rep",), ("peer",)
MANAGERS = ("manager", "deputy")
ABOVE, OTHER = ("manager_above",), ("other_manager",)
MENTOR, ASKED, FORMER_MENTOR = ("mentor",), ("asked_mentor",), ("former_mentor",)
HR, ADMIN = ("hr_partner",), ("site_admin",)
PARTIES = REP + MANAGERS

# Not signed in, or no longer allowed to: every page but the public ones sends them to the sign-in page.
OUTSIDE = ("anonymous", "deactivated")
# The manager who agreed and manages nobody any more, and a mentor of somebody else's plan.
STRANGERS = (*PEER, *ABOVE, "former_manager", *OTHER, *FORMER_MENTOR, *ASKED, "other_mentor", *HR, *ADMIN)
INSIDE = (*PARTIES, *MENTOR, *STRANGERS)
ACTORS = (*OUTSIDE, *INSIDE)
ALL_MANAGERS = (*MANAGERS, *ABOVE, *OTHER)
