"""What is to be looked at in a staircase before going on, each with one click that mends it."""

from dataclasses import dataclass
from math import ceil, isfinite

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.calculations.timeline.steps import MOST_WEEKS
from plans.models import Plan
from plans.pages import suggestion
from plans.pages.milestones.typed import TypedStaircase
from plans.pages.scale import WordedScale
from plans.pages.step_odds import Fairer, Odds
from plans.queries.suggestion import Suggested


@dataclass(frozen=True)
class Warn:
    """Something to look at before going on: a sentence, and one click that mends it."""

    title: str
    text: str
    action: str = ""
    label: str = ""
    url: str = ""
    is_live: bool = False
    is_shown: bool = True


def warns_of(
    plan: Plan, typed: TypedStaircase, suggested: Suggested, scale: WordedScale, *, is_early: bool
) -> list[Warn]:
    """The warnings about the whole staircase; the one about its last step is `unfair`."""
    warns = [
        _never_shows(plan, typed, suggested),
        _too_short(plan, typed, suggested, scale),
        _dates_early(is_early=is_early),
    ]
    return [one for one in warns if one is not None]


def _never_shows(plan: Plan, typed: TypedStaircase, suggested: Suggested) -> Warn | None:
    cycle, weeks = suggested.grounds.cycle_weeks, typed.weeks
    if cycle is None or weeks is None or cycle <= weeks:
        return None
    return Warn(
        _("This number shows too late for the plan"),
        _(
            "These deals usually take %(cycle)s weeks to close, the plan lasts %(weeks)s: a result cannot show inside it. A number earlier in the funnel can."
        )
        % {"cycle": cycle, "weeks": weeks},
        url=reverse("plans:wizard_focus", args=[plan.pk]),
        label=_("Choose another number"),
    )


def _too_short(plan: Plan, typed: TypedStaircase, suggested: Suggested, scale: WordedScale) -> Warn | None:
    grounds, weeks = suggested.grounds, typed.weeks
    if grounds.is_expected:
        return _comes_anyway(plan, scale)
    needed = grounds.weeks_to_tell
    if needed is None or weeks is None or needed <= weeks:
        return None
    words = {
        "name": plan.rep.first_name,
        "pace": suggestion.pace(grounds),
        "target": scale.say.target(plan.target),
        "weeks": weeks,
        "needed": ceil(needed) if isfinite(needed) else 0,
    }
    if needed <= MOST_WEEKS:
        text = _(
            "A real change to %(target)s takes at least %(needed)s weeks to tell from luck; this plan lasts %(weeks)s."
        )
        label = _("Make it %(needed)s weeks") % words
        return Warn(_("This plan is short"), text % words, f"weeks-{words['needed']}", label)
    text = _(
        "At the pace of %(name)s a real change to %(target)s cannot be told from luck within 26 weeks. Choose a number with more tries, higher in the funnel, or a larger change."
    )
    url = reverse("plans:wizard_focus", args=[plan.pk])
    return Warn(_("Too few tries to tell"), text % words, url=url, label=_("Choose another number"))


def _comes_anyway(plan: Plan, scale: WordedScale) -> Warn:
    words = {"name": plan.rep.first_name, "target": scale.say.target(plan.target)}
    text = _(
        "With the peers beside it, the number of %(name)s is expected to reach %(target)s without any change. Choose a target further away."
    )
    url = reverse("plans:wizard_big_picture", args=[plan.pk])
    return Warn(
        _("This target comes back by itself"), text % words, url=url, label=_("Choose another target")
    )


def _dates_early(*, is_early: bool) -> Warn | None:
    if not is_early:
        return None
    text = _("One click moves the steps to days on which they can show, two weeks or more apart.")
    return Warn(_("Some steps come early"), text, "dates", _("Move the dates"))


def unfair(plan: Plan, odds: Odds, fairer: Fairer | None, scale: WordedScale) -> Warn | None:
    """Always there for a step that the browser moves; hidden while the step is fair."""
    if not odds.is_known:
        return None
    title, is_shown = _("The last step leaves much to luck"), not odds.is_fair
    if fairer is None:
        text = _(
            "No number on the way is fair at the pace of %(name)s, even over 13 weeks. A number with more tries, higher in the funnel, can be."
        ) % {"name": plan.rep.first_name}
        url = reverse("plans:wizard_focus", args=[plan.pk])
        return Warn(title, text, "", _("Choose another number"), url, is_live=True, is_shown=is_shown)
    words = {"target": scale.say.target(plan.target), "value": fairer.said, "weeks": str(fairer.weeks)}
    text = _(
        "Somebody who truly is at %(target)s misses %(target)s itself about half of the time. A fairer number lies between today and there; the plan still heads for %(target)s."
    )
    label = _("Choose %(value)s: fairer")
    if fairer.is_longer:
        label = _("Measure %(value)s over %(weeks)s weeks: fairer")
    return Warn(title, text % words, "fair", label % words, is_live=True, is_shown=is_shown)
