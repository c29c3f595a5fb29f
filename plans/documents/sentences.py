"""The sentences of an agreement that its page sets in columns: written by `agreement`, read back by `parts`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

REP = _("Rep: %(name)s")
MANAGER = _("Manager: %(name)s")
MENTOR = _("Mentor: %(name)s, once the invitation is accepted")
NO_MENTOR = _("Mentor: to be asked later")
KIND = _("Kind: %(kind)s")
SKILL = _("Skill: %(name)s")
SEEN = _("Seen on %(day)s, %(kind)s: %(what)s")

IN_A_ROW = _("%(metric)s, over full weeks in a row")
IN_A_WINDOW = _("%(metric)s, over the last %(weeks)s full weeks")
START = _("Start: %(value)s")
START_WEEKS = ngettext_lazy(
    "Start: %(value)s, %(weeks)s week to %(day)s", "Start: %(value)s, %(weeks)s weeks to %(day)s", "weeks"
)
TARGET = _("Target: %(value)s")

FIRST_DAY = _("First day: %(day)s")
LAST_DAY = _("Last day: %(day)s")
STEP = _("Step %(number)s, by %(day)s: %(what)s")
STEP_WITH_REWARD = _("Step %(number)s, by %(day)s: %(what)s. Reward: %(reward)s, given by %(name)s")

DRILL = ngettext_lazy("%(drill)s, %(times)s time a week", "%(drill)s, %(times)s times a week", "times")
DRILL_WHEN = ngettext_lazy(
    "%(drill)s, %(times)s time a week, %(when)s", "%(drill)s, %(times)s times a week, %(when)s", "times"
)
DRILL_IF_THEN = ngettext_lazy(
    "%(drill)s, %(times)s time a week: %(what)s", "%(drill)s, %(times)s times a week: %(what)s", "times"
)
PROMISE = _("%(what)s. By %(day)s: %(who)s")
TARGETS_STAY = _(
    "Targets stay as they are. Where they no longer fit, the plan closes and a new one is signed by both."
)
# Plans of the earlier rule keep their text to the byte, and do not say this.
DATES_CHANGE = _("Dates change only as both sign the new ones. The earlier text stays to be read.")
# Of a formal plan, which its rep may not agree to.
FORMAL_TARGETS_STAY = _(
    "Targets stay as they are. Where they no longer fit, the plan closes and another is opened anew."
)
FORMAL_DATES_CHANGE = _(
    "Dates change only where %(name)s agrees to the new ones. The earlier text stays to be read."
)
