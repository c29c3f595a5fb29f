"""Whose milestones are looked at again when numbers come in."""

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models import Milestone, Plan
from plans.queries import sayers
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.touched import Line
from salesgym.people.models import User

# A smaller count would tell who has a plan.
FEWEST_COUNTED = 5


def milestones(user: User, rep_ids: Collection[int], first_week: date | None) -> list[Line]:
    """The next step of each plan this person may open; of the other plans how many there are, if they are many."""
    if not rep_ids:
        return []
    not_over = Q(ends_on=None) | Q(ends_on__gte=first_week) if first_week else Q()
    measured = Plan.objects.working().filter(not_over, rep_id__in=rep_ids)
    ahead = Milestone.objects.filter(status=Milestone.Status.AHEAD).select_related("metric")
    seen = list(
        measured.filter(pk__in=Plan.objects.visible_to(user).values("pk"))
        .select_related("rep")
        .prefetch_related(Prefetch("milestones", ahead.order_by("position"), to_attr="steps_ahead"))
        .order_by("rep__name", "pk")
    )
    say = sayers.current()
    told = [_line(plan, say) for plan in seen]
    return told + _others(measured.count() - len(seen))


def _line(plan: Plan, say: Sayers) -> Line:
    steps: list[Milestone] = getattr(plan, "steps_ahead", [])
    text = _step(steps[0], say) if steps else _("every step is reached")
    return Line(plan.rep.name, text, reverse("coaching:plan_page", args=[plan.pk]))


def _step(step: Milestone, say: Sayers) -> str:
    if step.metric is None or step.target is None:
        return step.title or _("step %(number)s") % {"number": step.position}
    value = say(step.metric).bare.target(step.target)
    words = {"number": step.position, "value": value, "metric": step.metric.name.lower()}
    return _("step %(number)s, %(value)s %(metric)s") % words


def _others(count: int) -> list[Line]:
    if count < FEWEST_COUNTED:
        return []
    text = ngettext(
        "The step of %(count)s plan that you do not see is looked at again.",
        "The steps of %(count)s plans that you do not see are looked at again.",
        count,
    )
    return [Line("", text % {"count": count})]
