"""What corrected numbers say of a verified step, which stays verified: one sentence for every page."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from plans.models import Milestone
from plans.pages.figures import step_figure
from salesgym.numbers.pages.values import Sayers


def corrections(steps: Iterable[Milestone], say: Sayers) -> list[str]:
    """Of each of these steps that corrected numbers no longer meet: with what it was verified, and what they say now."""
    return [
        _("Step %(number)s stays verified, at %(value)s. %(note)s")
        % {
            "number": step.position,
            "value": step_figure(step, step.reached_value, say, exact=True),
            "note": step.note,
        }
        for step in steps
        if step.is_corrected
    ]
