"""What step 4 shows around its form: why the staircase is suggested so, and how fair each step is."""

import json
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.calculations.timeline.steps import Rung
from plans.calculations.timeline.too_early import Early, EarlyReason, early_steps
from plans.models import Plan
from plans.pages import step_odds, suggestion
from plans.pages.milestones.typed import TypedStaircase
from plans.pages.milestones.warns import Warn, unfair, warns_of
from plans.pages.step_odds import Fairer, Judge, Odds
from plans.pages.suggestion import Line, weeks_word
from plans.queries.suggestion import Suggested
from salesgym.numbers.pages.sure import Worked, not_yet


@dataclass(frozen=True)
class Row:
    """What stands beside one step: its bars, and the sentence where its day is early."""

    odds: Odds
    early: str = ""
    warn: Warn | None = None
    worked: Worked | None = None

    @property
    def is_quiet(self) -> bool:
        """Early steps are there to give momentum: their bars are shown small, and warn of nothing."""
        return self.worked is None


@dataclass(frozen=True)
class Page:
    """Everything around the form."""

    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    weeks: int | None
    refusal: str
    differs: bool
    warns: tuple[Warn, ...]
    table: str
    worked_length: Worked
    window: str


def build(
    plan: Plan, typed: TypedStaircase, suggested: Suggested, judge: Judge, fairer: Fairer | None
) -> Page:
    """The page for what stands in the form now."""
    early = {step.index: step for step in _early(typed, suggested)}
    rows = [
        Row(judge.odds(step.target), _early_words(early.get(place), typed.window, suggested))
        for place, step in enumerate(typed.steps)
    ]
    rows[-1] = _last(plan, typed, rows[-1], judge, fairer)
    steps, table = suggested.steps, judge.for_browser()
    return Page(
        rows=tuple(rows),
        lines=tuple(suggestion.lines(plan, suggested, judge.scale)),
        weeks=steps.weeks if steps else None,
        refusal=not_yet(suggested.refusal) if suggested.refusal else "",
        differs=_differs(typed, suggested),
        warns=tuple(warns_of(plan, typed, suggested, judge.scale, is_early=bool(early))),
        table=json.dumps(table, separators=(",", ":")) if table else "",
        worked_length=suggestion.worked(plan, suggested, judge.scale),
        window=weeks_word(typed.window),
    )


def _last(plan: Plan, typed: TypedStaircase, row: Row, judge: Judge, fairer: Fairer | None) -> Row:
    """The last step alone is judged: what would be fairer, and how its bars came about."""
    worked = step_odds.worked(plan, judge, typed.steps[-1].target)
    return replace(row, warn=unfair(plan, row.odds, fairer, judge.scale), worked=worked)


def _early(typed: TypedStaircase, suggested: Suggested) -> list[Early]:
    if typed.starts_on is None:
        return []
    return early_steps(
        [Rung(step.due_on, None, measures_focus=step.is_focus) for step in typed.steps],
        starts_on=typed.starts_on,
        window_weeks=typed.window,
        cycle_weeks=suggested.grounds.cycle_weeks,
    )


def _early_words(early: Early | None, window: int, suggested: Suggested) -> str:
    if early is None:
        return ""
    words = {
        "day": date_format(early.fits_on, "j F"),
        "weeks": window,
        "cycle": suggested.grounds.cycle_weeks,
    }
    sentences = {
        EarlyReason.WINDOW: _(
            "Early: its %(weeks)s full weeks lie in the plan from %(day)s on. Choose that day or later."
        ),
        EarlyReason.SALES_CYCLE: _(
            "Early: a deal opened on the first day usually takes %(cycle)s weeks to close. Choose %(day)s or later."
        ),
        EarlyReason.STEP_BEFORE: _(
            "Early: two weeks after the step before there is something new to see. Choose %(day)s or later."
        ),
    }
    return sentences[early.why] % words


def _differs(typed: TypedStaircase, suggested: Suggested) -> bool:
    """True where another staircase than the suggested one stands in the form."""
    if suggested.steps is None:
        return False
    mine = [(step.target, step.due_on) for step in typed.steps]
    theirs = [(step.target, step.due_on) for step in suggested.steps.steps]
    return mine != theirs or typed.ends_on != suggested.steps.ends_on
