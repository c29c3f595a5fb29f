"""A formal draft of the sample, written step by step as the wizard writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from coaching.areas.formal.management.sample import numbers
from coaching.areas.formal.management.sample.cast import MANAGER
from coaching.areas.formal.management.sample.story import Formal, Until
from coaching.management.sample.life import friday, moment
from plans.actions import draft, draft_milestones, draft_people
from plans.actions.draft import Reason
from plans.actions.draft_milestones import Terms
from plans.actions.draft_people import DrillTerms, SupportTerms
from plans.actions.observation import Seen
from plans.models import Drill, Plan, Skill
from plans.queries.calendar import local_day
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import User

SKILL = "prospecting-calls"
# From Monday of the first week to Friday of the last: 96 days.
WEEKS, DUE = 14, (5, 10, 14)
# How many days ago a plan was written that nobody has signed.
WRITTEN_AGO = {Until.WITH_HR: 2, Until.RETURNED: 5, Until.PROPOSED: 3}
STANDING = (4, 6)
# How many days before the draft, and where it comes from: the number, then what stands behind it.
SEEN = ((4, "numbers"), (6, "talk"))


@dataclass(frozen=True)
class Life:
    """One formal plan on its way, with the people and the clock of the sample."""

    story: Formal
    plan: Plan
    people: Mapping[str, User]
    starts_on: date
    written: datetime
    now: datetime

    @property
    def manager(self) -> User:
        return self.people[MANAGER[0]]

    @property
    def rep(self) -> User:
        return self.people[self.story.rep]

    @property
    def hr(self) -> User:
        return self.people["ruth"]

    @property
    def ends_on(self) -> date:
        return friday(self.starts_on, WEEKS)


def write(story: Formal, people: Mapping[str, User], *, today: date, now: datetime) -> Life:
    """Open the draft and write its steps, in the week before the one in which the plan starts or a few days ago.

    Who gave no answer had it a week longer.
    """
    starts_on = monday(today) - timedelta(weeks=story.began)
    before = 6 if story.answer else 13
    written = moment(starts_on - timedelta(days=before), 10)
    if story.until in WRITTEN_AGO:
        written = now - timedelta(days=WRITTEN_AGO[story.until])
    rep, by = people[story.rep], people[MANAGER[0]]
    plan = draft.open_draft(rep=rep, by=by, at=written, kind=Plan.Kind.FORMAL)
    life = Life(story, plan, people, starts_on, written, now)
    _write_why(life, until=min(starts_on, monday(today)))
    _write_steps(life)
    _write_people(life)
    return life


def _write_why(life: Life, *, until: date) -> None:
    story, by, at = life.story, life.manager, life.written
    skill = Skill.objects.select_related("metric").get(key=SKILL)
    baseline = numbers.baseline(story.weeks[0][1], until=until)
    plan = draft.save_focus(
        plan=life.plan, version=1, by=by, at=at, skill=skill, metric=skill.metric, baseline=baseline
    )
    skill_level, will_level = STANDING
    reason = Reason(
        causes=("habits",),
        tried=story.tried,
        skill_level=skill_level,
        will_level=will_level,
        knows_role="yes",
    )
    plan = draft.save_reason(
        plan=plan,
        version=plan.version,
        by=by,
        at=at,
        reason=reason,
        headline=story.headline,
        why=story.why,
        seen=[
            Seen(local_day(at) - timedelta(days=ago), what, source)
            for (ago, source), what in zip(SEEN, story.seen, strict=True)
        ],
    )
    target = Decimal(story.steps[-1])
    draft.save_big_picture(plan=plan, version=plan.version, by=by, at=at, target=target, worth={})


def _write_steps(life: Life) -> None:
    plan = Plan.objects.select_related("metric").get(pk=life.plan.pk)
    steps = [
        Terms(friday(life.starts_on, week), target=Decimal(target), metric=plan.metric)
        for week, target in zip(DUE, life.story.steps, strict=True)
    ]
    draft_milestones.save_milestones(
        plan=plan,
        version=plan.version,
        by=life.manager,
        at=life.written,
        starts_on=life.starts_on,
        ends_on=life.ends_on,
        steps=steps,
    )


def _write_people(life: Life) -> None:
    plan = Plan.objects.get(pk=life.plan.pk)
    sides = {"rep": life.rep, "manager": life.manager, "company": None}
    draft_people.save_people(
        plan=plan,
        version=plan.version,
        by=life.manager,
        at=life.written,
        mentor_wish=None,
        no_mentor_reason="I sit beside them in this myself.",
        rewards={},
        support=[
            SupportTerms(one.what, friday(life.starts_on, one.week), sides[one.by])
            for one in life.story.promises
        ],
        programme=[
            DrillTerms(drill, 4, "In the first call block", drill.repetitions, drill.minutes)
            for drill in Drill.objects.filter(skill__key=SKILL).order_by("pk")[:2]
        ],
    )
