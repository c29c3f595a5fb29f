"""Opens a draft with all that the wizard would suggest by itself; the words stay the manager's."""

import copy
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions.draft import Baseline, open_draft, save_focus
from plans.actions.draft_milestones import Terms, save_milestones
from plans.actions.draft_number import NoStart
from plans.actions.draft_people import DrillTerms, save_people
from plans.actions.draft_target import take_target
from plans.calculations.targets.bars import Bars
from plans.models import Plan, Skill
from plans.queries import draft_length, mentors, plan_bars, suggestion, wizard
from plans.queries.calendar import local_day
from salesgym.people.models import User

# Two drills fit into a week beside the work; a third is the manager's choice.
DRILLS = 2


@transaction.atomic
def open_full(*, rep: User, by: User, at: datetime, skill: Skill) -> Plan:
    """Open a draft about this skill: number and start, target, steps and dates, mentor and drills as suggested.

    What nothing can be suggested for stays empty, as on the wizard's own pages, and the draft waits there. Raises NoStart
    for a rep with too few weeks of the number, and AnotherPlanIsOpen.
    """
    on = local_day(at)
    draft = _with_focus(open_draft(rep=rep, by=by, at=at), by, at, skill)
    bars = plan_bars.bars_for(draft, on=on).bars
    if bars.default is None:
        return draft
    target = Decimal(repr(bars.default))
    draft = take_target(plan=draft, by=by, at=at, version=draft.version, target=target)
    draft = _with_steps(draft, by, at)
    return _with_people(draft, by, at) if draft.ends_on else draft


def _with_focus(draft: Plan, by: User, at: datetime, skill: Skill) -> Plan:
    numbers, metric = wizard.numbers_of(draft, on=local_day(at)), skill.metric
    window = numbers.windows.get(metric.pk)
    if window is None or window.value is None or not numbers.has_enough(metric):
        raise NoStart(_("There are too few weeks of this number for a start."))
    start = Baseline(window.value, window.weeks, numbers.last_day, window.numerator, window.denominator)
    return save_focus(
        plan=draft, by=by, at=at, version=draft.version, skill=skill, metric=metric, baseline=start
    )


def _with_steps(draft: Plan, by: User, at: datetime) -> Plan:
    on = local_day(at)
    starts_on = draft_length.first_day(draft, on=on)
    kept = plan_bars.bars_for(draft, on=on)
    grounds = suggestion.grounds_of(draft, kept.own(draft), kept.bars, on=on)
    found = suggestion.suggest_at_length(
        draft, grounds, starts_on=starts_on, bars_to=lambda ends_on: _bars_to(draft, starts_on, ends_on, on)
    )
    if found.steps is None:
        return draft
    *before, last = [
        Terms(due_on=step.due_on, target=step.target, metric=draft.metric) for step in found.steps.steps
    ]
    return save_milestones(
        plan=draft,
        by=by,
        at=at,
        version=draft.version,
        starts_on=starts_on,
        ends_on=found.steps.ends_on,
        steps=[*before, replace(last, run_weeks=found.run_weeks)],
        suggested=found.stored(),
        shows_after_weeks=grounds.cycle_weeks,
    )


def _bars_to(draft: Plan, starts_on: date, ends_on: date, on: date) -> Bars:
    plan = copy.copy(draft)
    plan.starts_on = starts_on
    weeks = draft_length.full_weeks_of(draft, starts_on, ends_on)
    return plan_bars.bars_for(plan, on=on, plan_weeks=weeks or None).bars


def _with_people(draft: Plan, by: User, at: datetime) -> Plan:
    drills = [offered.drill for offered in wizard.drills_of(draft)[:DRILLS]]
    return save_people(
        plan=draft,
        by=by,
        at=at,
        version=draft.version,
        mentor_wish=mentors.suggestions(draft, on=local_day(at)).best,
        rewards={},
        support=[],
        programme=[
            DrillTerms(drill, repetitions=drill.repetitions, minutes=drill.minutes) for drill in drills
        ],
    )
