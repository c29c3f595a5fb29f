"""What is to be looked at in a staircase before going on, each with one click that mends it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.targets.step_lists import StepLists, Unfair
from plans.calculations.timeline.misfits import Misfit
from plans.models import Plan
from plans.pages.fair_words import bars_words, honest_words
from plans.pages.milestones.offers import Click, Offers
from plans.pages.milestones.typed import TypedStaircase
from plans.pages.scale import WordedScale
from plans.pages.step_odds import Judge, Odds
from plans.pages.suggestion import weeks_word
from plans.queries.suggestion import Grounds, Suggested, longest_weeks
from salesgym.numbers.pages.sure import in_plans, of_ten


@dataclass(frozen=True)
class Warn:
    """Something to look at before going on: a sentence, and clicks that mend it, or the page where it is mended."""

    title: str
    text: str
    clicks: tuple[Click, ...] = ()
    label: str = ""
    url: str = ""


def warns_of(
    plan: Plan,
    typed: TypedStaircase,
    suggested: Suggested,
    scale: WordedScale,
    offers: Offers,
    *,
    is_early: bool,
) -> list[Warn]:
    """The warnings about the whole staircase; the one about its last step is `unfair`."""
    cycle = suggested.grounds.cycle_weeks
    warns = [
        _never_shows(plan, typed, cycle, offers),
        _comes_anyway(plan, suggested.grounds, scale, offers),
        # Where no plan is long enough no date is late enough either.
        _dates_early(is_early=is_early and (cycle or 0) <= longest_weeks(plan)),
    ]
    return [one for one in warns if one is not None]


def _never_shows(plan: Plan, typed: TypedStaircase, cycle: int | None, offers: Offers) -> Warn | None:
    weeks = typed.weeks(counts_from=plan.counts_from)
    if cycle is None or weeks is None or cycle <= weeks:
        return None
    text = _(
        "These deals usually take %(cycle)s weeks to close, the plan lasts %(weeks)s: a result cannot show inside it. A number earlier in the funnel can."
    ) % {"cycle": cycle, "weeks": weeks}
    title = _("This number shows too late for the plan")
    if cycle <= longest_weeks(plan):
        return Warn(title, text, (offers.longer(cycle),))
    if offers.clicks:
        return Warn(title, text, offers.clicks)
    url = reverse("plans:wizard_focus", args=[plan.pk])
    return Warn(title, text, url=url, label=_("Choose another number"))


def _comes_anyway(plan: Plan, grounds: Grounds, scale: WordedScale, offers: Offers) -> Warn | None:
    if not grounds.is_expected:
        return None
    words = {"name": plan.rep.first_name, "target": scale.say.target(plan.target)}
    text = _(
        "With the peers beside it, the number of %(name)s is expected to reach %(target)s without any change. Choose a target further away."
    )
    title = _("This target comes back by itself")
    if offers.clicks:
        return Warn(title, text % words, offers.clicks)
    url = reverse("plans:wizard_big_picture", args=[plan.pk])
    return Warn(title, text % words, url=url, label=_("Choose another target"))


def _dates_early(*, is_early: bool) -> Warn | None:
    if not is_early:
        return None
    text = _("One click moves the steps to days on which they can show, two weeks or more apart.")
    return Warn(_("Some steps come early"), text, (Click("dates", _("Move the dates")),))


def misfit_warn(misfit: Misfit, fairest: Click | None = None) -> Warn:
    """A run that is longer than the date of its step allows. `fairest` mends the last step where a run is fair."""
    told = {"number": misfit.index + 1, "weeks": misfit.run, "known": misfit.weeks, "fits": misfit.fits}
    title = _("Step %(number)s comes before its weeks in a row") % told
    text = (
        ngettext(
            "It takes %(weeks)s full weeks in a row, and only %(known)s week of the plan lies before its date.",
            "It takes %(weeks)s full weeks in a row, and only %(known)s weeks of the plan lie before its date.",
            misfit.weeks,
        )
        if misfit.weeks
        else _("It takes %(weeks)s full weeks in a row, and no week of the plan lies before its date.")
    ) % told
    if fairest is not None:
        return Warn(title, text, (fairest,))
    if misfit.fits is None:
        return Warn(title, text, (Click("dates", _("Move the dates")),))
    return Warn(title, text, (Click(f"run-{misfit.index}", _("Take %(fits)s weeks in a row") % told),))


def unfair(plan: Plan, odds: Odds, judge: Judge, grounds: Grounds, offers: Offers) -> Warn | None:
    """What is to be said of a last step that is a coin toss; None where it is fair.

    Where nothing is fair in this plan it is said as well while the step itself cannot be judged.
    """
    lists = judge.lists
    if lists is None or grounds.basis is None or grounds.is_expected or (odds.is_known and odds.is_fair):
        return None
    if lists.unfair is None:
        return _fairer(judge, lists) if odds.is_known else None
    text = honest_words(lists.suggested, grounds.basis, grounds.bars, plan, judge.scale.say)
    title = (
        _("Luck decides too much here")
        if lists.unfair is Unfair.LUCK
        else _("The plan leaves too little time")
    )
    return Warn(title, text, offers.clicks)


def _fairer(judge: Judge, lists: StepLists) -> Warn:
    best = lists.suggested
    told = {"weeks": weeks_word(best.weeks), "mark": judge.mark(best.mark)}
    words = bars_words(judge.name, judge.goal, luck=in_plans(best.luck), miss=of_ten(best.miss))
    text = _("Fairer are %(weeks)s in a row at %(mark)s.") % told
    return Warn(_("This run leaves much to luck"), f"{text} {words}", (fairest_click(judge, lists),))


def fairest_click(judge: Judge, lists: StepLists) -> Click:
    """The button that takes the fairest run and mark."""
    best = lists.suggested
    told = {"weeks": weeks_word(best.weeks), "mark": judge.mark(best.mark)}
    return Click("fair", _("Take %(weeks)s in a row at %(mark)s") % told)
