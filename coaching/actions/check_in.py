"""Holds a check-in: begins and ends it, writes its notes, and lets both confirm it. Only what both confirmed counts."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.actions import check_in_telling as telling
from coaching.models import EARLY, CheckIn, CheckInKind, CheckInState, TalkRequest, Topic
from plans.actions import history
from plans.models import Event, Plan
from salesgym.errors import Refused
from salesgym.people.models import User

# Where nobody ends a talk in time, so much of it counts.
LONGEST = timedelta(hours=2)

CLOSED = {
    CheckInState.CALLED_OFF: gettext_lazy("This check-in was called off. Plan another one."),
    CheckInState.HELD: gettext_lazy("Both of you confirmed this check-in, so it stays as it is."),
    CheckInState.MISSED: gettext_lazy(
        "This check-in was not confirmed within a week, so it counts as missed."
    ),
}


class TalkStands(Refused):
    """The talk was called off, missed or confirmed by both, so it takes no more changes."""


class TooEarly(Refused):
    """The hour of the talk is too far ahead."""


class NotBegun(Refused):
    """The talk has not taken place yet."""


class ConfirmedAlready(Refused):
    """One side confirmed what was written, so it changes only once they take that back."""


class NotesChanged(Refused):
    """Somebody saved other notes since this form was opened."""


class ChangedMeanwhile(Refused):
    """Notes or promises changed since the person read them, so they have not read what they would confirm."""


class SaidAlready(Refused):
    """It was said or answered once, and stays so."""


@transaction.atomic
def start(*, talk: CheckIn, by: User, at: datetime) -> CheckIn:
    """Begin the talk. A second time changes nothing. TooEarly more than `EARLY` before its hour."""
    talk = lock(talk, at)
    if talk.started_at is not None:
        return talk
    if talk.planned_for > at + EARLY:
        raise TooEarly(_("This check-in is planned for later. Move it to today first."))
    talk.started_at = at
    _belong(talk, by)
    talk.save(update_fields=["started_at", "plan", "led_by"])
    return talk


@transaction.atomic
def end(*, talk: CheckIn, by: User, at: datetime) -> CheckIn:
    """End the talk, at most LONGEST after it began. A second time changes nothing; NotBegun where nobody began it."""
    talk = lock(talk, at)
    if talk.started_at is None:
        raise NotBegun(_("Start the check-in first, or confirm that it took place."))
    if talk.ended_at is None:
        talk.ended_at = min(at, talk.started_at + LONGEST)
        talk.save(update_fields=["ended_at"])
    return talk


@transaction.atomic
def save_notes(*, talk: CheckIn, by: User, text: str, version: int, at: datetime) -> CheckIn:
    """Keep what both read. NotesChanged unless `version` is the one that was read; `talk` then holds what is stored."""
    found = lock(talk, at)
    refuse_confirmed(found)
    if found.notes == text:
        return found
    if found.notes_version != version:
        raise NotesChanged(
            _("The notes were changed meanwhile. Yours are still in the field: put both together.")
        )
    found.notes, found.notes_version = text, version + 1
    found.save(update_fields=["notes", "notes_version"])
    return found


@transaction.atomic
def confirm(*, talk: CheckIn, by: User, at: datetime, read: str | None = None) -> CheckIn:
    """Say for one's own side that the talk took place as it is written down. A second time changes nothing.

    A talk that nobody started took place at its hour. NotBegun before that. ChangedMeanwhile where `read`, what
    `edition` was as the person read it, is not what stands now.
    """
    talk = lock(talk, at)
    is_rep = by.pk == talk.rep_id
    if (talk.rep_confirmed_at if is_rep else talk.lead_confirmed_at) is not None:
        return talk
    if talk.started_at is None and talk.planned_for > at:
        raise NotBegun(_("This check-in is still ahead. Confirm it once you have talked."))
    if read is not None and read != edition(talk):
        raise ChangedMeanwhile(_("Something was changed since you read it. Read it once more, then say yes."))
    _took_place(talk, by, at)
    if is_rep:
        talk.rep_confirmed_at = at
    else:
        talk.lead_confirmed_at, talk.lead_confirmed_by = at, by
    talk.save()
    if talk.is_held:
        _count(talk, by, at)
    else:
        telling.confirm_wanted(talk, by=by, at=at)
    return talk


@transaction.atomic
def take_back_confirmation(*, talk: CheckIn, by: User, at: datetime) -> CheckIn:
    """Take one's own confirmation back, to change what is written down, until the other has confirmed as well."""
    talk = lock(talk, at)
    if by.pk == talk.rep_id:
        talk.rep_confirmed_at = None
    else:
        talk.lead_confirmed_at = talk.lead_confirmed_by = None
    talk.save(update_fields=["rep_confirmed_at", "lead_confirmed_at", "lead_confirmed_by"])
    return talk


@transaction.atomic
def see_differently(*, talk: CheckIn, by: User, text: str, at: datetime) -> CheckIn:
    """Keep beside the notes how the rep sees it; the manager is asked for an answer. SaidAlready a second time."""
    talk = _locked(talk)
    if talk.called_off_at is not None or at >= talk.confirm_by:
        raise TalkStands(_("This can be added for a week after a check-in. Bring it to the next one."))
    if talk.started_at is None and talk.planned_for > at:
        raise NotBegun(_("This check-in is still ahead. Put it on the agenda instead."))
    if talk.seen_differently:
        raise SaidAlready(_("You have said how you see it, and it stands beside the notes."))
    talk.seen_differently, talk.seen_differently_at = text, at
    talk.save(update_fields=["seen_differently", "seen_differently_at"])
    telling.seen_differently(talk, at=at)
    return talk


@transaction.atomic
def answer(*, talk: CheckIn, by: User, text: str, at: datetime) -> CheckIn:
    """Answer a rep who sees it differently. SaidAlready a second time, or where nothing waits for an answer."""
    talk = _locked(talk)
    if not talk.seen_differently or talk.answer:
        raise SaidAlready(_("This was answered already."))
    talk.answer, talk.answered_at, talk.answered_by = text, at, by
    talk.save(update_fields=["answer", "answered_at", "answered_by"])
    telling.answered(talk, by=by, at=at)
    return talk


def edition(talk: CheckIn) -> str:
    """Which notes and promises stand now: another text once one of them changes. One query."""
    made = talk.promises.order_by("pk").values_list("pk", flat=True)
    return ".".join(str(part) for part in (talk.notes_version, *made))


def lock(talk: CheckIn, at: datetime) -> CheckIn:
    """The talk, fresh, with its row locked. TalkStands where it takes no more changes."""
    found = _locked(talk)
    closed = CLOSED.get(found.state(at))
    if closed is not None:
        raise TalkStands(str(closed))
    return found


def refuse_confirmed(talk: CheckIn) -> None:
    """ConfirmedAlready where one side has confirmed: nothing may change behind their back."""
    if talk.is_confirmed_by_one:
        raise ConfirmedAlready(
            _("One of you confirmed this already. Whoever did can take it back to change something.")
        )


def _locked(talk: CheckIn) -> CheckIn:
    return (
        CheckIn.objects.select_for_update(of=("self",))
        .select_related("rep", "led_by", "plan")
        .get(pk=talk.pk)
    )


def _belong(talk: CheckIn, by: User) -> None:
    """Link the talk to the plan that runs, and to who leads it: a deputy or a new manager may."""
    if talk.kind != CheckInKind.LINE:
        return
    if by.pk != talk.rep_id:
        talk.led_by = by
    if talk.plan is None or _closed_before(talk, talk.plan):
        talk.plan = Plan.objects.open().filter(rep=talk.rep_id).exclude(status=Plan.Status.DRAFT).first()


def _closed_before(talk: CheckIn, plan: Plan) -> bool:
    """Whether the plan was closed before the talk began: one that took place before stays with it."""
    return plan.closed_at is not None and (talk.started_at is None or plan.closed_at <= talk.started_at)


def _took_place(talk: CheckIn, by: User, at: datetime) -> None:
    if talk.started_at is None:
        talk.started_at = talk.planned_for
        _belong(talk, by)
    if talk.ended_at is None:
        planned_end = talk.started_at + timedelta(minutes=talk.minutes)
        talk.ended_at = max(min(at, planned_end), talk.started_at)


def _count(talk: CheckIn, by: User, at: datetime) -> None:
    """Both have confirmed: what waited for a talk was talked about, what the rep asked for has come, and the plan's history has it."""
    waiting = Topic.objects.open().filter(rep=talk.rep_id, kind=talk.kind, added_at__lte=talk.ended_at)
    waiting.update(talked_in=talk)
    if talk.kind == CheckInKind.LINE:
        asked = TalkRequest.objects.open().filter(rep=talk.rep_id, asked_at__lte=talk.ended_at)
        asked.update(settled_at=at, check_in=talk)
    if talk.kind == CheckInKind.LINE and talk.plan is not None:
        history.record(
            plan=talk.plan, actor=by, event=Event.CHECK_IN_HELD, at=at, detail={"check_in": talk.pk}
        )
