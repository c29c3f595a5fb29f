"""The one sentence of truth under the stairs: where the number is, from where, and how sure we are."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from coaching.pages import words
from coaching.pages.plan import chances
from coaching.pages.plan.chances import Chance
from coaching.queries.plan import PlanNumbers
from plans import permissions
from plans.models import Plan
from plans.pages.at_the_end import at_the_end
from plans.queries.typed_weeks import counting
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Truth:
    """`now` is the number with where it came from; without numbers it says when they come, and nothing is known.

    `known_to` is how far the numbers reach while they still count for the plan.

    `chances` are the answers in short: is it real, will the next step be reached.
    """

    now: str
    is_known: bool
    known_to: date | None
    chances: tuple[Chance, ...] = ()


def truth(numbers: PlanNumbers, *, reader: User, say: Sayers) -> Truth | None:
    """What is true of the plan's number on this day; None where the plan has no number."""
    plan, standing = numbers.opened.plan, numbers.standing
    if plan.metric is None:
        return None
    found = numbers.series.get((plan.rep_id, plan.metric.pk))
    own = counting(plan, found) if found is not None else None
    is_known = own is not None and not own.is_empty
    is_rep = permissions.is_rep(reader, plan)
    # A plan that rests or is over pushes nobody.
    is_running = plan.status == Plan.Status.ACTIVE
    short = chances.in_short(
        plan,
        standing.step,
        next_weeks=words.way_to_go(standing, say, is_own=is_rep) if is_running else "",
        say=say,
        is_rep=is_rep,
        on=numbers.until,
    )
    return Truth(
        now=_now(numbers, say) if is_known else "",
        is_known=is_known,
        known_to=own.known_to if own is not None and standing.ended_on is None else None,
        chances=tuple(one for one in (short.improved, short.reaching) if one is not None) if short else (),
    )


def _now(numbers: PlanNumbers, say: Sayers) -> str:
    """25.0% now, from 21.9%. Once it is over: 29.0% at the end (18 of 62 to 13 Nov), from 22.1%."""
    plan, standing = numbers.opened.plan, numbers.standing
    it = say(plan.metric)
    said = {"now": it.now(standing.plan_value) or _("nothing yet"), "start": it.now(plan.baseline)}
    end = at_the_end(standing.window, plan.metric, say, ended_on=standing.ended_on)
    if end:
        said["end"] = end
        return _("%(end)s, from %(start)s.") % said if said["start"] else _("%(end)s.") % said
    if standing.ended_on is not None:
        return _("No numbers in its last weeks.")
    return _("%(now)s now, from %(start)s.") % said if said["start"] else _("%(now)s now.") % said
