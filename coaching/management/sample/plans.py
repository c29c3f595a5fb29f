"""The sample's plans, lived through by the same actions that the pages call, at the times they happened."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from coaching.actions import comment, practice
from coaching.management.sample.cast import TIME_ZONE
from coaching.management.sample.stories import STORIES, Step, Story
from plans.actions import (
    agreement,
    draft,
    draft_milestones,
    draft_people,
    forecast,
    measurement,
    mentor,
    outcome,
    pause,
    proposal,
    reward,
)
from plans.actions import milestone as milestone_actions
from plans.actions.draft import Baseline, Reason
from plans.actions.draft_milestones import Terms
from plans.actions.draft_people import DrillTerms, RewardTerms, SupportTerms
from plans.actions.proposal import OwnSide
from plans.models import Drill, Mentorship, Milestone, Plan, Skill
from plans.queries.big_picture import known_of, places, worth_of
from plans.queries.wizard import numbers_of
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.queries import scorecard
from salesgym.people.models import User

BASELINE_WEEKS = 13
FRIDAY = 4
NAMESPACE = uuid.UUID("0d9ed0c5-2a0e-4f4c-9d4f-7f2f4c3f9b11")


@dataclass(frozen=True)
class Life:
    """One plan on its way, with the people and the clock of the sample."""

    story: Story
    plan: Plan
    people: Mapping[str, User]
    starts_on: date
    now: datetime

    @property
    def manager(self) -> User:
        return self.people[self.story.manager]

    @property
    def rep(self) -> User:
        return self.people[self.story.rep]

    def is_past(self, at: datetime) -> bool:
        return at <= self.now


def build(people: Mapping[str, User], *, at: datetime) -> None:
    """Live every story up to now."""
    today = at.astimezone(ZoneInfo(TIME_ZONE)).date()
    for story in STORIES:
        _live(story, people, today, at)
    _half_a_draft(people, at)
    forecast.forecast(plan_ids=set(Plan.objects.values_list("pk", flat=True)), at=at)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day at Harbor."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(TIME_ZONE))


def _live(story: Story, people: Mapping[str, User], today: date, now: datetime) -> None:
    starts_on = monday(today) - timedelta(weeks=story.began)
    written = min(moment(starts_on - timedelta(days=6), 10), now - timedelta(days=2))
    plan = draft.open_draft(rep=people[story.rep], by=people[story.manager], at=written)
    life = Life(story, plan, people, starts_on, now)
    _write(life, written)
    _agree(life, written)
    if story.until == "rep_signed":
        return
    _work(life, today)
    _end(life, today)


def _write(life: Life, at: datetime) -> None:
    """The six steps of the wizard."""
    story, by = life.story, life.manager
    skill = Skill.objects.select_related("metric").get(key=story.skill)
    plan = draft.save_focus(
        plan=life.plan,
        version=life.plan.version,
        by=by,
        at=at,
        skill=skill,
        metric=skill.metric,
        baseline=_baseline(life, skill),
    )
    reason = Reason(story.standing, story.causes, story.evidence, story.strengths, story.bridge)
    plan = draft.save_reason(
        plan=plan, version=plan.version, by=by, at=at, reason=reason, headline=story.headline, why=story.why
    )
    target = Decimal(story.steps[-1].target)
    worth = _worth(plan, target, at)
    plan = draft.save_big_picture(plan=plan, version=plan.version, by=by, at=at, target=target, worth=worth)
    _write_steps(life, plan, skill, at)


def _write_steps(life: Life, plan: Plan, skill: Skill, at: datetime) -> None:
    story, starts_on = life.story, life.starts_on
    plan = draft_milestones.save_milestones(
        plan=plan,
        version=plan.version,
        by=life.manager,
        at=at,
        starts_on=starts_on,
        ends_on=_friday(starts_on, story.weeks),
        steps=[_terms(step, skill, starts_on) for step in story.steps],
    )
    _write_people(life, plan, at)


def _write_people(life: Life, plan: Plan, at: datetime) -> None:
    story = life.story
    steps = plan.milestones.order_by("position")
    rewards = {
        milestone.pk: RewardTerms(step.reward, life.people[step.giver], "USD", step.cost * 100)
        for milestone, step in zip(steps, story.steps, strict=True)
    }
    drills = {drill.key: drill for drill in Drill.objects.filter(skill__key=story.skill)}
    draft_people.save_people(
        plan=plan,
        version=plan.version,
        by=life.manager,
        at=at,
        mentor_wish=life.people.get(story.mentor),
        rewards=rewards,
        support=[
            SupportTerms(what, _friday(life.starts_on, week), life.people[who])
            for what, who, week in story.support
        ],
        programme=[
            DrillTerms(drills[key], times, when, drills[key].repetitions, drills[key].minutes)
            for key, times, when in story.drills
        ],
    )


def _baseline(life: Life, skill: Skill) -> Baseline:
    pins = life.story.pins
    if pins:
        until = life.starts_on - timedelta(days=1)
        parts = (Decimal(pins["numerator"]), Decimal(pins["denominator"]))
        return Baseline(Decimal(pins["baseline"]), BASELINE_WEEKS, until, *parts)
    return _measured(life.rep, skill, until=life.starts_on)


def _measured(rep: User, skill: Skill, *, until: date) -> Baseline:
    """What the thirteen complete weeks before this day say."""
    window = scorecard.window_value(rep.pk, skill.metric, until=until, weeks=BASELINE_WEEKS)
    if window.value is None:
        raise LookupError(f"the sample has no numbers of {rep} for {skill}")
    ends = monday(until) - timedelta(days=1)
    return Baseline(window.value, BASELINE_WEEKS, ends, window.numerator, window.denominator)


def _worth(plan: Plan, target: Decimal, at: datetime) -> Mapping[str, object]:
    known = known_of(plan, numbers_of(plan, on=at.date()), on=at.date())
    return worth_of(known, places(known, [target])[0])


def _terms(step: Step, skill: Skill, starts_on: date) -> Terms:
    measure = Milestone.Measure.COUNT if step.is_count else Milestone.Measure.METRIC
    return Terms(_friday(starts_on, step.week), measure, Decimal(step.target), skill.metric)


def _friday(starts_on: date, week: int) -> date:
    return starts_on + timedelta(weeks=week - 1, days=FRIDAY)


def _agree(life: Life, written: datetime) -> None:
    """Proposed, read, signed by the rep, and by the manager unless he has still to do it."""
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
    end = min(today, _friday(life.starts_on, life.story.weeks))
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
        outcome.open_reviews(at=moment(_friday(life.starts_on, story.weeks) + timedelta(days=3), 6))
    elif story.until == "met":
        _claim_what_is_left(life)
        outcome.close(
            plan=Plan.objects.get(pk=plan.pk),
            by=life.manager,
            at=moment(_friday(life.starts_on, story.weeks) + timedelta(days=4), 10),
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


def _half_a_draft(people: Mapping[str, User], at: datetime) -> None:
    """A plan that its manager has begun to write."""
    skill = Skill.objects.select_related("metric").get(key="objection-handling")
    rep = people["grace"]
    plan = draft.open_draft(rep=rep, by=people["sofia"], at=at - timedelta(days=1))
    today = at.astimezone(ZoneInfo(TIME_ZONE)).date()
    draft.save_focus(
        plan=plan,
        by=people["sofia"],
        at=at - timedelta(days=1),
        version=plan.version,
        skill=skill,
        metric=skill.metric,
        baseline=_measured(rep, skill, until=today),
    )
