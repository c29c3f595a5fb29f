"""What a manager looks at before writing an outcome: the weeks that count now, what was done, what is still open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import QuerySet

from plans.calculations.decision import FEW_TRIALS
from plans.calculations.kept import Kept, kept_of
from plans.models import Commitment, Event, History, Milestone, Plan, Reward, Skill
from plans.queries.basis import stored_bases
from plans.queries.calendar import last_week_ends
from plans.queries.pace import ended_on
from plans.queries.plan import PlanWhole
from plans.queries.scoring import counted_scores
from plans.queries.typed_weeks import counting
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.queries.scorecard import Series, weekly_series


class Owed(StrEnum):
    """The kinds of what may be open when a plan comes to its end, in the order they are settled in."""

    VERIFY = "verify"
    REWARD = "reward"
    PROMISE = "promise"


@dataclass(frozen=True)
class Debts:
    """What is open on a signed plan: steps to verify, rewards that were earned and not given, promises not kept.

    `promises` are ours. `own` are those of the rep, which nobody else gives up: they have no key.
    """

    steps: Sequence[Milestone] = ()
    rewards: Sequence[Reward] = ()
    promises: Sequence[Commitment] = ()
    own: Sequence[Commitment] = ()

    @property
    def keys(self) -> Mapping[Owed, str]:
        """For each kind of which something is open a key that names exactly these things: verify-12-15.

        Whoever closes the plan gives the keys of what they leave open, so that nothing is given up unseen.
        """
        open_now: dict[Owed, Sequence[Milestone | Reward | Commitment]] = {
            Owed.VERIFY: self.steps,
            Owed.REWARD: self.rewards,
            Owed.PROMISE: self.promises,
        }
        return {
            kind: "-".join([kind, *(str(thing.pk) for thing in things)])
            for kind, things in open_now.items()
            if things
        }


def open_debts(plan: Plan) -> Debts:
    """What is open on this plan now, in two queries."""
    steps = plan.milestones.select_related("metric", "reward__given_by").order_by("position")
    return debts_in(plan, steps, plan.support.order_by("due_on", "pk"))


def debts_in(plan: Plan, steps: Iterable[Milestone], promises: Iterable[Commitment]) -> Debts:
    """What is open of these steps and promises; nothing before both have signed, and nothing once it is closed."""
    if not plan.is_working:
        return Debts()
    steps = list(steps)
    rewards = [step.reward for step in steps if hasattr(step, "reward")]
    owed = [promise for promise in promises if promise.delivered_on is None]
    return Debts(
        steps=[step for step in steps if step.is_to_verify],
        rewards=[reward for reward in rewards if reward.is_earned and not reward.is_delivered],
        promises=[promise for promise in owed if not promise.is_of_rep],
        own=[promise for promise in owed if promise.is_of_rep],
    )


@dataclass(frozen=True)
class ClosingFacts:
    """The way of a plan in a few figures; `window` is None for a plan without a number.

    `ended_on`: the last day of that window once the plan's own weeks are over.
    `ours` and `own` count what we and the rep promised, `corrected` are the verified steps that corrected numbers no longer meet.
    `scores` are the means of the rubric that others gave within the plan, oldest first, where its number has so few trials
    that they are read beside it; None where it has enough.
    """

    window: Window | None
    ended_on: date | None
    steps_reached: int
    steps: int
    ours: Kept
    own: Kept
    practice_days: int
    corrected: Sequence[Milestone] = ()
    scores: Sequence[Decimal] | None = None


def facts(whole: PlanWhole, *, on: date) -> ClosingFacts:
    """The number's last weeks, steps, promises kept on both sides, the days on which practice was logged, and scores
    where there are few trials."""
    number = _own(whole.plan, on)
    of_rep = whole.plan.rep_id
    ours = [promise for promise in whole.support if promise.promised_by_id != of_rep]
    own = [promise for promise in whole.support if promise.promised_by_id == of_rep]
    return ClosingFacts(
        window=number.window() if number else None,
        ended_on=ended_on(whole.plan, number, on=on),
        steps_reached=sum(step.is_reached for step in whole.milestones),
        steps=len(whole.milestones),
        ours=_kept(ours),
        own=_kept(own),
        practice_days=_practice_days(whole.plan),
        corrected=[step for step in whole.milestones if step.is_corrected],
        scores=_scores(whole.plan),
    )


def _scores(plan: Plan) -> list[Decimal] | None:
    kept = getattr(plan, "basis", None)
    own = stored_bases(kept.bases).get(plan.metric_id or 0) if kept is not None else None
    if own is None or not own.has_fewer_than(FEW_TRIALS):
        return None
    return [mean for _day, mean in counted_scores([plan])[plan.pk]]


def _kept(promises: Iterable[Commitment]) -> Kept:
    return kept_of((promise.due_on, promise.delivered_on) for promise in promises)


def _own(plan: Plan, on: date) -> Series | None:
    """The weeks of the plan's number that count now: neither weeks after the plan nor what waits for the other side."""
    if plan.metric is None:
        return None
    until = min(on, last_week_ends(plan.ends_on)) if plan.ends_on else on
    series = weekly_series([plan.rep_id], [plan.metric], until=until, weeks=plan.window_weeks)
    return counting(plan, series[plan.rep_id, plan.metric.pk])


def next_skills(plan: Plan) -> QuerySet[Skill]:
    """What could be the next focus: skills offered today, other than this plan's."""
    offered = Skill.objects.filter(is_active=True).order_by("position", "name")
    return offered.exclude(pk=plan.skill_id) if plan.skill_id else offered


def _practice_days(plan: Plan) -> int:
    """Days with practice that was not undone, as the plan's history tells: plans know no coaching."""
    undone: set[object] = set()
    days: dict[object, str] = {}
    rows = History.objects.filter(
        plan=plan, event__in=[Event.PRACTICE_LOGGED, Event.PRACTICE_UNDONE]
    ).order_by("seq")
    for event, at, detail in rows.values_list("event", "at", "detail"):
        entry = detail.get("entry", detail.get("practice"))
        if event == Event.PRACTICE_UNDONE:
            undone.add(entry)
        else:
            days[entry] = str(detail.get("on", at.date().isoformat()))
    return len({day for entry, day in days.items() if entry not in undone})
