"""Measures steps: one becomes reached when the numbers meet it, and ahead again after corrected numbers."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.actions import step_announcement
from plans.actions.milestone import record, take_back
from plans.actions.version import lock
from plans.models import Event, Milestone, Plan
from plans.pages.figures import step_figure
from plans.queries.calendar import local_day
from plans.queries.days_off import days_off
from plans.queries.step_findings import Finding, findings_of
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization


def measure(
    *, at: datetime, plan_ids: Collection[int] | None = None, rep_ids: Collection[int] | None = None
) -> int:
    """Compare every measured step of these plans with the numbers; how many steps changed. A repeat changes none.

    Finding the changes takes a fixed number of queries; each plan that changes is then locked and written.
    """
    organization = Organization.objects.current()
    on = organization.day(at)
    found = Plan.objects.working().filter(starts_on__lte=on)
    if plan_ids is not None:
        found = found.filter(pk__in=plan_ids)
    if rep_ids is not None:
        found = found.filter(rep__in=rep_ids)
    findings: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings_of(list(found.annotate(days_off=days_off())), on=on):
        findings[finding.milestone.plan_id].append(finding)
    if not findings:
        return 0
    say = Sayers(organization.currency)
    changing = [pk for pk in sorted(findings) if any(_changes(finding, say) for finding in findings[pk])]
    return sum(_write(pk, findings[pk], at, say) for pk in changing)


def note_practice(*, plan: Plan, on: date) -> None:
    """Store the day of the latest practice on the plan; an older day changes nothing."""
    older = Plan.objects.filter(pk=plan.pk).exclude(last_practice_on__gte=on)
    older.update(last_practice_on=on)


def _changes(finding: Finding, say: Sayers) -> bool:
    step = finding.milestone
    by_numbers = step.reached_by == Milestone.ReachedBy.NUMBERS
    if step.status == Milestone.Status.AHEAD:
        return finding.is_met
    if step.status == Milestone.Status.REACHED and by_numbers:
        return not finding.is_met or not _is_same(step, finding)
    if step.status == Milestone.Status.VERIFIED and by_numbers:
        # A note says what the numbers say where they no longer meet the step; it goes once they do again.
        return bool(step.note) if finding.is_met else not step.note.endswith(_now_say(finding, say))
    return False


def _is_same(step: Milestone, finding: Finding) -> bool:
    stored = (step.reached_on, step.reached_numerator, step.reached_denominator)
    return stored == (finding.met_on, finding.numerator, finding.denominator)


@transaction.atomic
def _write(plan_id: int, findings: Collection[Finding], at: datetime, say: Sayers) -> int:
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
        if _changes(current, say):
            _apply(current, at, say)
            changed += 1
    return changed


def _apply(finding: Finding, at: datetime, say: Sayers) -> None:
    step = finding.milestone
    counted = {"value": _text(finding.value), "numerator": _text(finding.numerator)}
    counted["denominator"] = _text(finding.denominator)
    if finding.is_met and step.status == Milestone.Status.VERIFIED:
        step.note = ""
        step.save(update_fields=["note"])
        record(step, Event.MILESTONE_MET_AGAIN, None, at, **counted)
    elif finding.is_met:
        is_news = step.status == Milestone.Status.AHEAD
        _reach(finding)
        record(step, Event.MILESTONE_REACHED, None, at, by="numbers", corrected=not is_news, **counted)
        if is_news:
            step_announcement.milestone_reached(step, at=at)
    elif step.status == Milestone.Status.VERIFIED:
        corrected = _("The numbers were corrected on %(day)s.") % {"day": date_format(local_day(at), "j F Y")}
        step.note = f"{corrected} {_now_say(finding, say)}"
        step.save(update_fields=["note"])
        record(step, Event.MILESTONE_NOTED, None, at, note=step.note, **counted)
    else:
        take_back(step)
        record(step, Event.MILESTONE_TAKEN_BACK, None, at, **counted)
        step_announcement.milestone_taken_back(
            step, at=at, value=_in_words(finding, say) if finding.value else ""
        )


def _now_say(finding: Finding, say: Sayers) -> str:
    """The sentence with which the note of a verified step ends: a second correction writes it anew."""
    return _("They now say %(value)s.") % {"value": _in_words(finding, say)}


def _in_words(finding: Finding, say: Sayers) -> str:
    return step_figure(finding.milestone, finding.value, say, exact=True)


def _reach(finding: Finding) -> None:
    step = finding.milestone
    step.status = Milestone.Status.REACHED
    step.reached_by = Milestone.ReachedBy.NUMBERS
    step.reached_on = finding.met_on
    step.reached_value = finding.value
    step.reached_numerator = finding.numerator
    step.reached_denominator = finding.denominator
    # What a manager asked for when they sent a claim back is answered by the numbers.
    step.note = ""
    step.save(
        update_fields=[
            "note",
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
