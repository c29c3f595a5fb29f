"""What step 4 shows around its form: the staircase, why it is suggested so, and how fair each step is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, isfinite
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.calculations.drawing import staircase
from plans.calculations.drawing.staircase import Staircase, Step
from plans.calculations.timeline.steps import MOST_WEEKS, Rung
from plans.calculations.timeline.too_early import Early, Why, early_steps
from plans.forms import wizard_milestones as forms
from plans.forms.wizard_milestones import StaircaseForm, StepForm
from plans.models import Milestone, Plan
from plans.pages import step_odds, suggestion
from plans.pages.scale import WordedScale
from plans.pages.step_odds import Fairer, Judge, Odds
from plans.pages.suggestion import Line
from plans.queries.suggestion import Suggested
from plans.views.wizard.milestones_mend import day_of
from salesgym.numbers.pages.sure import Worked

METRIC = str(Milestone.Measure.METRIC)


@dataclass(frozen=True)
class Row:
    """One step: its form, its bars, and the sentence where its day is early."""

    form: StepForm
    odds: Odds
    early: str = ""
    warn: "Warn | None" = None
    worked: Worked | None = None

    @property
    def is_quiet(self) -> bool:
        """Early steps are there to give momentum: their bars are shown small, and warn of nothing."""
        return self.worked is None


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


def build(plan: Plan, form: StaircaseForm, suggested: Suggested, judge: Judge, fairer: Fairer | None) -> Page:
    """The page for what stands in the form now. No query."""
    early = {found.index: found for found in _early(form, suggested)}
    rows = [
        Row(step, judge.odds(target_of(step)), _early_words(early.get(place), form.dates.window, suggested))
        for place, step in enumerate(form.steps)
    ]
    rows[-1] = _last(plan, rows[-1], judge, fairer)
    steps, table = suggested.steps, judge.for_browser()
    return Page(
        rows=tuple(rows),
        lines=tuple(suggestion.lines(plan, suggested, form.scale)),
        weeks=steps.weeks if steps else None,
        refusal=suggested.refusal,
        differs=_differs(form, suggested),
        warns=tuple(_warns(plan, form, suggested, is_early=bool(early))),
        table=json.dumps(table, separators=(",", ":")) if table else "",
        worked_length=suggestion.worked(plan, suggested, form.scale),
        window=forms.weeks_word(form.dates.window),
    )


def _last(plan: Plan, row: Row, judge: Judge, fairer: Fairer | None) -> Row:
    """The last step alone is judged: what would be fairer, and how its bars came about."""
    worked = step_odds.worked(plan, judge, target_of(row.form))
    return replace(row, warn=_unfair(plan, row.odds, fairer, row.form.scale), worked=worked)


def target_of(step: StepForm) -> Decimal | None:
    """The stored target that stands in the field of a step of the plan's number."""
    if step.kind != METRIC:
        return None
    shown = number_of(step["target"].value())
    return step.scale.stored(shown) if shown is not None else None


def _early(form: StaircaseForm, suggested: Suggested) -> list[Early]:
    starts_on = day_of(form.dates["starts_on"].value())
    if starts_on is None:
        return []
    rungs = [
        Rung(day_of(step["due_on"].value()), None, measures_focus=step.kind == METRIC) for step in form.steps
    ]
    return early_steps(
        rungs,
        starts_on=starts_on,
        window_weeks=form.dates.window,
        cycle_weeks=suggested.grounds.cycle_weeks,
    )


def _early_words(early: Early | None, window: int, suggested: Suggested) -> str:
    if early is None:
        return ""
    told = {
        "day": date_format(early.fits_on, "j F"),
        "weeks": window,
        "cycle": suggested.grounds.cycle_weeks,
    }
    sentences = {
        Why.WINDOW: _(
            "Early: its %(weeks)s full weeks lie in the plan from %(day)s on. Choose that day or later."
        ),
        Why.SALES_CYCLE: _(
            "Early: a deal opened on the first day usually takes %(cycle)s weeks to close. Choose %(day)s or later."
        ),
        Why.STEP_BEFORE: _(
            "Early: two weeks after the step before there is something new to see. Choose %(day)s or later."
        ),
    }
    return sentences[early.why] % told


def _differs(form: StaircaseForm, suggested: Suggested) -> bool:
    """True where another staircase than the suggested one stands in the form."""
    if suggested.steps is None:
        return False
    mine = [(target_of(step), day_of(step["due_on"].value())) for step in form.steps]
    theirs = [(step.target, step.due_on) for step in suggested.steps.steps]
    return mine != theirs or day_of(form.dates["ends_on"].value()) != suggested.steps.ends_on


def _warns(plan: Plan, form: StaircaseForm, suggested: Suggested, *, is_early: bool) -> list[Warn]:
    found = [
        _never_shows(plan, form, suggested),
        _too_short(plan, form, suggested),
        _dates_early(is_early=is_early),
    ]
    return [one for one in found if one is not None]


def _never_shows(plan: Plan, form: StaircaseForm, suggested: Suggested) -> Warn | None:
    cycle, weeks = suggested.grounds.cycle_weeks, _weeks_typed(form)
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


def _too_short(plan: Plan, form: StaircaseForm, suggested: Suggested) -> Warn | None:
    grounds, weeks = suggested.grounds, _weeks_typed(form)
    if grounds.is_expected:
        return _comes_anyway(plan, form)
    needed = grounds.weeks_to_tell
    if needed is None or weeks is None or needed <= weeks:
        return None
    told = {
        "name": plan.rep.first_name,
        "pace": suggestion.pace(grounds),
        "target": form.scale.say.target(plan.target),
        "weeks": weeks,
        "needed": ceil(needed) if isfinite(needed) else 0,
    }
    if needed <= MOST_WEEKS:
        text = _(
            "A real change to %(target)s takes at least %(needed)s weeks to tell from luck; this plan lasts %(weeks)s."
        )
        label = _("Make it %(needed)s weeks") % told
        return Warn(_("This plan is short"), text % told, f"weeks-{told['needed']}", label)
    text = _(
        "At the pace of %(name)s a real change to %(target)s cannot be told from luck within 26 weeks. Choose a number with more tries, higher in the funnel, or a larger change."
    )
    url = reverse("plans:wizard_focus", args=[plan.pk])
    return Warn(_("Too few tries to tell"), text % told, url=url, label=_("Choose another number"))


def _comes_anyway(plan: Plan, form: StaircaseForm) -> Warn:
    told = {"name": plan.rep.first_name, "target": form.scale.say.target(plan.target)}
    text = _(
        "With the peers beside it, the number of %(name)s is expected to reach %(target)s without any change. Choose a target further away."
    )
    url = reverse("plans:wizard_big_picture", args=[plan.pk])
    return Warn(_("This target comes back by itself"), text % told, url=url, label=_("Choose another target"))


def _dates_early(*, is_early: bool) -> Warn | None:
    if not is_early:
        return None
    text = _("One click moves the steps to days on which they can show, two weeks or more apart.")
    return Warn(_("Some steps come early"), text, "dates", _("Move the dates"))


def _unfair(plan: Plan, odds: Odds, fairer: Fairer | None, scale: WordedScale) -> Warn | None:
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
    told = {"target": scale.say.target(plan.target), "value": fairer.said, "weeks": str(fairer.weeks)}
    text = _(
        "Somebody who truly is at %(target)s misses %(target)s itself about half of the time. A fairer number lies between today and there; the plan still heads for %(target)s."
    )
    label = _("Choose %(value)s: fairer")
    if fairer.is_longer:
        label = _("Measure %(value)s over %(weeks)s weeks: fairer")
    return Warn(title, text % told, "fair", label % told, is_live=True, is_shown=is_shown)


def _weeks_typed(form: StaircaseForm) -> int | None:
    starts_on, ends_on = (day_of(form.dates[name].value()) for name in ("starts_on", "ends_on"))
    if starts_on is None or ends_on is None or ends_on <= starts_on:
        return None
    return (ends_on - starts_on).days // 7


def preview(plan: Plan, form: StaircaseForm, *, on: date) -> Staircase | None:
    """The staircase as it stands in the form; none while dates are missing or something is to be put right."""
    if form.has_errors:
        return None
    steps = [_drawn(step, form.scale) for step in form.steps]
    starts_on = day_of(form.dates["starts_on"].value())
    if starts_on is None or not all(steps):
        return None
    return staircase.build(
        baseline=plan.baseline,
        current=None,
        steps=[step for step in steps if step],
        started_on=starts_on,
        on=min(on, starts_on - timedelta(days=1)),
        lower_is_better=form.scale.lower_is_better,
        base=Step(
            None, starts_on, label=form.scale.say.target(plan.baseline), note=_("Start"), short=_("Start")
        ),
    )


def _drawn(form: StepForm, scale: WordedScale) -> Step | None:
    due_on = day_of(form["due_on"].value())
    if due_on is None:
        return None
    shown = number_of(form["target"].value()) if form.kind != Milestone.Measure.DONE else None
    is_focus = form.kind == METRIC
    target = scale.stored(shown) if is_focus and shown is not None else None
    label = (
        scale.say.target(target) if target is not None else f"{shown:f}" if shown is not None else _("Done")
    )
    title = str(form["title"].value() or "")
    return Step(target, due_on, label=label, note=title, short=date_format(due_on, "j M"))


def number_of(value: object) -> Decimal | None:
    """A number as it was typed; None where it is none."""
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return None
    return number if number.is_finite() and 0 <= number < forms.MOST_TARGET else None


def shown_rows(steps: Sequence[Milestone], scale: WordedScale) -> list[dict[str, Any]]:
    """Stored steps as rows of the form."""
    return [_shown(step, scale) for step in steps]


def _shown(step: Milestone, scale: WordedScale) -> dict[str, Any]:
    is_focus = step.measure == Milestone.Measure.METRIC
    shown = None
    if step.target is not None:
        shown = f"{(scale.shown(step.target) if is_focus else step.target).normalize():f}"
    return {
        "pk": step.pk,
        "measure": step.measure,
        "title": step.title,
        "metric": step.metric_id,
        "target": shown,
        "due_on": step.due_on,
    }
