"""The first plans worth starting in a team: for whom, about what, and what lies in it. A fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from plans.calculations.worth.funnel import QUARTER_WEEKS
from plans.models import Skill
from plans.queries import wizard
from plans.queries.basis import likely_today
from plans.queries.focus_candidates import Candidate, candidates
from plans.queries.money_gap import METRIC_OF, MoneyGap, Role, gap_of, money_at
from salesgym.errors import Lacking, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.role_figures import Figures
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import scorecard
from salesgym.numbers.queries.peers import Peers, peer_ids_by_role, without
from salesgym.numbers.queries.role_figures import figures_on
from salesgym.numbers.queries.scorecard import Series
from salesgym.people.models import User

MOST_PLANS = 3
# Of so many with the widest gaps it is worked out how soon a change would show; that takes longer than the gap.
MOST_WEIGHED = 6
# More people than this are not one manager's.
MOST_REPS = 100


@dataclass(frozen=True, slots=True)
class FirstPlan:
    """One person with the skill that lies nearest. `low` and `high` are the money a quarter in it, 4 times in 5; None
    where too little is known of the role.
    """

    rep: User
    candidate: Candidate
    gap: MoneyGap
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class FirstPlans:
    """The plans that promise most, the best first; without any `why_not` says what is missing of most people."""

    plans: tuple[FirstPlan, ...] = ()
    why_not: Refused | None = None


def first_plans(reps: Sequence[User], *, on: date) -> FirstPlans:
    """Up to three of these people, each with one skill. Five queries for any number, three more for a new role."""
    people = [rep for rep in reps if rep.job_role_id is not None][:MOST_REPS]
    if not people:
        return FirstPlans(why_not=NotEnoughYet(0, 1, Lacking.PEERS) if reps else None)
    metrics, skills = scorecard.metrics(), wizard.skills()
    keys = {*METRIC_OF.values(), *(skill.metric.key for skill in skills)}
    wanted = {key: metric for key, metric in metrics.items() if key in keys}
    roles = _roles(people, wanted, on=on)
    gaps: list[tuple[User, Role, MoneyGap]] = []
    refused: list[Refused] = []
    for rep, role in roles:
        try:
            gaps.append((rep, role, gap_of(role)))
        except Refused as refusal:
            refused.append(refusal)
    if not gaps:
        return FirstPlans(why_not=refused[0] if refused else None)
    widest = sorted(gaps, key=lambda one: one[2].gap, reverse=True)[:MOST_WEIGHED]
    best = [found for one in widest if (found := _best(*one, skills)) is not None]
    best.sort(key=lambda one: one.candidate.focus.score, reverse=True)
    figures = figures_on(
        {rep.job_role_id for rep in people if rep.job_role_id}, [one.pk for one in wanted.values()], on=on
    )
    own = {rep.pk: role for rep, role in roles}
    return FirstPlans(tuple(_with_range(one, own[one.rep.pk], figures, on) for one in best[:MOST_PLANS]))


def _roles(people: Sequence[User], metrics: Mapping[str, Metric], *, on: date) -> list[tuple[User, Role]]:
    """Each person beside the peers in their role. What every peer does is worked out once."""
    by_role = peer_ids_by_role({rep.job_role_id for rep in people if rep.job_role_id}, on=on)
    ids = {rep.pk for rep in people} | {pk for peers in by_role.values() for pk in peers}
    series = scorecard.weekly_series(sorted(ids), list(metrics.values()), until=on, weeks=QUARTER_WEEKS)
    values = {
        key: {
            pk: float(window.value or 0)
            for pk, window in Peers(_of(series, ids, [metric])).windows_by_rep(metric).items()
        }
        for key, metric in metrics.items()
    }
    found = []
    for rep in people:
        others = without(rep.pk, by_role.get(rep.job_role_id or 0, ()))
        own = {metric.pk: series[rep.pk, metric.pk] for metric in metrics.values()}
        theirs = {key: {pk: known[pk] for pk in others if pk in known} for key, known in values.items()}
        peers = Peers(_of(series, others, metrics.values()))
        found.append((rep, Role(on, metrics, own, peers, theirs)))
    return found


def _of(
    series: Mapping[tuple[int, int], Series], ids: Collection[int], metrics: Collection[Metric]
) -> dict[tuple[int, int], Series]:
    return {(pk, metric.pk): series[pk, metric.pk] for pk, metric in product(ids, metrics)}


def _best(rep: User, role: Role, gap: MoneyGap, skills: Sequence[Skill]) -> FirstPlan | None:
    """What speaks for this person's first skill; None where they lie below the middle nowhere."""
    found = [one for one in candidates(role, gap, skills) if _has_start(role, one)]
    return FirstPlan(rep, found[0], gap) if found else None


def _has_start(role: Role, candidate: Candidate) -> bool:
    window = role.window(candidate.skill.metric.key)
    return window is not None and window.weeks >= wizard.FEWEST_BASELINE_WEEKS


def _with_range(
    one: FirstPlan, role: Role, figures: Mapping[tuple[int, int], Figures], on: date
) -> FirstPlan:
    """The money between the middle and where the rep's own level lies 4 times in 5."""
    metric = role.metrics[one.candidate.skill.metric.key]
    known = figures.get((one.rep.job_role_id or 0, metric.pk))
    level = likely_today(one.rep, metric, role.own[metric.pk].weeks, known, on=on)
    if level is None:
        return one
    ends = sorted(money_at(one.gap, metric.key, at, one.candidate.middle) for at in level)
    return FirstPlan(one.rep, one.candidate, one.gap, max(ends[0], 0.0), max(ends[1], 0.0))
