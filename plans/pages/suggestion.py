"""Why a staircase lasts so long, in sentences: the weeks first, the reason after them."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.targets.detectability import trials_needed
from plans.calculations.timeline.parts import LengthReason, Part
from plans.models import Plan
from plans.pages.scale import WordedScale
from plans.queries.suggestion import Grounds, Suggested, longest_weeks
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import Worked, not_yet

# Trials are whole: two counts so near are the same one.
HALF = 0.5


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
    if grounds.why_not:
        notes.append(
            _("How long it takes to tell a real change from luck is not known. %(why)s")
            % {"why": not_yet(grounds.why_not)}
        )
    if grounds.is_expected:
        notes.append(
            _("That much is expected to come back without help: there is nothing to tell from luck.")
        )
    if suggested.steps is not None and suggested.steps.is_cut:
        notes.append(_("A plan lasts %(weeks)s weeks at most.") % {"weeks": longest_weeks(plan)})
    for away in grounds.leave:
        told = {"first": date_format(away.first_on, "j M"), "last": date_format(away.last_on, "j M")}
        notes.append(_("Leave from %(first)s to %(last)s moves the steps after it.") % told)
    return notes


def pace(grounds: Grounds) -> str:
    """19 meetings a week. Empty for a number without trials."""
    if grounds.trials_a_week is None:
        return ""
    return _("%(count)s %(what)s a week") % {
        "count": in_figures(grounds.trials_a_week),
        "what": trials_word(grounds.facts.metric),
    }


def trials_word(metric: Metric) -> str:
    """What the trials of a rate are called: meetings."""
    return (metric.denominator.unit if metric.denominator else "") or _("tries")


def in_figures(value: float) -> str:
    """A count as people say it: 3.4, 19, 310."""
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:,.1f}"


def _luck(plan: Plan, suggested: Suggested, scale: WordedScale, part: Part) -> str:
    told = {"pace": pace(suggested.grounds), "target": scale.say.target(plan.target)}
    if not isfinite(part.weeks):
        return _("a change to %(target)s is too small to tell from luck within a plan") % told
    if not told["pace"]:
        if scale.lower_is_better:
            return _("so long it takes at least to tell a real drop to %(target)s from luck") % told
        return _("so long it takes at least to tell a real rise to %(target)s from luck") % told
    if scale.lower_is_better:
        return _("so long it takes at least to tell a real drop from luck at %(pace)s") % told
    return _("so long it takes at least to tell a real rise from luck at %(pace)s") % told


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
    told = {"count": count, "weeks": suggested.window_weeks}
    said = ngettext(
        "%(count)s step, once %(weeks)s full weeks lie in the plan",
        "%(count)s steps two weeks apart, the first once its number can show",
        count,
    )
    return said % told


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
        "start": scale.say.round(grounds.facts.value),
        "target": scale.say.target(plan.target),
        "until": date_format(grounds.facts.until, "j M"),
        "pace": pace(grounds),
        "rate": f"{grounds.facts.start_rate:.3f}",
        "hoped": f"{plan.target or 0:.3f}",
        "exact": str(plan.target or 0),
    }
    found = [
        _(
            "%(name)s starts at %(start)s and goes to %(target)s. The way is split at 35, 70 and 100%%, in even numbers, so that the first step comes early."
        )
        % told
    ]
    found += _told_from_luck(grounds, told)
    if grounds.best is not None:
        found.append(
            _("The best change is the largest one of the last year that was held for four weeks more.")
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


def _told_from_luck(grounds: Grounds, told: dict[str, str]) -> list[str]:
    weeks = grounds.weeks_to_tell
    if weeks is None or not isfinite(weeks):
        return []
    told = {**told, "weeks": f"{weeks:.1f}"}
    meaning = _(
        "Told from luck means: a change that is luck looks real 1 time in 10, a real one is seen 8 times in 10."
    )
    if told["pace"]:
        takes = _("At %(pace)s, as counted up to %(until)s, that takes %(weeks)s weeks.") % told
    else:
        takes = _("By the weeks up to %(until)s that takes %(weeks)s weeks.") % told
    return [f"{meaning} {takes}", *_formula(grounds, told, weeks)]


def _formula(grounds: Grounds, told: dict[str, str], weeks: float) -> list[str]:
    """The trials a share needs, with this rep's own rates in it."""
    trials = grounds.trials_a_week
    if not grounds.facts.is_share or not trials or told["hoped"] == told["rate"]:
        return []
    known = trials_needed(baseline=grounds.facts.start_rate, hoped=float(told["exact"]))
    if abs(known - weeks * trials) > HALF:  # the other form asks for less
        return []
    return [
        _("The start, with the peers beside it, is as good as %(rate)s.") % told,
        _(
            "n = ((1.28 √(%(rate)s · %(rest)s) + 0.84 √(%(hoped)s · %(hoped_rest)s)) / %(gap)s)² = %(trials)s %(what)s; %(trials)s / %(usual)s a week = %(weeks)s weeks."
        )
        % {
            **told,
            "rest": f"{1 - float(told['rate']):.3f}",
            "hoped_rest": f"{1 - float(told['hoped']):.3f}",
            "gap": f"{abs(float(told['hoped']) - float(told['rate'])):.3f}",
            "trials": f"{weeks * trials:,.0f}",
            "usual": in_figures(trials),
            "what": trials_word(grounds.facts.metric),
        },
    ]
