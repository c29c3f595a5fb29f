"""The sample's plans, lived through by the same actions that the pages call, at the times they happened."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coaching.actions import comment, practice
from coaching.management.sample import drafts
from coaching.management.sample.cast import TIME_ZONE
from coaching.management.sample.life import Life, friday, moment
from coaching.management.sample.stories import STORIES
from coaching.management.sample.story import Story
from plans.actions import (
    agreement,
    draft,
    forecast,
    measurement,
    mentor,
    outcome,
    pause,
    proposal,
    reward,
)
from plans.actions import milestone as milestone_actions
from plans.actions.proposal import OwnSide
from plans.models import Mentorship, Milestone, Plan
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import User

NAMESPACE = uuid.UUID("0d9ed0c5-2a0e-4f4c-9d4f-7f2f4c3f9b11")


def build(people: Mapping[str, User], *, at: datetime) -> None:
    """Live every story up to now."""
    today = at.astimezone(ZoneInfo(TIME_ZONE)).date()
    for story in STORIES:
        _live(story, people, today, at)
    drafts.half_a_draft(people, at)
    forecast.forecast(plan_ids=set(Plan.objects.values_list("pk", flat=True)), at=at)


def _live(story: Story, people: Mapping[str, User], today: date, now: datetime) -> None:
    starts_on = monday(today) - timedelta(weeks=story.began)
    written = min(moment(starts_on - timedelta(days=6), 10), now - timedelta(days=2))
    plan = draft.open_draft(rep=people[story.rep], by=people[story.manager], at=written)
    life = Life(story, plan, people, starts_on, now)
    drafts.write(life, written)
    _agree(life, written)
    if story.until == "rep_signed":
        return
    _work(life, today)
    _end(life, today)


def _agree(life: Life, written: datetime) -> None:
    """Proposed, read, signed by the rep, and by the manager where the story goes on."""
    story = life.story
    plan = Plan.objects.get(pk=life.plan.pk)
    proposal.propose(plan=plan, by=life.manager, at=written + timedelta(hours=2))
    own_side = OwnSide(story.own_standing, story.rep_view, story.rep_reason)
    agreement.sign(plan=plan, by=life.rep, at=written + timedelta(hours=26), own_side=own_side)
    asked = Mentorship.objects.filter(plan=plan, status=Mentorship.Status.ASKED).first()
    if asked:
        mentor.accept(mentorship=asked, at=written + timedelta(hours=30))
    if story.until != "rep_signed":
        agreement.sign(plan=plan, by=life.manager, at=written + timedelta(hours=47))


def _work(life: Life, today: date) -> None:
    """Week by week: practice, then numbers, then what follows from them, then the talk."""
    end = min(today, friday(life.starts_on, life.story.weeks))
    week = life.starts_on
    while week <= end:
        _measure(life, moment(week, 6))
        if week <= today - timedelta(weeks=life.story.quiet_weeks):
            for day in life.story.practice_days:
                _practice(life, week + timedelta(days=day))
        week += timedelta(weeks=1)
    if week <= today:
        _measure(life, moment(week, 6))
    for who, days_ago, words in life.story.talk:
        said = life.now - timedelta(days=days_ago, hours=2)
        comment.add(
            plan=life.plan,
            by=life.people[who],
            body=words,
            client_id=uuid.uuid5(NAMESPACE, f"{life.plan.pk}-{who}-{days_ago}"),
            at=said,
        )


def _practice(life: Life, day: date) -> None:
    """One workout, its drill, time and mood turning with the day."""
    items = list(life.plan.programme.select_related("drill").order_by("position"))
    place = day.toordinal()
    item = items[place % len(items)]
    at = moment(day, 8 + place % 3, 7 * (place % 8))
    if not life.is_past(at):
        return
    notes = life.story.notes
    practice.log(
        plan=life.plan,
        by=life.rep,
        drill=item.drill,
        client_id=uuid.uuid5(NAMESPACE, f"{life.plan.pk}-{day}"),
        repetitions=item.repetitions,
        minutes=item.minutes,
        feeling=3 + (place * 7 // 3) % 3,
        note=notes[place % len(notes)] if notes and place % 2 else "",
        practiced_at=at,
        at=at,
    )


def _measure(life: Life, at: datetime) -> None:
    """What Monday's numbers reach, and the manager's word on it two days later."""
    if not life.is_past(at) or life.starts_on >= at.date():
        return
    measurement.measure(rep_ids=[life.rep.pk], at=at)
    wanted = life.story.verified if life.story.until == "active" else len(life.story.steps)
    for step in life.plan.milestones.filter(status=Milestone.Status.REACHED, position__lte=wanted):
        _verify(life, step, at + timedelta(days=1, hours=4))


def _verify(life: Life, step: Milestone, at: datetime) -> None:
    if not life.is_past(at):
        return
    milestone_actions.verify(milestone=step, by=life.manager, at=at)
    given = at + timedelta(days=2)
    if life.is_past(given):
        reward.deliver(reward=step.reward, by=life.manager, at=given)


def _end(life: Life, today: date) -> None:
    story, plan = life.story, Plan.objects.get(pk=life.plan.pk)
    if story.until == "paused":
        pause.pause(
            plan=plan,
            by=life.manager,
            at=moment(monday(today) - timedelta(days=4), 9),
            reason="Parental leave",
        )
    elif story.until == "in_review":
        outcome.open_reviews(at=moment(friday(life.starts_on, story.weeks) + timedelta(days=3), 6))
    elif story.until == "met":
        _claim_what_is_left(life)
        outcome.close(
            plan=Plan.objects.get(pk=plan.pk),
            by=life.manager,
            at=moment(friday(life.starts_on, story.weeks) + timedelta(days=4), 10),
            result="met",
            reasons="Noah asks what stands behind a no, and wins more of the deals he used to lose early.",
        )


def _claim_what_is_left(life: Life) -> None:
    """Numbers of that time are no longer in the sample, so the steps were claimed and verified."""
    for step in life.plan.milestones.filter(status=Milestone.Status.AHEAD).order_by("position"):
        at = moment(step.due_on, 9)
        milestone_actions.claim(
            milestone=step, by=life.rep, at=at, evidence="Four weeks of decided deals, counted together."
        )
        _verify(life, Milestone.objects.get(pk=step.pk), at + timedelta(days=3))
