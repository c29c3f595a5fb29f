"""The staircase as the rep will see it, drawn from what stands in the form."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.calculations.drawing import staircase
from plans.calculations.drawing.staircase import Staircase, Step
from plans.models import Milestone, Plan
from plans.pages.figures import score_words
from plans.pages.milestones.typed import TypedStaircase, TypedStep
from plans.pages.scale import WordedScale


def preview(plan: Plan, typed: TypedStaircase, scale: WordedScale, *, on: date) -> Staircase | None:
    """The drawing; none while dates are missing or something is to be put right."""
    if typed.has_errors:
        return None
    starts_on = typed.starts_on
    steps = [_drawn(step, scale) for step in typed.steps]
    if starts_on is None or not all(steps):
        return None
    return staircase.build(
        baseline=plan.baseline,
        current=None,
        steps=[step for step in steps if step],
        started_on=starts_on,
        on=min(on, starts_on - timedelta(days=1)),
        lower_is_better=scale.lower_is_better,
        base=Step(None, starts_on, label=scale.say.target(plan.baseline), note=_("Start"), short=_("Start")),
    )


def _drawn(step: TypedStep, scale: WordedScale) -> Step | None:
    if step.due_on is None:
        return None
    note = step.title or (_("%(things)s in all") % {"things": step.counted.lower()} if step.counted else "")
    label = _("Done") if step.shown is None else f"{step.shown:f}"
    if step.kind == Milestone.Measure.RUBRIC:
        label, note = score_words(step.shown), step.title or _("In the rubric")
    if step.target is not None:
        label = scale.say.target(step.target)
    return Step(step.target, step.due_on, label=label, note=note, short=date_format(step.due_on, "j M"))
