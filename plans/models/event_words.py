"""Longer words of events, whole sentences with the places that `Event` names."""

from django.utils.translation import gettext_lazy as _

TO_A_STEP = _("%(who)s added a file to step %(number)s: %(what)s")
FROM_A_STEP = _("%(who)s removed a file from step %(number)s: %(what)s")
TO_A_PROMISE = _("%(who)s added a file to a promise: %(what)s")
FROM_A_PROMISE = _("%(who)s removed a file from a promise: %(what)s")
SHARED = _("%(who)s shared evidence of their own with this plan")
REPLIED = _("%(who)s added to the record in their own words")
VAGUE = _("%(who)s said that step %(number)s is vague")
HAS_IT = _("%(who)s has received the plan")
HAS_DATES = _("%(who)s has received the new dates")
NOT_TAKEN = _("%(who)s wrote down that the plan was not taken, with a witness: %(what)s")
NO_ANSWER = _("%(who)s lets the plan run: it was received, and there was no answer")
ANSWERED = _("%(who)s answered what step %(number)s means")
OVERRIDE_ASKED = _("%(who)s asked HR to override what stands against the outcome")
OVERRIDE_GIVEN = _("%(who)s overrode a block as HR: %(what)s")
OVERRIDE_DECLINED = _("%(who)s did not override as HR what stands against the outcome")
ANNOUNCED = _("%(who)s wrote the outcome: %(what)s. It was not final yet")
OVERTAKEN = _("The outcome was taken back: what both signed left no room for it any more")
CONFIRMED = _("%(who)s confirmed a typed number: %(what)s")
IMPORTED = _("%(who)s brought or changed numbers of this plan's weeks with a file: %(what)s")
OUTDATED = _("The outcome was taken back: a manager's file changed numbers after it was shown")
