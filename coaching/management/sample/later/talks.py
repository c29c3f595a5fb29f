"""Check-ins of the weeks that the sample lives on: held at their hour, confirmed by both, promises made and mostly kept."""

from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from coaching.actions import check_in, help_rating, talk_promise
from coaching.management.sample import talks
from coaching.management.sample.cast import TIME_ZONE
from coaching.management.sample.later.managers import unless_refused
from coaching.management.sample.later.week import Week
from coaching.management.sample.talk_story import Vow
from coaching.models import CONFIRM_FOR, CheckIn, CheckInState, TalkPromise
from plans.queries.calendar import local_day

A_DAY = timedelta(days=1)
TAKES_PLACE, CATCHES_UP, REP_KEEPS, WE_KEEP, RATES = 0.9, 0.7, 0.75, 0.6, 0.7
NOTES = (
    "What went well came first, and there was more of it than both of us thought.",
    "One call heard together said more than the week's numbers.",
    "A slow week. We make the next piece smaller and keep the days.",
    "The drill works in calm talks. Now in one where the buyer is in a hurry.",
    "We looked at two deals and found the same moment in both.",
    "Nothing to change. We keep going.",
    "The hour was too full for practice, so it moves to the morning.",
)
REPS_VOW = (
    Vow("rep", "Write down the first thing the buyer says", 7, cue="a question is out"),
    Vow("rep", "Send one call to listen to together", 7),
    Vow("rep", "Try it in the first meeting of the day", 7, cue="the week begins"),
    Vow("rep", "Ask the mentor for one example", 6),
)
LEADS_VOW = (
    Vow("lead", "Listen to one call and write back two lines", 6),
    Vow("lead", "Keep the morning free of meetings", 7),
    Vow("lead", "Ask operations about the list", 5),
)


def put_talks(week: Week, on: date, at: datetime) -> None:
    """Put into the week what comes of check-ins on this day: talks of today, late ones, and missing confirmations."""
    lots = Random(f"later-talks-{on}")  # noqa: S311 - sample figures, not secrets
    standing = CheckIn.objects.line().to_come(at).filter(rep__is_sample=True, started_at=None)
    for talk in standing.filter(planned_for__lt=at + 2 * A_DAY).select_related("rep").order_by("pk"):
        begins = talk.planned_for.astimezone(ZoneInfo(TIME_ZONE))
        ends = begins + timedelta(minutes=talk.minutes + 5)
        if begins.date() == on and begins > at and lots.random() < TAKES_PLACE:
            week.put(on, (ends.hour, ends.minute), partial(_hold, talk.pk))
        elif begins <= at and lots.random() < CATCHES_UP:
            week.put(on, (15, 30 + talk.pk % 20), partial(_hold, talk.pk))
    week.put(on, (9, 5), _confirm)
    week.put(on, (16, 40), partial(_keep, lots))


def _hold(talk_id: int, at: datetime) -> None:
    talk = CheckIn.objects.select_related("rep", "led_by").get(pk=talk_id)
    if talk.state(at) is not CheckInState.DUE:
        return
    lots = Random(f"later-talk-{talk.rep.email}-{talk.planned_for}")  # noqa: S311 - sample figures, not secrets
    said = set(CheckIn.objects.filter(rep=talk.rep).values_list("notes", flat=True))
    fresh = [words for words in NOTES if words not in said] or NOTES
    begins = talk.planned_for if talk.planned_for > at - A_DAY / 4 else at - timedelta(minutes=talk.minutes)
    unless_refused(_talk, talk=talk, notes=lots.choice(fresh), begins=begins, lots=lots, at=at)


def _talk(*, talk: CheckIn, notes: str, begins: datetime, lots: Random, at: datetime) -> None:
    lead, rep = talk.led_by, talk.rep
    talks.hold(talk, by=lead, notes=notes, begins=begins, at=at)
    talks.promise(talk, lots.choice(REPS_VOW), rep, lead=lead, at=at)
    if lots.random() < WE_KEEP:
        talks.promise(talk, lots.choice(LEADS_VOW), lead, lead=lead, at=at)
    check_in.confirm(talk=talk, by=lead, at=at)
    check_in.confirm(talk=talk, by=rep, at=at)
    if lots.random() < RATES:
        helped = lots.choice((2, 3, 3, 4))
        help_rating.rate(talk=talk, helped=helped, more="", promises_came=None, at=at)


def _confirm(at: datetime) -> None:
    """Whoever has not said yes yet to a talk of yesterday or earlier says it."""
    ended = CheckIn.objects.line().standing().filter(rep__is_sample=True, ended_at__lt=at - A_DAY / 2)
    waits = ended.filter(planned_for__gt=at - CONFIRM_FOR).select_related("rep", "led_by").order_by("pk")
    for talk in waits:
        if not talk.is_held:
            unless_refused(check_in.confirm, talk=talk, by=talk.led_by, at=at)
            unless_refused(check_in.confirm, talk=talk, by=talk.rep, at=at)


def _keep(lots: Random, at: datetime) -> None:
    """Most of what was promised in talks that count is kept by its day, some of it late."""
    promises = TalkPromise.objects.agreed().filter(
        check_in__rep__is_sample=True,
        commitment__delivered_on=None,
        commitment__given_up_on=None,
        commitment__due_on__lte=local_day(at) + A_DAY,
    )
    for one in promises.select_related("check_in__plan", "commitment__promised_by").order_by("pk"):
        owner = one.commitment.promised_by
        is_rep = one.commitment.promised_by_id == one.check_in.rep_id
        if owner is not None and lots.random() < (REP_KEEPS if is_rep else WE_KEEP):
            unless_refused(talk_promise.keep, promise=one, by=owner, at=at)
