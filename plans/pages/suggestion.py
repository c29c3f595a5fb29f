"""Why a staircase lasts so long, in sentences: the weeks first, the reason after them."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.timeline.parts import LengthReason, Part
from plans.models import Plan
from plans.pages.fair_words import pace
from plans.pages.scale import WordedScale
from plans.pages.telling_words import told_lines
from plans.queries.suggestion import Grounds, Suggested, longest_weeks
from salesgym.numbers.pages.sure import Worked


@dataclass(frozen=True, slots=True)
class Line:
    """One reason: how many weeks, and why. `decides` marks the one that the plan lasts as long as."""

    weeks: str
    text: str
    decides: bool = False


def lines(plan: Plan, suggested: Suggested, scale: WordedScale) -> list[Line]:
    """Every part of the suggestion, the longest first, and what is not known or moves the dates."""
    found = []
    if suggested.steps is not None:
        found = [
            Line(_weeks(part), _WORDS[part.reason](plan, suggested, scale, part), place == 0)
            for place, part in enumerate(suggested.steps.parts)
        ]
    return found + [Line("", text) for text in _notes(plan, suggested)]


def _weeks(part: Part) -> str:
    if not isfinite(part.weeks):
        return _("Out of reach")
    weeks = weeks_word(int(part.weeks))
    return _("over %(weeks)s") % {"weeks": weeks} if part.is_at_least else weeks


def weeks_word(count: int) -> str:
    """1 week, 12 weeks."""
    return ngettext("%(count)s week", "%(count)s weeks", count) % {"count": count}


def _notes(plan: Plan, suggested: Suggested) -> list[str]:
    grounds, notes = suggested.grounds, []
    if grounds.is_expected:
        notes.append(_("That much is expected without a plan: there is nothing to tell from luck."))
    if suggested.steps is not None and suggested.steps.is_cut:
        notes.append(_("A plan lasts %(weeks)s weeks at most.") % {"weeks": longest_weeks(plan)})
    if plan.counts_from is not None and grounds.basis is not None:
        told = {
            "day": date_format(plan.counts_from, "j F"),
            "weeks": weeks_word(grounds.basis.plan_weeks),
        }
        notes.append(
            _(
                "This plan extends an earlier one: its weeks count on from %(day)s, and the chances below are those of %(weeks)s from that day on."
            )
            % told
        )
    for away in grounds.leave:
        told = {"first": date_format(away.first_on, "j M"), "last": date_format(away.last_on, "j M")}
        notes.append(_("Leave from %(first)s to %(last)s moves the steps after it.") % told)
    return notes


def _luck(plan: Plan, suggested: Suggested, scale: WordedScale, part: Part) -> str:
    told = {"pace": _pace(plan, suggested.grounds), "target": scale.say.target(plan.target)}
    if not told["pace"]:
        if scale.lower_is_better:
            return _("long enough to tell a real drop to %(target)s from luck") % told
        return _("long enough to tell a real rise to %(target)s from luck") % told
    if scale.lower_is_better:
        return _("long enough to tell a real drop from luck at %(pace)s") % told
    return _("long enough to tell a real rise from luck at %(pace)s") % told


def _pace(plan: Plan, grounds: Grounds) -> str:
    return pace(grounds.basis, plan.metric)


def _best(plan: Plan, suggested: Suggested, scale: WordedScale, part: Part) -> str:
    best = suggested.grounds.best
    if best is None:
        return ""
    told = {
        "name": plan.rep.first_name,
        "before": scale.say.round(best.before),
        "after": scale.say.round(best.after),
    }
    if best.is_comparable:
        return _("the best change of %(name)s so far took this long, from %(before)s to %(after)s") % told
    return (
        _(
            "the best change of %(name)s so far, smaller than this one, took this long: from %(before)s to %(after)s"
        )
        % told
    )


def _cycle(plan: Plan, suggested: Suggested, scale: WordedScale, part: Part) -> str:
    cycle = suggested.grounds.cycle
    if cycle is None:
        return ""
    told = {"deals": cycle.deals, "open": suggested.grounds.open_deals}
    if part.is_at_least:
        return _("fewer than half of %(deals)s deals are closed yet, %(open)s are still open") % told
    return (
        _("a deal usually takes this long to close (median of %(deals)s deals, %(open)s still open)") % told
    )


def _wanted(plan: Plan, suggested: Suggested, scale: WordedScale, part: Part) -> str:
    return _("so long you asked for on the page before")


def _shortest(plan: Plan, suggested: Suggested, scale: WordedScale, part: Part) -> str:
    return _("a plan is never shorter")


def _formal(plan: Plan, suggested: Suggested, scale: WordedScale, part: Part) -> str:
    return _("a formal plan lasts 60 days or more")


def _steps(plan: Plan, suggested: Suggested, scale: WordedScale, part: Part) -> str:
    count = len(suggested.steps.steps) if suggested.steps else 0
    said = ngettext(
        "%(count)s step, once its weeks in a row lie in the plan",
        "%(count)s steps two weeks apart, the first once its weeks in a row lie in the plan",
        count,
    )
    return said % {"count": count}


_WORDS: dict[LengthReason, Callable[[Plan, Suggested, WordedScale, Part], str]] = {
    LengthReason.TELLS_FROM_LUCK: _luck,
    LengthReason.BEST_CHANGE: _best,
    LengthReason.SALES_CYCLE: _cycle,
    LengthReason.WANTED: _wanted,
    LengthReason.SHORTEST: _shortest,
    LengthReason.FORMAL: _formal,
    LengthReason.STEPS: _steps,
}


def worked(plan: Plan, suggested: Suggested, scale: WordedScale) -> Worked:
    """How the length and the steps came about, with this rep's own numbers."""
    grounds = suggested.grounds
    told = {
        "name": plan.rep.first_name,
        "start": scale.say.round(float(plan.baseline or 0)),
        "target": scale.say.target(plan.target),
    }
    found = [
        _(
            "%(name)s starts at %(start)s and goes to %(target)s. The way is split at 35, 70 and 100%%, in even numbers, so that the first step comes early."
        )
        % told
    ]
    if grounds.basis is not None and grounds.bars.lists is not None:
        found += told_lines(grounds.basis, scale, goal=told["target"], told_within=grounds.bars.told_within)
    if grounds.best is not None:
        found.append(
            _(
                "The best change is the largest one of the last year that was held for four weeks more. It counts because, looked at as a plan, it is clear."
            )
        )
    if grounds.cycle is not None:
        found.append(
            _(
                "The usual time of a deal is the one at which half are closed, with the open ones counted in: %(days)s days."
            )
            % {"days": f"{grounds.cycle.days:.0f}"}
        )
    source = _(
        "Fleiss, Levin and Paik (2003) for the weeks to tell; Kaplan and Meier (1958) for the time of a deal."
    )
    return Worked(tuple(found), source)
