"""The sample's drafts, written step by step as the wizard writes them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from coaching.management.sample import promises
from coaching.management.sample.cast import TIME_ZONE
from coaching.management.sample.life import Life, friday
from coaching.management.sample.story import PLACED, SEEN, TRIED, Step
from plans.actions import draft, draft_milestones, draft_people
from plans.actions.draft import Baseline, Reason
from plans.actions.draft_milestones import Terms
from plans.actions.draft_people import DrillTerms, RewardTerms, SupportTerms
from plans.actions.observation import Seen
from plans.calculations.timeline.full_weeks import full_weeks
from plans.models import Drill, Milestone, Plan, Skill
from plans.queries.basis import bases_of
from plans.queries.big_picture import known_of, places
from plans.queries.calendar import local_day
from plans.queries.kept_worth import worth_of
from plans.queries.wizard import numbers_of
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.queries import scorecard
from salesgym.people.models import User

BASELINE_WEEKS = 13


def write(life: Life, at: datetime) -> None:
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
        baseline=measured(life.rep, skill, until=min(life.starts_on, local_day(life.now))),
    )
    plan = _write_reason(life, plan, at)
    target = Decimal(story.steps[-1].target)
    worth = _worth(plan, target, at)
    plan = draft.save_big_picture(plan=plan, version=plan.version, by=by, at=at, target=target, worth=worth)
    _write_steps(life, plan, skill, at)


def _write_reason(life: Life, plan: Plan, at: datetime) -> Plan:
    story = life.story
    skill_level, will_level = PLACED[story.standing]
    day = local_day(at)
    return draft.save_reason(
        plan=plan,
        version=plan.version,
        by=life.manager,
        at=at,
        reason=Reason(
            causes=story.causes,
            evidence=story.evidence,
            strengths=story.strengths,
            bridge=story.bridge,
            tried=TRIED.get(story.rep, ""),
            skill_level=skill_level,
            will_level=will_level,
        ),
        headline=story.headline,
        why=story.why,
        seen=[Seen(day - timedelta(days=ago), what, source) for ago, what, source in SEEN.get(story.rep, ())],
    )


def _write_steps(life: Life, plan: Plan, skill: Skill, at: datetime) -> None:
    """The steps with the run that suits the last of them; the others take the runs that fit before their dates."""
    story, starts_on = life.story, life.starts_on
    ends_on = friday(starts_on, story.weeks)
    run = _suggested_run(plan, starts_on, ends_on, at)
    steps = [_terms(step, skill, starts_on) for step in story.steps]
    plan = draft_milestones.save_milestones(
        plan=plan,
        version=plan.version,
        by=life.manager,
        at=at,
        starts_on=starts_on,
        ends_on=ends_on,
        steps=[*steps[:-1], replace(steps[-1], run_weeks=run)],
    )
    _write_people(life, plan, at)


def _suggested_run(plan: Plan, starts_on: date, ends_on: date, at: datetime) -> int:
    """How many weeks in a row suit the target of a plan with these dates."""
    weeks = len(full_weeks(starts_on, ends_on))
    basis = bases_of(plan, [], plan_weeks=weeks, on=local_day(at))[plan.metric_id or 0]
    return basis.plans.suggestion(basis.goal).weeks


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
        no_mentor_reason=story.no_mentor,
        rewards=rewards,
        support=[
            *(
                SupportTerms(what, friday(life.starts_on, week), life.people[who])
                for what, who, week in story.support
            ),
            *promises.of_story(life),
        ],
        programme=[
            DrillTerms(drills[key], times, when, drills[key].repetitions, drills[key].minutes, *then)
            for key, times, when, *then in story.drills
        ],
    )


def measured(rep: User, skill: Skill, *, until: date) -> Baseline:
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
    return Terms(friday(starts_on, step.week), measure, Decimal(step.target), skill.metric)


def half_a_draft(people: Mapping[str, User], at: datetime) -> None:
    """A plan that its manager has begun to write."""
    skill = Skill.objects.select_related("metric").get(key="prospecting-calls")
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
        baseline=measured(rep, skill, until=today),
    )
