"""The fourth step of a draft: the milestones and the dates of the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import draft_basis
from plans.actions.draft import MILESTONES, finish, is_repeat, lock_draft
from plans.actions.draft_runs import with_runs
from plans.calculations.timeline.steps import MOST_WEEKS, Rung, date_findings, target_findings
from plans.models import Milestone, Plan
from plans.models.milestone import MOST_MILESTONES
from plans.models.plan import WANTED_LAST
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.numbers.models import Metric
from salesgym.people.models import User


@dataclass(frozen=True)
class Terms:
    """One step as it was typed. `pk` is that of a stored step, which keeps its reward; None for a new one.

    `run_weeks` is how many weeks in a row a number takes; None for the usual ones of its date.
    """

    due_on: date
    measure: str = Milestone.Measure.METRIC
    target: Decimal | None = None
    metric: Metric | None = None
    title: str = ""
    pk: int | None = None
    run_weeks: int | None = None

    def words(self) -> dict[str, object]:
        """The typed values by the fields of the model Milestone."""
        return {
            "title": self.title,
            "measure": self.measure,
            "metric_id": self.metric.pk if self.metric else None,
            "target": self.target,
            "due_on": self.due_on,
            "run_weeks": self.run_weeks,
        }


LONGEST_WINDOW = 13


class NotAStaircase(Refused):
    """The steps do not lead to the target in order and inside the plan's dates; the message names the step."""


@transaction.atomic
def save_milestones(
    *,
    plan: Plan,
    by: User,
    at: datetime,
    version: int,
    starts_on: date,
    ends_on: date,
    steps: Sequence[Terms],
    window_weeks: int | None = None,
    suggested: Mapping[str, object] | None = None,
    shows_after_weeks: int | None = None,
) -> Plan:
    """Save one to five steps and the plan's dates. A stored step that is left out is deleted with its reward.

    `window_weeks` is how many weeks each step is measured over (1 to 13); None keeps the stored length.
    `suggested` are the steps that the page suggested, kept for comparison. `shows_after_weeks` is how long it
    takes until a result can show: a shorter plan is refused, an extension with the plan that it extends; None
    allows any length. Raises NotAStaircase, and RunDoesNotFit for a step that is due before its weeks in a row fit.
    """
    draft = lock_draft(plan=plan)
    _require_staircase(draft, starts_on, ends_on, steps)
    window_weeks = draft.window_weeks if window_weeks is None else window_weeks
    _require_room(window_weeks, ends_on - (draft.counts_from or starts_on), shows_after_weeks)
    steps = with_runs(draft, steps, starts_on=starts_on, ends_on=ends_on, window_weeks=window_weeks)
    stored = {milestone.pk: milestone for milestone in draft.milestones.order_by("position")}
    terms = {"starts_on": starts_on, "ends_on": ends_on, "window_weeks": window_weeks}
    is_same = all(getattr(draft, name) == value for name, value in terms.items())
    is_same = is_same and _are_stored(steps, stored)
    if is_repeat(draft, version, is_same=is_same):
        return draft
    _write(draft, steps, stored)
    kept_beside = {**draft.suggested, **(suggested or {})}
    kept_beside.pop(WANTED_LAST, None)  # the dates saved now are newer than the length that was wanted
    finish(draft=draft, step=MILESTONES, by=by, at=at, fields={**terms, "suggested": kept_beside})
    draft_basis.keep(draft, on=local_day(at))
    return draft


def _write(draft: Plan, steps: Sequence[Terms], stored: dict[int, Milestone]) -> None:
    kept = {step.pk for step in steps}
    draft.milestones.exclude(pk__in=kept & stored.keys()).delete()
    for position, step in enumerate(steps, start=1):
        milestone = stored.get(step.pk or 0, Milestone(plan=draft))
        for name, value in {**step.words(), "position": position}.items():
            setattr(milestone, name, value)
        milestone.save()


def _require_room(window_weeks: int, length: timedelta, shows_after_weeks: int | None) -> None:
    if not 1 <= window_weeks <= LONGEST_WINDOW:
        raise NotAStaircase(_("A step is measured over 1 to 13 weeks."))
    if shows_after_weeks is not None and length < timedelta(weeks=shows_after_weeks):
        raise NotAStaircase(
            _(
                "These deals usually take %(weeks)s weeks to close, longer than this plan: the number cannot show inside it. Choose a later last day, or in step 1 a number earlier in the funnel."
            )
            % {"weeks": shows_after_weeks}
        )


def _are_stored(steps: Sequence[Terms], stored: dict[int, Milestone]) -> bool:
    """Whether these steps are stored already in this order; ids are not compared, a form may lack them."""
    wanted = [step.words() for step in steps]
    rows = [
        {name: getattr(milestone, name) for name in words}
        for milestone, words in zip(stored.values(), wanted, strict=False)
    ]
    return len(stored) == len(steps) and rows == wanted


def _require_staircase(draft: Plan, starts_on: date, ends_on: date, steps: Sequence[Terms]) -> None:
    metric = draft.metric
    if metric is None or draft.target is None:
        raise NotAStaircase(_("Choose the target first: the steps lead to it."))
    if not 1 <= len(steps) <= MOST_MILESTONES:
        raise NotAStaircase(_("A plan has one to five steps."))
    if not timedelta(0) < ends_on - starts_on <= timedelta(weeks=MOST_WEEKS):
        raise NotAStaircase(_("A plan ends after it starts, within 26 weeks."))
    if any(_is_count_to_lower(step) for step in steps):
        raise NotAStaircase(
            _("A count since the first day only grows: choose the number itself where lower is better.")
        )
    rungs = [
        Rung(step.due_on, step.target, measures_focus=step.measure == Milestone.Measure.METRIC)
        for step in steps
    ]
    findings = date_findings(rungs, starts_on=starts_on, ends_on=ends_on) + target_findings(
        rungs, baseline=draft.baseline, target=draft.target, lower_is_better=metric.lower_is_better
    )
    if findings or steps[-1].target is None:
        raise NotAStaircase(
            _("The steps climb to the target one after the other, inside the plan: look at step %(number)s.")
            % {"number": findings[0].index + 1 if findings else len(steps)}
        )


def _is_count_to_lower(step: Terms) -> bool:
    is_lower = step.metric is not None and step.metric.lower_is_better
    return is_lower and step.measure == Milestone.Measure.COUNT
