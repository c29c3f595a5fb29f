"""What step 4 shows around its form: why the staircase is suggested so, and how fair each step is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.calculations.timeline.misfits import Misfit
from plans.calculations.timeline.room import weeks_needed
from plans.calculations.timeline.steps import Rung
from plans.calculations.timeline.too_early import Early, EarlyReason, early_steps
from plans.models import Plan
from plans.pages import step_odds, suggestion
from plans.pages.fair_words import told_words
from plans.pages.milestones.offers import Offers
from plans.pages.milestones.typed import TypedStaircase
from plans.pages.milestones.warns import Warn, fairest_click, misfit_warn, unfair, warns_of
from plans.pages.scale import WordedScale
from plans.pages.step_odds import Judge, Odds
from plans.pages.suggestion import Line
from plans.queries.suggestion import Grounds, Suggested
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import Worked, not_yet
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True)
class Row:
    """What stands beside one step: its bars, and what is to be looked at."""

    odds: Odds
    early: str = ""
    warn: Warn | None = None
    misfit: Warn | None = None
    worked: Worked | None = None
    is_last: bool = False

    @property
    def is_quiet(self) -> bool:
        """Early steps are there to give momentum: their bars are shown small, without a word, and warn of nothing."""
        return not self.is_last


@dataclass(frozen=True)
class Page:
    """Everything around the form."""

    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    weeks: int | None
    refusal: str
    differs: bool
    warns: tuple[Warn, ...]
    worked_length: Worked
    told: str


@dataclass(frozen=True)
class Desk:
    """What the page is drawn from: what the steps in the form are judged by, and what is suggested.

    `runs` has the run of each step as it would be stored, `misfits` those that do not fit before their date.
    `suggested_weeks` are the full weeks of the suggested plan, None where there is none.
    """

    grounds: Grounds
    suggested: Suggested
    suggested_weeks: int | None
    runs: Sequence[int | None]
    misfits: Sequence[Misfit]
    metrics: Mapping[int, Metric]
    say: Sayers


def build(plan: Plan, typed: TypedStaircase, desk: Desk, scale: WordedScale) -> Page:
    """The page for what stands in the form now."""
    early = {step.index: step for step in _early(plan, typed, desk.suggested)}
    judge = Judge(
        name=plan.rep.first_name,
        goal=scale.say.target(plan.target),
        scale=scale,
        lists=desk.grounds.bars.lists,
        is_expected=desk.grounds.is_expected,
    )
    offers = _offers(typed, desk, scale)
    late = _late(typed, desk, judge)
    rows = [
        Row(
            judge.odds(step.target, desk.runs[place]),
            _early_words(early.get(place), desk.suggested),
            misfit=late.get(place),
        )
        for place, step in enumerate(typed.steps)
    ]
    rows[-1] = replace(
        rows[-1],
        warn=unfair(plan, rows[-1].odds, judge, desk.grounds, offers),
        worked=step_odds.worked(plan, desk.grounds.basis, judge),
        is_last=True,
    )
    return Page(
        rows=tuple(rows),
        lines=tuple(suggestion.lines(plan, desk.suggested, scale)),
        weeks=desk.suggested_weeks,
        refusal=not_yet(desk.suggested.refusal) if desk.suggested.refusal else "",
        differs=_differs(typed, desk),
        warns=tuple(warns_of(plan, typed, desk.suggested, scale, offers, is_early=bool(early))),
        worked_length=suggestion.worked(plan, desk.suggested, scale),
        told=_told(plan, desk.grounds, scale),
    )


def _offers(typed: TypedStaircase, desk: Desk, scale: WordedScale) -> Offers:
    grounds = desk.grounds
    return Offers(
        mends=grounds.bars.mends,
        metrics=desk.metrics,
        scale=scale,
        say=desk.say,
        plan_weeks=grounds.basis.plan_weeks if grounds.basis else 0,
        needed=weeks_needed(len(typed.steps), grounds.cycle_weeks),
    )


def _late(typed: TypedStaircase, desk: Desk, judge: Judge) -> dict[int, Warn]:
    """The warning of each step whose run does not fit; the last one takes the run that is fairest where one is fair."""
    lists = judge.lists
    is_any_fair = lists is not None and lists.unfair is None and not desk.grounds.is_expected
    fairest = fairest_click(judge, lists) if lists is not None and is_any_fair else None
    last = len(typed.steps) - 1
    return {
        misfit.index: misfit_warn(misfit, fairest if misfit.index == last else None)
        for misfit in desk.misfits
    }


def _told(plan: Plan, grounds: Grounds, scale: WordedScale) -> str:
    """What a plan of this length can show; empty where nothing is known, or nothing is to tell."""
    if grounds.basis is None or grounds.bars.lists is None or grounds.is_expected:
        return ""
    return told_words(
        grounds.bars.told_within,
        grounds.bars.weeks_to_tell,
        plan_weeks=grounds.basis.plan_weeks,
        goal=scale.say.target(plan.target),
        is_down=scale.lower_is_better,
    )


def _early(plan: Plan, typed: TypedStaircase, suggested: Suggested) -> list[Early]:
    if typed.starts_on is None:
        return []
    return early_steps(
        [Rung(step.due_on, None, measures_focus=step.is_focus) for step in typed.steps],
        starts_on=plan.counts_from or typed.starts_on,
        cycle_weeks=suggested.grounds.cycle_weeks,
    )


def _early_words(early: Early | None, suggested: Suggested) -> str:
    if early is None:
        return ""
    words = {"day": date_format(early.fits_on, "j F"), "cycle": suggested.grounds.cycle_weeks}
    sentences = {
        EarlyReason.SALES_CYCLE: _(
            "Early: a deal opened on the first day usually takes %(cycle)s weeks to close. Choose %(day)s or later."
        ),
        EarlyReason.STEP_BEFORE: _(
            "Early: two weeks after the step before there is something new to see. Choose %(day)s or later."
        ),
    }
    return sentences[early.why] % words


def _differs(typed: TypedStaircase, desk: Desk) -> bool:
    """True where another staircase than the suggested one stands in the form."""
    steps = desk.suggested.steps
    if steps is None:
        return False
    mine = [(step.target, step.due_on) for step in typed.steps]
    theirs = [(step.target, step.due_on) for step in steps.steps]
    last = desk.runs[-1] if desk.runs else None
    return mine != theirs or typed.ends_on != steps.ends_on or last != desk.suggested.run_weeks
