"""The staircase of a plan page, and what it says in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from coaching.pages.drawings import mark, shown
from coaching.queries.standing import Standing
from plans.calculations.drawing import staircase
from plans.calculations.drawing.staircase import Medal, Staircase
from plans.calculations.status import StatusWord
from plans.models import Milestone, Plan
from plans.pages.counting import counts_on, rule_of, was_late
from plans.queries.days_off import days_off_of
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User

MEDALS: dict[str, Medal] = {"earned": "earned", "to_verify": "to_verify", "ahead": "ahead"}


@dataclass(frozen=True, slots=True)
class Picture:
    stairs: Staircase | None
    stairs_title: str
    stairs_caption: str
    now: str
    is_over: bool


def picture(
    plan: Plan,
    steps: Sequence[Milestone],
    standing: Standing,
    *,
    say: Sayers,
    on: date,
    reader: User,
) -> Picture:
    """The staircase of a plan as it stands on this day."""
    stairs = _stairs(plan, steps, standing, say, on=on, reader=reader) if steps and plan.starts_on else None
    value, metric = (
        (standing.value, standing.step.metric) if standing.step else (standing.plan_value, plan.metric)
    )
    return Picture(
        stairs=stairs,
        stairs_title=_stairs_title(standing, steps),
        stairs_caption=rule(plan, standing, say),
        now=say(metric).now(value),
        is_over=standing.ended_on is not None,
    )


def _stairs(
    plan: Plan, steps: Sequence[Milestone], standing: Standing, say: Sayers, *, on: date, reader: User
) -> Staircase:
    metric, starts_on = plan.metric, plan.starts_on
    if metric is None or starts_on is None:
        raise ValueError("a proposed plan has a metric and a first day")
    has_begun = plan.activated_at is not None and standing.status != StatusWord.WAITING_TO_START
    return staircase.build(
        baseline=shown(plan.baseline, metric),
        current=shown(standing.plan_value, metric) if has_begun else None,
        started_on=starts_on,
        on=min(on, plan.closed_at.date()) if plan.closed_at else on if has_begun else min(on, starts_on),
        lower_is_better=metric.lower_is_better,
        is_today_marked=plan.is_open,
        base=staircase.Step(
            None,
            starts_on,
            label=say(metric).now(plan.baseline) or _("Start"),
            short=_("Start"),
            note=_("Where you started")
            if reader.pk == plan.rep_id
            else _("Where %(name)s started") % {"name": plan.rep.first_name},
        ),
        steps=[_step(plan, step, standing, say, is_rep=reader.pk == plan.rep_id) for step in steps],
    )


def _step(plan: Plan, step: Milestone, standing: Standing, say: Sayers, *, is_rep: bool) -> staircase.Step:
    reward = getattr(step, "reward", None)
    is_metric = step.metric_id == plan.metric_id and step.measure == Milestone.Measure.METRIC
    has_begun = standing.status != StatusWord.WAITING_TO_START
    is_now = has_begun and standing.step is not None and standing.step.pk == step.pk
    strong, note = _step_words(step, standing, say, is_now=is_now, is_rep=is_rep)
    return staircase.Step(
        target=shown(step.target, step.metric) if is_metric and step.metric else None,
        due_on=step.due_on,
        label=words.step_label(step, say),
        short=words.step_when(step),
        strong=strong,
        note=note,
        reward=reward.what if reward else "",
        medal=MEDALS.get(mark(step), "") if reward else "",
        is_reached=step.is_reached,
        is_missed=step.status == Milestone.Status.MISSED,
        share=float(standing.share) if is_now else None,
    )


def _step_words(
    step: Milestone, standing: Standing, say: Sayers, *, is_now: bool, is_rep: bool
) -> tuple[str, str]:
    """What stands inside a stair: what was reached and by what, what gets there, or the step's own name."""
    if step.is_reached and step.reached_on:
        reached = _reached(step, step.reached_on)
        facts = words.step_facts(step, say).rstrip(".")
        if step.verified_by:
            said = {"facts": facts, "name": step.verified_by.first_name}
            if facts:
                return reached, _("%(facts)s, verified by %(name)s") % said
            return reached, _("verified by %(name)s") % said
        if not step.is_to_verify:
            return reached, _("%(facts)s, not verified") % {"facts": facts} if facts else _("not verified")
        return reached, _("%(facts)s, to verify") % {"facts": facts} if facts else _("to verify")
    if step.status == Milestone.Status.MISSED:
        return "", _("Not reached")
    if is_now and step.plan.status == Plan.Status.ACTIVE:
        return words.way_to_go(standing, say, is_own=is_rep), step.title
    # The stair says the number in figures alone.
    is_count = step.measure == Milestone.Measure.COUNT and step.metric is not None
    return "", step.title or (words.step_name(step.plan, step, say) if is_count else "")


def _reached(step: Milestone, reached_on: date) -> str:
    """Reached 2 November; late where it came after its date, as a step before the last may. A claim is said so."""
    said = {"day": words.day_and_month(reached_on)}
    if step.is_claimed:
        return _("Claimed %(day)s") % said
    if was_late(step, work_days=days_off_of(step.plan).work_days):
        return _("Reached late, %(day)s") % said
    return _("Reached %(day)s") % said


def _stairs_title(standing: Standing, steps: Sequence[Milestone]) -> str:
    """Halfway up the second step"""
    count = len(steps)
    if standing.status == StatusWord.WAITING_TO_START:
        return ngettext("%(count)s step to climb", "%(count)s steps to climb", count) % {
            "count": words.counted(count)
        }
    if standing.step is None and any(step.is_claimed for step in steps):
        return _("Every step reached or claimed")
    if standing.step is None:
        return _("Every step reached") if standing.reached == count else _("The climb has ended")
    said = {"step": words.ordinal(standing.step.position)}
    if standing.value is None or standing.percent < 10:
        return _("At the foot of the %(step)s step") % said
    if standing.percent < 40:
        return _("On the way up the %(step)s step") % said
    if standing.percent <= 60:
        return _("Halfway up the %(step)s step") % said
    return _("Most of the way up the %(step)s step") % said


def rule(plan: Plan, standing: Standing, say: Sayers) -> str:
    """How the step being climbed is reached, by the plan's own rule."""
    how = rule_of(plan, standing.step, say) if standing.step else ""
    if not how or standing.step is None:
        return ""
    said = _("Step %(number)s: %(rule)s") % {"number": standing.step.position, "rule": how}
    return f"{said} {counts_on(plan, [standing.step])}".strip()
