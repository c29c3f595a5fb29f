"""Which skills lie nearest: money in the gap, how soon a change shows, and who decides it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite

from plans.calculations.targets import telling
from plans.calculations.targets.telling import Change
from plans.models import Skill
from plans.queries.handed_on import nearest_skill
from plans.queries.money_gap import ATTEMPTED, METRIC_OF, VOLUME, MoneyGap, Role, between, gap_of, role_of
from plans.queries.target_facts import TargetFacts
from plans.queries.wizard import Numbers
from salesgym.errors import Refused
from salesgym.numbers.calculations.money import focus
from salesgym.numbers.calculations.money.focus import ACTIVITY, BUYER_DECIDES, SHARED, Focus
from salesgym.numbers.calculations.money.gap import ATTEMPTS
from salesgym.numbers.calculations.statistics.measured import measured
from salesgym.numbers.models import Metric
from salesgym.people.models import User

PLAN_WEEKS = 12
# What meetings are made of: the further below the middle of the two says what to train.
MADE_OF = {ATTEMPTED: ("conversations", "meeting_rate")}
CONTROL = {
    Metric.Control.ACTIVITY: ACTIVITY,
    Metric.Control.SHARED: SHARED,
    Metric.Control.BUYER: BUYER_DECIDES,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A skill with what speaks for it. Money is a quarter's; `weeks` is infinite where no plan is long enough."""

    skill: Skill
    focus: Focus
    own: float
    middle: float
    weeks: float

    @property
    def money(self) -> float:
        return self.focus.candidate.gap

    @property
    def shows_in_time(self) -> bool:
        return self.weeks <= PLAN_WEEKS

    @property
    def shows_ever(self) -> bool:
        return isfinite(self.weeks)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A number with its gap, before it is ranked."""

    candidate: focus.Candidate
    own: float
    middle: float
    weeks: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """A rep beside the middle of their role, and the skills that lie nearest; `why_not` where `gap` is None.

    `trained_by` says for each factor of the gap, by the key of its number, which skill it leads to.
    """

    gap: MoneyGap | None = None
    why_not: Refused | None = None
    candidates: tuple[Candidate, ...] = ()
    trained_by: Mapping[str, Skill] = field(default_factory=dict)


def nearest(rep: User, numbers: Numbers, skills: Sequence[Skill]) -> Nearest:
    """What the numbers speak for. Two queries, whatever the number of peers."""
    keys = {*METRIC_OF.values(), *(skill.metric.key for skill in skills)}
    wanted = {key: metric for key, metric in numbers.metrics.items() if key in keys}
    role = role_of(rep, wanted, until=numbers.until)
    try:
        gap = gap_of(role)
    except Refused as refusal:
        return Nearest(why_not=refusal)
    return Nearest(
        gap, candidates=tuple(candidates(role, gap, skills)), trained_by=trained_by(role, gap, skills)
    )


def candidates(role: Role, gap: MoneyGap, skills: Iterable[Skill]) -> list[Candidate]:
    """Up to three skills below the middle of the role, the best first. A number counts for its first skill.

    Opportunities are meetings times the share of them that become one: where both are known, each is weighed by itself.
    """
    by_metric: dict[str, Skill] = {}
    for skill in skills:
        if skill.metric.key != VOLUME or ATTEMPTS not in gap.parts:
            by_metric.setdefault(skill.metric.key, skill)
    weighed = {key: found for key in by_metric if (found := _weighed(role, gap, key))}
    return [
        Candidate(by_metric[key], one, weighed[key].own, weighed[key].middle, weighed[key].weeks)
        for one in focus.rank(found.candidate for found in weighed.values())
        for key in [one.candidate.metric]
    ]


def trained_by(role: Role, gap: MoneyGap, skills: Sequence[Skill]) -> dict[str, Skill]:
    """The skill that each factor of the gap leads to, by the key of its number; a factor that no skill moves has none."""
    found = {factor.metric.key: _leads_to(role, gap, factor.metric, skills) for factor in gap.factors}
    return {key: skill for key, skill in found.items() if skill is not None}


def _leads_to(role: Role, gap: MoneyGap, metric: Metric, skills: Sequence[Skill]) -> Skill | None:
    below = {}
    for key in MADE_OF.get(metric.key, ()):
        try:
            below[key] = between(role, gap, key)[2]
        except Refused:
            continue
    key = max(below, key=lambda one: below[one], default=metric.key)
    return nearest_skill(role.metrics[key], skills)


def _weighed(role: Role, gap: MoneyGap, key: str) -> _Weighed | None:
    """None where the number is no part of the money, is not known of enough people, or is not below the middle.

    What the page rounds to nothing is no reason to work on a number.
    """
    try:
        own, middle, part = between(role, gap, key)
        if part < gap.unit / 2:
            return None
        chance, weeks = _telling(role, role.metrics[key], own, middle)
    except Refused:
        return None
    control = CONTROL[Metric.Control(role.metrics[key].control)]
    return _Weighed(focus.Candidate(key, part, chance, control), own, middle, weeks)


def _telling(role: Role, metric: Metric, own: float, middle: float) -> tuple[float, float]:
    """The chance that a change to the middle shows within a plan, and the weeks it takes to show."""
    weeks = role.own[metric.pk].weeks
    own_start = measured(weeks, metric.kind)
    facts = TargetFacts(metric, role.until, own, own_start, weeks, role.peers)
    change = Change(
        facts.start_with_peers or own_start, middle, facts.trials_a_week or 0.0, metric.lower_is_better
    )
    if not change.is_ahead:
        # Peers who do better than their own middle: then the rep's trials alone say how far it is.
        change = replace(change, baseline=own_start)
    return telling.chance_in(change, weeks=PLAN_WEEKS), telling.weeks_until(change)
