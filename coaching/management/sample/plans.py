"""The sample's plans, lived through by the same actions that the pages call, at the times they happened."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from coaching.actions import comment, pair_sheet, practice
from coaching.management.sample import drafts, promises, scores, talks
from coaching.management.sample.cast import TIME_ZONE
from coaching.management.sample.life import Diary, Life, friday, moment
from coaching.management.sample.stories import STORIES
from coaching.management.sample.story import OWN_PLACES, Story
from plans.actions import (
    agreement,
    commitment,
    draft,
    evidence,
    forecast,
    judgement,
    measurement,
    mentor,
    outcome,
    pause,
    proposal,
    reward,
    step_question,
)
from plans.actions import milestone as milestone_actions
from plans.actions.proposal import OwnSide
from plans.models import Commitment, Mentorship, Milestone, Plan, Reward
from salesgym import hooks
from salesgym.numbers.actions import role_figures
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import User

NAMESPACE = uuid.UUID("0d9ed0c5-2a0e-4f4c-9d4f-7f2f4c3f9b11")


def build(people: Mapping[str, User], *, at: datetime) -> None:
    """Live every story up to now."""
    today = at.astimezone(ZoneInfo(TIME_ZONE)).date()
    for story in STORIES:
        _live(story, people, today, at)
    working = {story.rep for story in STORIES if story.until != "rep_signed"}
    for rep in people:
        if rep not in working:
            talks.live(rep, people, until=at, now=at)
    role_figures.renew(at=at)
    drafts.half_a_draft(people, at)
    judgement.judge(plan_ids=set(Plan.objects.values_list("pk", flat=True)), at=at)


def _live(story: Story, people: Mapping[str, User], today: date, now: datetime) -> None:
    starts_on = monday(today) - timedelta(weeks=story.began)
    written = min(moment(starts_on - timedelta(days=6), 10), now - timedelta(days=2))
    if _is_newest(story) and story.until != "rep_signed":
        talks.live(story.rep, people, until=written, now=now)
    # A plan is judged by what the role's numbers said on the day it was written.
    role_figures.renew(at=written)
    plan = draft.open_draft(rep=people[story.rep], by=people[story.manager], at=written)
    life = Life(story, plan, people, starts_on, now)
    drafts.write(life, written)
    _agree(life, written)
    if story.until != "rep_signed":
        _work(life, today, written)


def _agree(life: Life, written: datetime) -> None:
    """Proposed, read, signed by the rep, and by the manager where the story goes on."""
    story = life.story
    plan = Plan.objects.get(pk=life.plan.pk)
    proposal.propose(plan=plan, by=life.manager, at=written + timedelta(hours=2))
    _read(life, plan, written)
    skill_level, will_level = OWN_PLACES[story.own_standing]
    own_side = OwnSide(
        view=story.rep_view, reason=story.rep_reason, skill_level=skill_level, will_level=will_level
    )
    agreement.sign(plan=plan, by=life.rep, at=written + timedelta(hours=26), own_side=own_side)
    asked = Mentorship.objects.filter(plan=plan, status=Mentorship.Status.ASKED).first()
    if asked:
        mentor.accept(mentorship=asked, at=written + timedelta(hours=30))
    if story.until != "rep_signed":
        agreement.sign(plan=plan, by=life.manager, at=written + timedelta(hours=47))


def _read(life: Life, plan: Plan, written: datetime) -> None:
    """What the rep finds vague is answered, and what they keep of their own shared, before they sign."""
    asked_at, answered_at = written + timedelta(hours=20), written + timedelta(hours=23)
    for position, unclear, said in life.story.vague:
        step = plan.milestones.get(position=position)
        question = step_question.ask(step=step, by=life.rep, unclear=unclear, at=asked_at)
        step_question.answer(question=question, by=life.manager, answer=said, at=answered_at)
    for words, is_shared in life.story.kept:
        row = evidence.keep(rep=life.rep, happened_on=asked_at.date(), text=words, at=asked_at)
        if is_shared:
            evidence.share(plan=plan, by=life.rep, pks=[row.pk], at=answered_at)


def _is_newest(story: Story) -> bool:
    """Whether this is the last plan of its rep, in which their check-ins go on."""
    return [one for one in STORIES if one.rep == story.rep][-1] is story


def _work(life: Life, today: date, written: datetime) -> None:
    """Week by week: Monday's numbers and what follows from them, practice, talks, and how the plan ends."""
    story = life.story
    paused_at = moment(monday(today) - timedelta(days=4), 9) if story.until == "paused" else None
    diary = Diary(until=paused_at or life.now)
    _put_weeks(diary, life, today)
    if _is_newest(story):
        talks.put(diary, story.rep, life.people, since=written, now=life.now)
        for part in hooks.sample_parts:
            part(story.rep, life.people, life.now, diary.put)
    for promise in life.plan.support.ours() if story.keeps_promises else ():
        diary.put(moment(promise.due_on, 15), partial(_keep, life, promise))
    promises.put(diary, life)
    _put_words(diary, life, today)
    if story.until in {"in_review", "met"}:
        diary.put(moment(friday(life.starts_on, story.weeks) + timedelta(days=3), 7), _open_reviews)
    if story.until == "met":
        diary.put(moment(friday(life.starts_on, story.weeks) + timedelta(days=7), 10), partial(_close, life))
    diary.live()
    if paused_at is not None:
        plan = Plan.objects.get(pk=life.plan.pk)
        pause.pause(plan=plan, by=life.manager, at=paused_at, reason="Parental leave")


def _put_words(diary: Diary, life: Life, today: date) -> None:
    """What its people write: comments, and the sheets of rep and mentor."""
    story = life.story
    for who, days_ago, words in story.talk:
        at = min(moment(today - timedelta(days=days_ago), 11, 20), life.now - timedelta(minutes=10))
        diary.put(at, partial(_say, life, who, days_ago, words))
    for days_ago, who, words in story.sheets:
        diary.put(moment(today - timedelta(days=days_ago), 16), partial(_write_sheet, life, who, words))


def _put_weeks(diary: Diary, life: Life, today: date) -> None:
    """Every Monday of the plan and the one after it, and the workouts of its weeks."""
    story = life.story
    for week in range(story.weeks + 1):
        first = life.starts_on + timedelta(weeks=week)
        if week:
            diary.put(moment(first, 6), partial(_measure, diary, life))
        if week == story.weeks or first > today - timedelta(weeks=story.quiet_weeks):
            continue
        scores.put(diary, life, week=week, first=first)
        for weekday in story.practice_days:
            day = first + timedelta(days=weekday)
            place = day.toordinal()
            diary.put(moment(day, 8 + place % 3, 7 * (place % 8)), partial(_practice, life, day))


def _say(life: Life, who: str, days_ago: int, words: str, at: datetime) -> None:
    comment.add(
        plan=life.plan,
        by=life.people[who],
        body=words,
        client_id=uuid.uuid5(NAMESPACE, f"{life.plan.pk}-{who}-{days_ago}"),
        at=at,
    )


def _write_sheet(life: Life, who: str, words: str, at: datetime) -> None:
    pair_sheet.write(plan=life.plan, by=life.people[who], text=words, at=at)


def _practice(life: Life, day: date, at: datetime) -> None:
    """One workout, its drill, time and mood turning with the day."""
    items = list(life.plan.programme.select_related("drill").order_by("position"))
    place = day.toordinal()
    item = items[place % len(items)]
    notes = life.story.notes
    practice.log(
        plan=life.plan,
        by=life.rep,
        drill=item.drill,
        client_id=uuid.uuid5(NAMESPACE, f"{life.plan.pk}-{day}"),
        repetitions=item.repetitions,
        minutes=item.minutes,
        feeling=3 + (place * 7 // 3) % 3,
        note=notes[place // 2 % len(notes)] if notes and place % 2 else "",
        practiced_at=at,
        at=at,
        sure=min(2 + (day - life.starts_on).days // 21, 5) if place % 2 else None,
    )


def _measure(diary: Diary, life: Life, at: datetime) -> None:
    """What Monday's numbers reach and how the plan stands by them, and the manager's word a day later."""
    measurement.measure(rep_ids=[life.rep.pk], at=at)
    forecast.forecast(plan_ids=[life.plan.pk], at=at)
    wanted = life.story.verified if life.story.until == "active" else len(life.story.steps)
    for step in life.plan.milestones.filter(status=Milestone.Status.REACHED, position__lte=wanted):
        diary.put(at + timedelta(days=1, hours=4), partial(_verify, life, step))
        diary.put(at + timedelta(days=3, hours=4), partial(_give, life, step))


def _verify(life: Life, step: Milestone, at: datetime) -> None:
    milestone_actions.verify(milestone=step, by=life.manager, at=at)


def _give(life: Life, step: Milestone, at: datetime) -> None:
    reward.deliver(reward=Reward.objects.get(milestone=step), by=life.manager, at=at)


def _keep(life: Life, promise: Commitment, at: datetime) -> None:
    commitment.deliver(commitment=promise, by=life.manager, at=at)


def _open_reviews(at: datetime) -> None:
    outcome.open_reviews(at=at)


def _close(life: Life, at: datetime) -> None:
    outcome.close(
        plan=Plan.objects.get(pk=life.plan.pk),
        by=life.manager,
        at=at,
        result="met",
        reasons="Noah asks what stands behind a no, and wins more of the deals he used to lose early.",
        learned="Two role plays a week did more than the course. Keep them, on his own open deals.",
    )
