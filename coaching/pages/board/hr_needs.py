"""Lines of the queue about a formal draft that HR has answered: one that came back, one to hand over."""

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages.board.need import Need
from plans.models import Plan
from salesgym.people.pages.sentence import sentence


def returned(plan: Plan) -> Need:
    return Need(
        "hr_returned", "undo-2", "lake",
        sentence(_("HR returned %(name)s's plan with comments"), {"name": plan.rep.first_name}, name=plan.rep_id),
        _("Change what they ask for, and send it again."), _("Read the comments"),
        reverse("plans:wizard_review", args=[plan.pk]),
    )  # fmt: skip


def approved(plan: Plan) -> Need:
    return Need(
        "hr_approved", "badge-check", "lake",
        sentence(_("HR approved %(name)s's plan"), {"name": plan.rep.first_name}, name=plan.rep_id),
        _("Hand it over in a talk, then propose it."), _("Look once more"),
        reverse("plans:wizard_review", args=[plan.pk]),
    )  # fmt: skip
