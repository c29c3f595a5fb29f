"""What is said of a formal plan before HR: the help that came before it, and the reasons that it asks for."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.models import Plan
from salesgym.people.models import User


def earlier_words(plan: Plan) -> str:
    """Of a plan as `plans.queries.hr.support_given` gives it: Discovery questions, 5 January 2026 to 30 March 2026: met in part."""
    told = {
        "focus": plan.skill or _("Coaching"),
        "first": date_format(plan.starts_on, "j F Y") if plan.starts_on else "",
        "last": date_format(vars(plan)["closed_on"], "j F Y"),
        "result": plan.outcome.get_result_display() if hasattr(plan, "outcome") else _("ended"),
    }
    return _("Coaching plan %(focus)s, %(first)s to %(last)s: %(result)s") % told


def hr_words(partners: Iterable[User]) -> str:
    """Ruth Adler, Sam Otieno"""
    return ", ".join(str(one) for one in partners) or _("The HR partners")
