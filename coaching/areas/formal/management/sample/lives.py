"""The formal plans of the sample from their draft to where they stand, by the actions that the pages call."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import uuid5

from coaching.actions import check_in, planning, practice, rhythm
from coaching.areas.formal.management.sample import drafts, ends, numbers
from coaching.areas.formal.management.sample.drafts import Life
from coaching.areas.formal.management.sample.stories import STORIES
from coaching.areas.formal.management.sample.story import Until
from coaching.management.sample.life import Diary, moment
from coaching.management.sample.plans import NAMESPACE
from coaching.management.sample.talks import hold
from coaching.models import CheckIn
from plans.actions import (
    acknowledgement,
    agreement,
    approval,
    commitment,
    judgement,
    measurement,
    milestone,
    pause,
    proposal,
)
from plans.actions.approval import Reasons
from plans.actions.proposal import OwnSide
from plans.models import Commitment, Milestone, Plan, Signature
from plans.queries.fairness import needs_reason
from salesgym.numbers.actions import role_figures
from salesgym.people.models import User

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
# They talk every fourth week, on its Tuesday.
TALKS_EVERY, TALK_AT = 4, time(14)
SAID = (
    "What went well came first. Then the calls of Monday, one by one.",
    "The block held on three days of five. We keep it at nine.",
    "Two recordings heard together. The next step is the first sentence.",
    "A slow month. We looked at what was promised on both sides.",
    "What is open on our side has a day now.",
)
LUCK = "The weeks alone may be luck. What was seen in calls says the same, and help has been tried twice."
RETURNED = (
    "Two things before this can go out. One week with a template is little: say what else was tried. "
    'And one promise of ours names no hour: "two mornings" can be read in many ways.'
)


def drafts_of(people: Mapping[str, User], *, today: date, at: datetime) -> list[Life]:
    """Write the drafts of all stories."""
    return [drafts.write(story, people, today=today, now=at) for story in STORIES]


def live(lives: Sequence[Life], *, at: datetime) -> None:
    """Live each plan up to now, and judge those that are signed."""
    role_figures.renew(role_ids=[numbers.role().pk], at=min(life.written for life in lives))
    for life in lives:
        diary = Diary(until=at)
        _put_opening(diary, life)
        if life.story.until >= Until.ACTIVE:
            _put_work(diary, life)
            ends.put(diary, life)
        diary.live()
    role_figures.renew(role_ids=[numbers.role().pk], at=at)
    judgement.judge(plan_ids=[life.plan.pk for life in lives], at=at)


def _put_opening(diary: Diary, life: Life) -> None:
    """Before HR, before the rep, and what the rep says to it."""
    story, written = life.story, life.written
    diary.put(written + AN_HOUR, partial(_set_rhythm, life))
    diary.put(written + 2 * AN_HOUR, partial(_submit, life))
    if story.until == Until.RETURNED:
        diary.put(written + 2 * A_DAY, partial(_return, life))
    if story.until < Until.PROPOSED:
        return
    diary.put(written + 5 * AN_HOUR, partial(_approve, life))
    diary.put(written + 6 * AN_HOUR, partial(_propose, life))
    diary.put(written + A_DAY, partial(_receive, life))
    if story.until == Until.PROPOSED:
        return
    if story.answer:
        diary.put(written + A_DAY + AN_HOUR, partial(_answer, life))
    diary.put(written + A_DAY + 5 * AN_HOUR, partial(_sign, life))
    if not story.answer:
        diary.put(moment(life.starts_on, 9), partial(_run, life))


def _set_rhythm(life: Life, at: datetime) -> None:
    first = life.starts_on + A_DAY
    rhythm.set_rhythm(rep=life.rep, by=life.manager, weeks=TALKS_EVERY, first_on=first, hour=TALK_AT, at=at)


def _submit(life: Life, at: datetime) -> None:
    plan = _now(life)
    luck = LUCK if needs_reason(plan) else ""
    approval.submit(plan=plan, by=life.manager, at=at, reasons=Reasons(luck=luck))


def _return(life: Life, at: datetime) -> None:
    approval.send_back(approval=life.plan.approvals.get(), by=life.hr, at=at, comment=RETURNED)


def _approve(life: Life, at: datetime) -> None:
    asked = life.plan.approvals.get()
    approval.approve(approval=asked, by=life.hr, at=at, sha256=asked.sha256)


def _propose(life: Life, at: datetime) -> None:
    proposal.propose(plan=life.plan, by=life.manager, at=at)


def _receive(life: Life, at: datetime) -> None:
    acknowledgement.receive(plan=life.plan, by=life.rep, at=at)


def _answer(life: Life, at: datetime) -> None:
    answer = Signature.Answer.AGREE if life.story.agrees else Signature.Answer.DISAGREE
    skill_level, will_level = drafts.STANDING
    own_side = OwnSide(skill_level=skill_level + 2, will_level=will_level + 1)
    agreement.sign(
        plan=life.plan, by=life.rep, at=at, own_side=own_side, answer=answer, comment=life.story.answer
    )


def _sign(life: Life, at: datetime) -> None:
    agreement.sign(plan=life.plan, by=life.manager, at=at)


def _run(life: Life, at: datetime) -> None:
    acknowledgement.run_unanswered(plan=life.plan, by=life.manager, at=at)


def _put_work(diary: Diary, life: Life) -> None:
    """Check-ins, practice, promises that are kept and steps that are reached."""
    day, place = life.starts_on + A_DAY, 0
    while moment(day, TALK_AT.hour) < life.now:
        diary.put(moment(day - 3 * A_DAY, 9), partial(_plan_ahead, life))
        diary.put(moment(day, TALK_AT.hour, 30), partial(_hold, life, day, SAID[place % len(SAID)]))
        day, place = day + timedelta(weeks=TALKS_EVERY), place + 1
    for weeks in range(1, 4) if life.story.until == Until.ACTIVE else ():
        diary.put(moment(life.now.date() - timedelta(days=3 * weeks), 8, 40), partial(_practice, life))
    kept = {one.what: one.days_late for one in life.story.promises}
    for promise in life.plan.support.select_related("promised_by"):
        late = kept[promise.what]
        if late is not None:
            diary.put(moment(promise.due_on + timedelta(days=late), 15), partial(_keep, life, promise))
    for position in life.story.reached:
        monday = life.starts_on + timedelta(weeks=drafts.DUE[position - 1])
        diary.put(moment(monday, 6), partial(_measure, life))
        diary.put(moment(monday + A_DAY, 10), partial(_verify, life, position))
    if life.story.until == Until.PAUSED:
        diary.put(life.now - 5 * A_DAY, partial(_pause, life))


def _plan_ahead(life: Life, at: datetime) -> None:
    planning.plan_rhythms(list(life.rep.rhythms.values_list("pk", flat=True)), at=at)


def _hold(life: Life, day: date, notes: str, at: datetime) -> None:
    talk = CheckIn.objects.line().get(rep=life.rep, slot_on=day)
    hold(talk, by=life.manager, notes=notes, begins=talk.planned_for, at=at)
    for person in (life.manager, life.rep):
        check_in.confirm(talk=talk, by=person, at=at)


def _practice(life: Life, at: datetime) -> None:
    item = life.plan.programme.select_related("drill").order_by("position")[0]
    practice.log(
        plan=life.plan,
        by=life.rep,
        drill=item.drill,
        client_id=uuid5(NAMESPACE, f"formal-{life.plan.pk}-{at}"),
        repetitions=item.repetitions,
        minutes=item.minutes,
        feeling=3,
        note="",
        practiced_at=at,
        at=at,
    )


def _keep(life: Life, promise: Commitment, at: datetime) -> None:
    by = life.rep if promise.promised_by == life.rep else life.manager
    commitment.deliver(commitment=promise, by=by, at=at)


def _measure(life: Life, at: datetime) -> None:
    measurement.measure(plan_ids=[life.plan.pk], at=at)


def _verify(life: Life, position: int, at: datetime) -> None:
    step = Milestone.objects.get(plan=life.plan, position=position)
    milestone.verify(milestone=step, by=life.manager, at=at)


def _pause(life: Life, at: datetime) -> None:
    pause.pause(plan=_now(life), by=life.manager, reason="Care of a parent", at=at)


def _now(life: Life) -> Plan:
    return Plan.objects.get(pk=life.plan.pk)
