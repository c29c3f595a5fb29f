"""Measures steps: one becomes reached when the numbers meet it, and ahead again after corrected numbers."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.actions import announcement
from plans.actions.milestone import record, take_back
from plans.actions.version import lock
from plans.calculations.progress import meets
from plans.models import Event, Milestone, Plan
from plans.pages.figures import in_words
from plans.queries.calendar import last_week_ends, local_day
from plans.queries.steps import StepsByPlan, by_plan
from salesgym.numbers.calculations.weeks.calendar import ends_on, monday, weeks_between
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.scorecard import Series, weekly_series
from salesgym.people.models import Organization

# One week of a window may be without numbers. With fewer weeks known, few lucky trials would reach a step.
WEEKS_MAY_BE_UNKNOWN = 1
# The most weeks of numbers to load: a plan has up to 26 weeks, and pauses may make it a year longer.
MOST_WEEKS = 80


@dataclass(frozen=True)
class Finding:
    """What the numbers say about one step: the first window that meets it, else the newest window."""

    milestone: Milestone
    is_met: bool
    met_on: date | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def measure(
    *, at: datetime, plan_ids: Collection[int] | None = None, rep_ids: Collection[int] | None = None
) -> int:
    """Compare every measured step of these plans with the numbers; how many steps changed. A repeat changes none.

    Finding the changes takes a fixed number of queries; each plan that changes is then locked and written.
    """
    found = Plan.objects.working().filter(starts_on__lte=local_day(at))
    if plan_ids is not None:
        found = found.filter(pk__in=plan_ids)
    if rep_ids is not None:
        found = found.filter(rep__in=rep_ids)
    findings: dict[int, list[Finding]] = defaultdict(list)
    for finding in _findings(list(found), on=local_day(at)):
        findings[finding.milestone.plan_id].append(finding)
    changing = [pk for pk in sorted(findings) if any(_changes(finding) for finding in findings[pk])]
    return sum(_write(pk, findings[pk], at) for pk in changing)


def note_practice(*, plan: Plan, on: date) -> None:
    """Store the day of the latest practice on the plan; an older day changes nothing."""
    older = Plan.objects.filter(pk=plan.pk).exclude(last_practice_on__gte=on)
    older.update(last_practice_on=on)


def _findings(plans: Collection[Plan], *, on: date) -> list[Finding]:
    measured = _measured_steps(plans)
    steps = [(plan, step) for plan in plans for step in measured[plan.pk]]
    metrics = {step.metric_id: step.metric for _plan, step in steps if step.metric is not None}
    if not metrics:
        return []
    weeks = max(_weeks_needed(plan, on) for plan in plans)
    numbers = weekly_series(
        sorted({plan.rep_id for plan in plans}),
        list(metrics.values()),
        until=on,
        weeks=min(weeks, MOST_WEEKS),
    )
    return [finding for plan, step in steps for finding in _finding(plan, step, numbers)]


def _measured_steps(plans: Collection[Plan]) -> StepsByPlan:
    steps = Milestone.objects.filter(plan__in=plans).exclude(measure=Milestone.Measure.DONE)
    return by_plan(steps.select_related("metric__numerator").order_by("position"))


def _weeks_needed(plan: Plan, on: date) -> int:
    return weeks_between(plan.starts_on or on, on) + plan.window_weeks


def _finding(plan: Plan, step: Milestone, numbers: Mapping[tuple[int, int], Series]) -> Iterator[Finding]:
    if step.metric is None or step.metric_id is None or plan.starts_on is None or plan.ends_on is None:
        return
    series = numbers[plan.rep_id, step.metric_id].before(last_week_ends(plan.ends_on))
    if step.measure == Milestone.Measure.COUNT:
        yield _counted(step, series.since(plan.starts_on))
    else:
        yield _rolled(plan, step, series)


def _counted(step: Milestone, series: Series) -> Finding:
    """The total since the start, up to the week in which it met the target."""
    total = Decimal(0)
    for week in series.weeks:
        total += week.numerator or Decimal(0)
        if step.target is not None and total >= step.target:
            return Finding(step, True, ends_on(week.starts_on), total, total)
    return Finding(step, False, None, total, total)


def _rolled(plan: Plan, step: Milestone, series: Series) -> Finding:
    """The first window that meets the target, of those that end with a full week of the plan."""
    lower_is_better = bool(step.metric and step.metric.lower_is_better)
    newest: Window | None = None
    first_week = _first_full_week(plan)
    for week, window in zip(series.weeks, series.rolling(length=plan.window_weeks), strict=True):
        if week.starts_on < first_week or window.weeks < max(plan.window_weeks - WEEKS_MAY_BE_UNKNOWN, 1):
            continue
        newest = window
        if meets(window.value, step.target, lower_is_better):
            day = ends_on(week.starts_on)
            return Finding(step, True, day, window.value, window.numerator, window.denominator)
    if newest is None:
        return Finding(step, False)
    return Finding(step, False, None, newest.value, newest.numerator, newest.denominator)


def _first_full_week(plan: Plan) -> date:
    """The Monday of the first week that is wholly inside the plan."""
    starts_on = plan.starts_on or date.max
    return starts_on if starts_on.weekday() == 0 else monday(starts_on) + timedelta(weeks=1)


def _changes(finding: Finding) -> bool:
    step = finding.milestone
    by_numbers = step.reached_by == Milestone.ReachedBy.NUMBERS
    if step.status == Milestone.Status.AHEAD:
        return finding.is_met
    if step.status == Milestone.Status.REACHED and by_numbers:
        return not finding.is_met or not _is_same(step, finding)
    if step.status == Milestone.Status.VERIFIED and by_numbers:
        return not finding.is_met and not step.note
    return False


def _is_same(step: Milestone, finding: Finding) -> bool:
    stored = (step.reached_on, step.reached_numerator, step.reached_denominator)
    return stored == (finding.met_on, finding.numerator, finding.denominator)


@transaction.atomic
def _write(plan_id: int, findings: Collection[Finding], at: datetime) -> int:
    plan = lock(Plan(pk=plan_id))
    if not plan.is_working:
        return 0
    fresh = plan.milestones.select_related("metric").in_bulk()
    changed = 0
    for finding in findings:
        step = fresh[finding.milestone.pk]
        step.plan = plan
        current = Finding(**{**vars(finding), "milestone": step})
        # The step was read without a lock: a person or another task may have changed it since.
        if _changes(current):
            _apply(current, at)
            changed += 1
    return changed


def _apply(finding: Finding, at: datetime) -> None:
    step = finding.milestone
    counted = {"value": _text(finding.value), "numerator": _text(finding.numerator)}
    counted["denominator"] = _text(finding.denominator)
    if finding.is_met:
        is_news = step.status == Milestone.Status.AHEAD
        _reach(finding)
        record(step, Event.MILESTONE_REACHED, None, at, by="numbers", corrected=not is_news, **counted)
        if is_news:
            announcement.milestone_reached(step, at=at)
    elif step.status == Milestone.Status.VERIFIED:
        step.note = _("The numbers were corrected on %(day)s. They now say %(value)s.") % {
            "day": date_format(local_day(at), "j F Y"),
            "value": in_words(
                finding.value, step.metric, Sayers(Organization.objects.current().currency), exact=True
            ),
        }
        step.save(update_fields=["note"])
        record(step, Event.MILESTONE_NOTED, None, at, note=step.note, **counted)
    else:
        take_back(step)
        record(step, Event.MILESTONE_TAKEN_BACK, None, at, **counted)


def _reach(finding: Finding) -> None:
    step = finding.milestone
    step.status = Milestone.Status.REACHED
    step.reached_by = Milestone.ReachedBy.NUMBERS
    step.reached_on = finding.met_on
    step.reached_value = finding.value
    step.reached_numerator = finding.numerator
    step.reached_denominator = finding.denominator
    step.save(
        update_fields=[
            "status",
            "reached_by",
            "reached_on",
            "reached_value",
            "reached_numerator",
            "reached_denominator",
        ]
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"
