"""Puts check-ins into the week: those of a rhythm and single ones; moves them and calls them off."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.actions import invitation, private_note, talk_history
from coaching.calculations.hours import moment_of
from coaching.models import CheckIn, CheckInKind, CheckInState, Rhythm, TalkRequest, Topic
from coaching.models.check_in import CheckInQuerySet
from coaching.pages.check_ins import words
from coaching.queries.slots import Slot, slots
from coaching.queries.talk_reminder import on_leave
from plans.models import Event, Plan
from salesgym.errors import Refused
from salesgym.people.models import User
from salesgym.people.permissions import can_manage_by_id

AHEAD = timedelta(days=14)
LONGEST_AHEAD = timedelta(days=366)
ONE_DAY = timedelta(days=1)
BATCH = 500


class NotPlanned(Refused):
    """No talk can be at this time; the message says why."""


class NotOpen(Refused):
    """The talk has begun, is over or was called off, so its time stays."""


class MovedMeanwhile(Refused):
    """Somebody moved the talk after this page was opened; the message says to when."""


def plan_ahead(*, at: datetime) -> int:
    """Make the check-ins that running rhythms ask for in the next 14 days; how many were new.

    It may run any number of times, and twice at once. The same number of queries for one and for BATCH people.
    """
    running = Rhythm.objects.running().filter(rep__is_active=True)
    ids = list(running.order_by("pk").values_list("pk", flat=True))
    return sum(plan_rhythms(ids[start : start + BATCH], at=at) for start in range(0, len(ids), BATCH))


@transaction.atomic
def plan_rhythms(rhythm_ids: Collection[int], *, at: datetime) -> int:
    """The same for these rhythms alone."""
    locked = Rhythm.objects.running().filter(pk__in=rhythm_ids).select_for_update(of=("self",))
    rhythms = list(locked.select_related("rep", "led_by", "plan").order_by("pk"))
    since, until = at.date() - ONE_DAY, (at + AHEAD).date()
    taken = set(
        CheckIn.objects.filter(rhythm__in=rhythms, slot_on__gte=since).values_list("rhythm", "slot_on")
    )
    wanted = [slot for slot in slots(rhythms, since=since, until=until) if slot.takes_place]
    plans = _plans({rhythm.rep_id for rhythm in rhythms})
    new = [_of_slot(slot, plans) for slot in wanted if (slot.rhythm.pk, slot.slot_on) not in taken]
    made = CheckIn.objects.bulk_create(talk for talk in new if talk.planned_for > at)
    invitation.planned(made, at=at)
    _carry_notes(made, at=at)
    return len(made)


def _of_slot(slot: Slot, plans: dict[int, Plan]) -> CheckIn:
    rhythm = slot.rhythm
    if slot.on is None or slot.lead is None:
        raise ValueError("Nothing takes place in this slot.")
    begins = rhythm.moment(slot.on)
    return CheckIn(
        rep=rhythm.rep,
        kind=rhythm.kind,
        led_by=slot.lead,
        plan=rhythm.plan or plans.get(rhythm.rep_id),
        rhythm=rhythm,
        slot_on=slot.slot_on,
        planned_for=begins,
        first_planned_for=begins,
        minutes=rhythm.minutes,
    )


def _plans(rep_ids: Collection[int]) -> dict[int, Plan]:
    """The plan of each rep that both have signed and that is not closed."""
    return {plan.rep_id: plan for plan in Plan.objects.working().filter(rep__in=rep_ids)}


@transaction.atomic
def plan_one(*, rep: User, by: User, day: date, hour: time, minutes: int = 20, at: datetime) -> CheckIn:
    """Plan a single check-in that `by` leads, at this hour of their zone. It settles what the rep asked for.

    Sent twice, it is planned once. Raises NotPlanned for a time that has passed, or that is taken.
    """
    rep = User.objects.select_for_update(no_key=True).get(pk=rep.pk)
    begins = _begins(day, hour, by, at=at)
    same_time = _talks_at(rep, begins).first()
    if same_time is not None:
        if (same_time.planned_by_id, same_time.minutes) == (by.pk, minutes):
            return same_time
        raise _taken(rep, by)
    talk = CheckIn.objects.create(
        rep=rep,
        led_by=by,
        plan=_plans([rep.pk]).get(rep.pk),
        planned_for=begins,
        first_planned_for=begins,
        minutes=minutes,
        planned_by=by,
    )
    _settle_request(talk, at=at)
    invitation.planned([talk], at=at)
    _carry_notes([talk], at=at)
    return talk


def _talks_at(rep: User, begins: datetime) -> CheckInQuerySet:
    """What this rep has with their manager at that moment; their row is locked, so that nothing comes beside it."""
    return CheckIn.objects.standing().line().filter(rep=rep, planned_for=begins)


def _taken(rep: User, by: User) -> NotPlanned:
    if by.pk == rep.pk:
        return NotPlanned(_("You have a check-in at that time already. Choose another hour."))
    said = {"name": rep.first_name}
    return NotPlanned(_("%(name)s has a check-in at that time already. Choose another hour.") % said)


def _settle_request(talk: CheckIn, *, at: datetime) -> None:
    """What the rep asked to talk about stands on the agenda now."""
    request = TalkRequest.objects.open().filter(rep=talk.rep).select_for_update(of=("self",)).first()
    if request is None:
        return
    request.settled_at, request.check_in = at, talk
    request.save(update_fields=["settled_at", "check_in"])
    Topic.objects.create(rep=talk.rep, added_by=talk.rep, text=request.about, added_at=request.asked_at)


@transaction.atomic
def move(*, talk: CheckIn, by: User, day: date, hour: time, sequence: int, at: datetime) -> CheckIn:
    """Move a talk that has not begun to this hour of `by`'s zone. To where it is already nothing changes.

    `sequence` is the one that `by` saw. Raises MovedMeanwhile where it is another now, NotOpen for a talk that began,
    NotPlanned for a time that has passed, or that is taken.
    """
    _hold([talk.rep_id])
    talk = _lock(talk)
    _refuse_unless_open(talk, at=at)
    begins = _begins(day, hour, by, at=at)
    if begins == talk.planned_for:
        return talk
    _refuse_if_moved(talk, sequence, by)
    if _talks_at(talk.rep, begins).exists():
        raise _taken(talk.rep, by)
    talk.planned_for, talk.sequence = begins, talk.sequence + 1
    former = talk.led_by
    if by.pk != talk.rep_id and not _still_leads(talk):
        talk.led_by = by
    talk.save(update_fields=["planned_for", "sequence", "led_by"])
    invitation.moved(talk, by=by, at=at)
    talk_history.record(talk, Event.CHECK_IN_MOVED, by=by, at=at)
    if talk.led_by != former:
        invitation.left(talk, former, at=at)
    return talk


def _still_leads(talk: CheckIn) -> bool:
    return talk.kind == CheckInKind.PAIR or can_manage_by_id(talk.led_by, talk.rep_id)


@transaction.atomic
def call_off(*, talk: CheckIn, by: User, why: str = "", sequence: int, at: datetime) -> CheckIn:
    """Call a talk off that has not begun, with a word why. A second time changes nothing.

    Raises MovedMeanwhile where its time is another than `by` saw, NotOpen for a talk that began.
    """
    _hold([talk.rep_id])
    talk = _lock(talk)
    if talk.called_off_at is not None:
        return talk
    _refuse_unless_open(talk, at=at)
    _refuse_if_moved(talk, sequence, by)
    _mark_called_off(talk, by=by, why=why, at=at)
    invitation.called_off(talk, by=by, at=at)
    talk_history.record(talk, Event.CHECK_IN_CALLED_OFF, by=by, at=at)
    _carry_notes([talk], at=at)
    return talk


@transaction.atomic
def call_off_rest(rhythm: Rhythm, *, by: User, is_replaced: bool, at: datetime) -> int:
    """Call off the coming talks of a rhythm that has ended, but those that were moved by hand; how many.

    Where another rhythm takes its place they leave both calendars without a word.
    """
    rest = CheckIn.objects.standing().filter(
        rhythm=rhythm, planned_for__gt=at, started_at=None, rep_confirmed_at=None, lead_confirmed_at=None
    )
    locked = rest.select_for_update(of=("self",)).select_related("rep", "led_by").order_by("pk")
    talks = [talk for talk in locked if not talk.was_moved]
    for talk in talks:
        _mark_called_off(talk, by=by, why="", at=at)
        if not is_replaced:
            invitation.called_off(talk, by=by, at=at)
    if is_replaced:
        invitation.taken_out(talks, at=at)
    _carry_notes(talks, at=at)
    return len(talks)


@transaction.atomic
def call_off_on_leave(*, at: datetime) -> int:
    """Call off the talks that leave of a side covers once their day has come; how many. Nobody missed them.

    Both calendars lose those that were still ahead, without a word.
    """
    away = on_leave(at=at)
    _hold({talk.rep_id for talk in away})
    found = CheckIn.objects.standing().filter(
        pk__in=[talk.pk for talk in away],
        started_at=None,
        rep_confirmed_at=None,
        lead_confirmed_at=None,
    )
    talks = list(found.select_for_update(of=("self",)).select_related("rep", "led_by").order_by("pk"))
    for talk in talks:
        _mark_called_off(talk, by=None, why=_("On leave"), at=at)
    invitation.taken_out([talk for talk in talks if talk.planned_for > at], at=at)
    _carry_notes(talks, at=at)
    return len(talks)


def _mark_called_off(talk: CheckIn, *, by: User | None, why: str, at: datetime) -> None:
    talk.called_off_at, talk.called_off_by, talk.called_off_why = at, by, why
    talk.sequence += 1
    talk.save(update_fields=["called_off_at", "called_off_by", "called_off_why", "sequence"])


def _carry_notes(talks: Collection[CheckIn], *, at: datetime) -> None:
    """What somebody noted for themselves leaves talks that were called off, once there is another."""
    if talks:
        private_note.carry({talk.rep_id for talk in talks}, at=at)


def _hold(rep_ids: Collection[int]) -> None:
    """One change of these reps' talks at a time: what goes from one talk to another waits for no lock of a second."""
    list(User.objects.select_for_update(no_key=True).filter(pk__in=rep_ids).order_by("pk").values_list("pk"))


def _lock(talk: CheckIn) -> CheckIn:
    locked = CheckIn.objects.select_for_update(of=("self",)).select_related("rep", "led_by", "plan")
    return locked.get(pk=talk.pk)


def _begins(day: date, hour: time, by: User, *, at: datetime) -> datetime:
    today = at.astimezone(by.zone).date()
    # First the day: at the ends of the calendar there is no moment of it in every zone.
    if day > today + LONGEST_AHEAD:
        raise NotPlanned(_("Choose a day within the next year."))
    begins = moment_of(day, hour, by.zone) if day >= today else at
    if begins <= at:
        raise NotPlanned(_("This time has passed. Choose one that is to come."))
    return begins


def _refuse_unless_open(talk: CheckIn, *, at: datetime) -> None:
    state = talk.state(at)
    if state in {CheckInState.PLANNED, CheckInState.DUE}:
        return
    raise NotOpen(
        {
            CheckInState.CALLED_OFF: _("This check-in was called off. Plan another one."),
            CheckInState.RUNNING: _("This check-in has begun, so its time stays."),
            CheckInState.MISSED: _("This check-in was missed a while ago. Plan another one."),
        }.get(state, _("This check-in took place, so its time stays."))
    )


def _refuse_if_moved(talk: CheckIn, sequence: int, by: User) -> None:
    if talk.sequence != sequence:
        raise MovedMeanwhile(
            _(
                "Somebody moved this check-in meanwhile: it is on %(moment)s now. Move it again if that does not fit."
            )
            % {"moment": words.moment(talk.planned_for, by.zone)}
        )
