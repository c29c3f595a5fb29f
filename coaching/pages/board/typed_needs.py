"""Lines of the queue about weeks that a rep typed and a manager confirms: one for each week."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.pages import words
from coaching.pages.board.need import Need, Waiting
from plans.models import Plan
from plans.queries.typed_weeks import TypedWeek
from salesgym.people.pages.sentence import sentence


def waiting(plan: Plan, typed: Iterable[TypedWeek]) -> list[Waiting]:
    """The lines for this plan, since the day on which the week was typed last."""
    since = {one.week: timezone.localtime(one.at).date() for one in sorted(typed, key=lambda one: one.at)}
    return [Waiting("typed", day, partial(_typed, plan, week)) for week, day in since.items()]


def _typed(plan: Plan, week: date) -> Need:
    said = {"name": plan.rep.first_name, "day": words.day(week)}
    return Need(
        "typed", "pencil", "lake",
        sentence(_("%(name)s typed numbers of the week of %(day)s"), said, name=plan.rep_id),
        _("They count in the plan once you have confirmed them."), _("Look and confirm"),
        f"{reverse('plans:plan_weeks', args=[plan.pk])}#week-{week:%Y-%m-%d}",
    )  # fmt: skip
