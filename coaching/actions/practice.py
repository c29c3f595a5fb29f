"""Logs practice and takes it back. A workout that the browser sends twice is stored once."""

import uuid
from datetime import date, datetime, timedelta, tzinfo

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.actions import confidence
from coaching.models import PracticeEntry
from coaching.models.practice import BACK_DAYS, CLOCK_SLACK
from plans.actions import history, measurement
from plans.calculations.status import Signs, StatusWord, display_status
from plans.models import Drill, Event, Plan
from salesgym.errors import Refused
from salesgym.handoff import hand_off
from salesgym.people.models import User

JUDGE = "plans.tasks.judge_plans"
UNDONE = uuid.UUID("6f1b7c3e-5d0a-4f57-9f7e-0c6a53c7c1d2")


class PlanTakesNoPractice(Refused):
    """The plan is closed, or not signed by both yet."""


class NotYetPracticed(Refused):
    """The workout is in the future, or longer ago than `BACK_DAYS` or a day before the plan was signed."""


class TakenBack(Refused):
    """A workout with this client id was stored and taken back, so it does not count."""


class TooLongAgo(Refused):
    """The workout was logged more than seven days ago, so it stays."""


class SentDifferently(Refused):
    """A workout with this client id is stored already, with other content."""


@transaction.atomic
def log(
    *,
    plan: Plan,
    by: User,
    drill: Drill,
    client_id: uuid.UUID,
    repetitions: int,
    minutes: int,
    feeling: int,
    note: str,
    practiced_at: datetime,
    at: datetime,
    sure: int | None = None,
) -> PracticeEntry:
    """Store one workout, the same client id once. SentDifferently for other content, TakenBack if it was undone."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    entry = PracticeEntry(
        plan=plan,
        rep=by,
        drill=drill,
        client_id=client_id,
        practiced_at=practiced_at,
        practiced_on=practiced_at.astimezone(by.zone).date(),
        repetitions=repetitions,
        minutes=minutes,
        feeling=feeling,
        note=note.strip(),
        logged_at=at,
    )
    known = PracticeEntry.objects.filter(rep=by, client_id=client_id).first()
    if known is not None:
        return _same(known, entry)
    _refuse_wrong_time(plan, practiced_at, at, by.zone)
    entry.save(force_insert=True)
    if sure is not None:
        confidence.with_workout(entry, sure=sure)
    _record(plan, entry, at)
    return entry


@transaction.atomic
def undo(*, entry: PracticeEntry, by: User, at: datetime) -> None:
    """Take a workout back: add a row that corrects it. A second time changes nothing. TooLongAgo after `UNDO_FOR`."""
    plan = Plan.objects.select_for_update().get(pk=entry.plan_id)
    if entry.corrects_id is not None or PracticeEntry.objects.filter(corrects=entry).exists():
        return
    if not plan.is_open:
        raise PlanTakesNoPractice(_("This plan is closed: what was practiced stays as it was logged."))
    if not entry.is_recent(at):
        raise TooLongAgo(
            _("Workouts can be taken back for 7 days. This one is older, so it stays in the log.")
        )
    PracticeEntry.objects.create(
        plan=plan,
        rep=by,
        drill_id=entry.drill_id,
        client_id=uuid.uuid5(UNDONE, str(entry.pk)),
        practiced_at=entry.practiced_at,
        practiced_on=entry.practiced_on,
        repetitions=entry.repetitions,
        minutes=entry.minutes,
        feeling=entry.feeling,
        logged_at=at,
        corrects=entry,
    )
    history.record_locked(plan=plan, actor=by, event=Event.PRACTICE_UNDONE, at=at, detail={"entry": entry.pk})
    left = PracticeEntry.objects.filter(plan=plan).standing().order_by("-practiced_on").first()
    last = left.practiced_on if left else None
    Plan.objects.filter(pk=plan.pk).update(last_practice_on=last)
    _judge_if_silent(plan, last, at)


def _record(plan: Plan, entry: PracticeEntry, at: datetime) -> None:
    """History says what was done, and never how sure the rep felt with it."""
    told = {"drill": entry.drill.name, "repetitions": entry.repetitions, "minutes": entry.minutes}
    history.record_locked(
        plan=plan, actor=entry.rep, event=Event.PRACTICE_LOGGED, at=at, detail={"entry": entry.pk, **told}
    )
    measurement.note_practice(plan=plan, on=entry.practiced_on)
    _judge_if_silent(plan, plan.last_practice_on, at)


def _judge_if_silent(plan: Plan, last_practice_on: date | None, at: datetime) -> None:
    """Let the plan be judged again where it would be Stalled if nothing but this last day of practice were known.

    Only there can a workout change the stored word, before it is logged or after it is undone. The overview counts
    stored words, the board works them out: both then say the same.
    """
    if plan.starts_on is None:
        return
    signs = Signs(starts_on=plan.starts_on, last_practice_on=last_practice_on)
    # Nowhere is it later than the day after. Judging a day early changes nothing, and the exact day would cost a query.
    word = display_status(plan_status=plan.status, signs=signs, on=at.date() + timedelta(days=1))
    if word == StatusWord.STALLED:
        hand_off(JUDGE, plan_ids=[plan.pk])


def _same(known: PracticeEntry, sent: PracticeEntry) -> PracticeEntry:
    """The stored workout. TakenBack where it no longer counts, SentDifferently where other content is sent again."""
    if PracticeEntry.objects.filter(corrects=known).exists():
        raise TakenBack(
            _(
                "You took this workout back, so it does not count. Press Done once more to log it as a new one."
            )
        )
    told = ("plan_id", "drill_id", "repetitions", "minutes", "feeling", "note")
    if any(getattr(known, name) != getattr(sent, name) for name in told):
        raise SentDifferently(
            _(
                "This workout is stored already, with other numbers. Undo that one first, or log this as a new one."
            )
        )
    return known


def earliest_day(plan: Plan, *, on: date, zone: tzinfo) -> date:
    """The first day that may be logged on this day: a day before both had signed, and 14 days back at most."""
    return max(on - timedelta(days=BACK_DAYS), _day_before(plan, zone) or date.min)


def _day_before(plan: Plan, zone: tzinfo) -> date | None:
    """The day before both had signed, by the calendar of this zone; None where it is not known."""
    return plan.activated_at.astimezone(zone).date() - timedelta(days=1) if plan.activated_at else None


def _refuse_wrong_time(plan: Plan, practiced_at: datetime, at: datetime, zone: tzinfo) -> None:
    if plan.status == Plan.Status.CLOSED:
        raise PlanTakesNoPractice(
            _("This plan is closed, so it takes no more workouts. A new plan opens a new log.")
        )
    if not plan.is_working:
        raise PlanTakesNoPractice(_("Workouts start once the plan is signed."))
    if practiced_at > at + CLOCK_SLACK:
        raise NotYetPracticed(_("That time is still ahead. Log the workout once it is done."))
    day, first = practiced_at.astimezone(zone).date(), _day_before(plan, zone)
    if first is not None and day < first:
        raise NotYetPracticed(_("That was before this plan started. Choose a time since then."))
    if day < earliest_day(plan, on=at.astimezone(zone).date(), zone=zone):
        raise NotYetPracticed(_("That is more than 14 days ago. Choose one of the last 14 days."))
