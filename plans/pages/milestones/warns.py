"""What is to be looked at in a staircase before going on, each with one click that mends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.calculations.targets.mends import Mend, MendKind
from plans.calculations.targets.step_lists import StepLists, Unfair
from plans.calculations.timeline.misfits import Misfit
from plans.calculations.timeline.steps import MOST_WEEKS
from plans.models import Plan
from plans.pages.fair_words import bars_words, pace, unfair_words
from plans.pages.milestones.typed import TypedStaircase
from plans.pages.scale import WordedScale, scale_of
from plans.pages.step_odds import Judge, Odds
from plans.pages.suggestion import weeks_word
from plans.queries.suggestion import Grounds, Suggested
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import in_plans, of_ten
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True)
class Click:
    """A button that mends."""

    action: str
    label: str


@dataclass(frozen=True)
class Warn:
    """Something to look at before going on: a sentence, and clicks that mend it, or the page where it is mended."""

    title: str
    text: str
    clicks: tuple[Click, ...] = ()
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
        _comes_anyway(plan, suggested.grounds, scale),
        _dates_early(is_early=is_early),
    ]
    return [one for one in warns if one is not None]


def _never_shows(plan: Plan, typed: TypedStaircase, suggested: Suggested) -> Warn | None:
    cycle, weeks = suggested.grounds.cycle_weeks, typed.weeks
    if cycle is None or weeks is None or cycle <= weeks:
        return None
    text = _(
        "These deals usually take %(cycle)s weeks to close, the plan lasts %(weeks)s: a result cannot show inside it. A number earlier in the funnel can."
    ) % {"cycle": cycle, "weeks": weeks}
    title, url = _("This number shows too late for the plan"), reverse("plans:wizard_focus", args=[plan.pk])
    if cycle <= MOST_WEEKS:
        return Warn(title, text, (_longer(cycle),))
    return Warn(title, text, url=url, label=_("Choose another number"))


def _longer(weeks: int) -> Click:
    return Click(f"weeks-{weeks}", _("Make it %(weeks)s") % {"weeks": weeks_word(weeks)})


def _comes_anyway(plan: Plan, grounds: Grounds, scale: WordedScale) -> Warn | None:
    if not grounds.is_expected:
        return None
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
    return Warn(_("Some steps come early"), text, (Click("dates", _("Move the dates")),))


def misfit_warn(misfit: Misfit) -> Warn:
    """A run that is longer than the date of its step allows."""
    told = {"number": misfit.index + 1, "weeks": misfit.run, "known": misfit.weeks, "fits": misfit.fits}
    title = _("Step %(number)s comes before its weeks in a row") % told
    text = (
        _("It takes %(weeks)s full weeks in a row, and only %(known)s of the plan lie before its date.")
        % told
    )
    if misfit.fits is None:
        return Warn(title, text, (Click("dates", _("Move the dates")),))
    return Warn(title, text, (Click(f"run-{misfit.index}", _("Take %(fits)s weeks in a row") % told),))


def unfair(
    plan: Plan,
    odds: Odds,
    judge: Judge,
    grounds: Grounds,
    metrics: Mapping[int, Metric],
    say: Sayers,
) -> Warn | None:
    """Always there for a last step that the browser moves; hidden while it is fair."""
    lists = judge.lists
    if not odds.is_known or lists is None or grounds.is_expected:
        return None
    if lists.unfair is None:
        return _fairer(plan, odds, judge, lists)
    suggested = lists.suggested
    text = unfair_words(
        lists.unfair,
        name=judge.name,
        goal=judge.goal,
        pace=pace(grounds.basis, plan.metric),
        weeks=lists.plan_weeks,
        chance=suggested.luck if lists.unfair is Unfair.LUCK else suggested.miss,
    )
    title = (
        _("Luck decides too much here")
        if lists.unfair is Unfair.LUCK
        else _("The plan leaves too little time")
    )
    clicks = clicks_of(grounds.bars.mends, metrics, say)
    return Warn(title, text, clicks, is_live=True, is_shown=not odds.is_fair)


def _fairer(plan: Plan, odds: Odds, judge: Judge, lists: StepLists) -> Warn:
    best = lists.suggested
    mark = judge.scale.say.target(Decimal(repr(best.mark)))
    told = {"weeks": weeks_word(best.weeks), "mark": mark}
    words = bars_words(judge.name, judge.goal, luck=in_plans(best.luck), miss=of_ten(best.miss))
    text = _("Fairer are %(weeks)s in a row at %(mark)s.") % told
    label = _("Take %(weeks)s in a row at %(mark)s") % told
    return Warn(
        _("This run leaves much to luck"),
        f"{text} {words}",
        (Click("fair", label),),
        is_live=True,
        is_shown=not odds.is_fair,
    )


def clicks_of(mends: Sequence[Mend], metrics: Mapping[int, Metric], say: Sayers) -> tuple[Click, ...]:
    """The mends as buttons, in their order; those of a metric that is gone are left out."""
    return tuple(click for mend in mends if (click := _click(mend, metrics, say)) is not None)


def _click(mend: Mend, metrics: Mapping[int, Metric], say: Sayers) -> Click | None:
    if mend.kind is MendKind.LONGER:
        return _longer(mend.weeks)
    metric = metrics.get(mend.metric or 0)
    if metric is None:
        return None
    goal = scale_of(metric, say).say.target(Decimal(repr(mend.goal)))
    told = {"metric": metric.name, "goal": goal, "weeks": weeks_word(mend.weeks)}
    return Click(f"number-{metric.pk}", _("Make it about %(metric)s: %(goal)s in %(weeks)s") % told)
