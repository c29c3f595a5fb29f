"""One sentence about each of the people with whom a look at the sample begins."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.queries.demo_cast import DemoCast


def sentences(cast: DemoCast | None) -> Mapping[int, str]:
    """By the key of the person, in the order of the cards."""
    if cast is None:
        return {}
    plan = cast.plan
    said = {
        plan.manager_id: ngettext(
            "Start here: manages %(count)s person", "Start here: manages %(count)s people", cast.managed
        )
        % {"count": cast.managed},
        plan.rep_id: _("Has a plan: %(focus)s") % {"focus": plan.skill},
    }
    if plan.mentor_id is not None:
        said.setdefault(plan.mentor_id, _("Mentors %(name)s") % {"name": plan.rep.first_name})
    if cast.climber is not None:
        said.setdefault(cast.climber.pk, _("Has just reached a step"))
    if cast.hr is not None:
        said.setdefault(cast.hr.pk, _("HR partner for formal plans"))
    if cast.formal is not None:
        said.setdefault(cast.formal.manager_id, _("Manages a team with formal plans"))
        said.setdefault(cast.formal.rep_id, _("Has a formal plan"))
    return said
