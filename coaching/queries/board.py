"""A manager's team: its people, their open or last plans, the weekly numbers and what waits on each of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Coalesce, NullIf

from coaching.models import PracticeEntry
from coaching.queries import needs, rep_signals, standing
from coaching.queries.needs import Counts, PlanNeeds
from coaching.queries.on_desk import OnDesk
from coaching.queries.owed import Owed
from coaching.queries.shell import FrameFacts, OpenPlan
from coaching.queries.talk_asks import TalkAsk
from coaching.queries.talk_needs import NOTHING, TalkNeeds
from coaching.queries.wishes import Wish
from plans.calculations.worth.funnel import QUARTER_WEEKS
from plans.models import Forecast, Milestone, Plan
from plans.queries.pace import AllSeries
from plans.queries.step_lines import weeks_read
from plans.queries.steps import StepsByPlan
from plans.queries.wizard import FEWEST_BASELINE_WEEKS
from salesgym.compiled import compiled
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.queries import scorecard
from salesgym.people.models import Organization, User, running_today

SERIES_WEEKS = 26
# What stands for a rep without a plan: the first of these that they have enough weeks of. Rates say more than counts.
WITHOUT_PLAN = ("meeting_to_opportunity", "win_rate", "opportunities")


@dataclass(frozen=True, slots=True)
class BoardPlan:
    """A rep's open plan, or the one that closed last, with its steps in order and what waits on it.

    `asked` is the first name of the person who is asked to be the mentor, "" where nobody is; `final_value` is
    the value that was measured when the plan was closed.
    """

    plan: Plan
    steps: Sequence[Milestone]
    counts: Counts
    asked: str
    final_value: Decimal | None

    @property
    def needs(self) -> PlanNeeds:
        return needs.of(self.plan, self.counts, self.steps)


@dataclass(frozen=True, slots=True)
class BoardRep:
    """One person of the team. `work_days` are ISO weekdays ("12345"), `practiced` this week's days with a workout,
    `mentees` the names of those whose open plan this person helps with, `signals` those that wait for a manager,
    `wish` the plan that this person asks for, `owed` what closed plans still owe them, `talk` the talk they ask for.
    `number` is the metric that stands for somebody without a plan here: of their signals' metrics, or without a signal of
    WITHOUT_PLAN, the first with at least FEWEST_BASELINE_WEEKS of the last QUARTER_WEEKS; None for others.
    """

    user: User
    work_days: str
    practiced: frozenset[date]
    mentees: Sequence[str]
    signals: Sequence[EarlySignal]
    plan: BoardPlan | None
    wish: Wish | None = None
    owed: Sequence[Owed] = ()
    talk: TalkAsk | None = None
    number: Metric | None = None


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """The people of the board by name, and the weekly numbers of their plans, or of those that stand in their place.

    `desk` is what waits for the manager as a mentor; None where one team of several is shown. `talk_needs` is what the
    check-ins with these people ask of the manager.
    """

    reps: list[BoardRep]
    series: AllSeries
    numbers_to: date | None
    desk: OnDesk | None = None
    talk_needs: TalkNeeds = NOTHING

    @property
    def open_plans(self) -> list[BoardPlan]:
        return [rep.plan for rep in self.reps if rep.plan is not None and rep.plan.plan.is_open]


def board_facts(user: User, facts: FrameFacts, *, chosen: int | None, on: date, at: datetime) -> BoardFacts:
    """Everybody in the teams this person manages today, or in one of them.

    Three queries, however many people: what the frame knows already (`facts`, asked with `with_board`) is not asked
    again. Raises ValueError where it was asked without.
    """
    if facts.board_plans is None:
        raise ValueError("The facts of the frame were asked without the plans of the board.")
    team_ids = [team.pk for team in facts.teams]
    users = _users(user, team_ids if chosen is None else [chosen], on=on)
    metrics = facts.metrics
    plans = _plans(users, metrics, facts.board_plans)
    steps = _steps(plans.values(), metrics)
    without = [user for user in users if user.pk not in plans]
    series = scorecard.weekly_series(
        [user.pk for user in users],
        [
            *standing.metrics_of(plans.values(), [step for several in steps.values() for step in several]),
            *_stand_ins(without, metrics, facts),
        ],
        until=on,
        weeks=weeks_read(plans.values(), on=on, at_least=SERIES_WEEKS),
    )
    reps = _reps(users, _board_plans(plans, steps, facts.plans), metrics, facts, series)
    desk = facts.desk if chosen is None else None
    talk_needs = facts.talk_needs.of({user.pk for user in users})
    return BoardFacts(reps, series, series.known_to, desk, talk_needs)


def _board_plans(
    plans: Mapping[int, Plan], steps: StepsByPlan, open_plans: Iterable[OpenPlan]
) -> dict[int, BoardPlan]:
    """These plans by rep, with their steps and what waits on them."""
    counts = {plan.pk: plan.needs for plan in open_plans}
    return {rep: _board_plan(plan, steps[plan.pk], counts.get(plan.pk, {})) for rep, plan in plans.items()}


def _board_plan(plan: Plan, steps: Sequence[Milestone], counts: Counts) -> BoardPlan:
    annotated = vars(plan)
    asked: str = annotated["asked_name"]
    return BoardPlan(plan, steps, counts, asked.split()[0] if asked else "", annotated["final_value"])


def _reps(
    users: Sequence[User],
    plans: Mapping[int, BoardPlan],
    metrics: Mapping[int, Metric],
    facts: FrameFacts,
    series: AllSeries,
) -> list[BoardRep]:
    mentees = _mentees(facts.plans)
    wishes = {wish.rep: wish for wish in facts.wishes}
    talks = {talk.rep: talk for talk in facts.talks}
    reps = []
    for user in users:
        annotated = vars(user)
        signals = rep_signals.of(user, facts.signals, metrics)
        reps.append(
            BoardRep(
                user=user,
                work_days=annotated["work_days"],
                practiced=frozenset(annotated["practiced"]),
                mentees=mentees.get(user.pk, ()),
                signals=signals,
                plan=plans.get(user.pk),
                wish=wishes.get(user.pk),
                talk=talks.get(user.pk),
                owed=[one for one in facts.owed if one.rep == user.pk],
                number=None if user.pk in plans else _number(user, signals, metrics, series),
            )
        )
    return reps


def _stand_ins(without: Sequence[User], metrics: Mapping[int, Metric], facts: FrameFacts) -> list[Metric]:
    """Which numbers may stand for these people, who have no plan; none where everybody has one."""
    if not without:
        return []
    ids = {user.pk for user in without}
    signaled = {row["metric_id"] for row in facts.signals if row["rep_id"] in ids}
    return [metric for pk, metric in metrics.items() if metric.key in WITHOUT_PLAN or pk in signaled]


def _number(
    user: User, signals: Sequence[EarlySignal], metrics: Mapping[int, Metric], series: AllSeries
) -> Metric | None:
    """What stands for somebody without a plan; None without enough weeks."""
    by_key = {metric.key: metric for metric in metrics.values()}
    wanted = [signal.metric for signal in signals] or [by_key[key] for key in WITHOUT_PLAN if key in by_key]
    for metric in wanted:
        window = series[user.pk, metric.pk].window(last=QUARTER_WEEKS)
        if window.value is not None and window.weeks >= FEWEST_BASELINE_WEEKS:
            return metric
    return None


def _users(user: User, team_ids: Collection[int], *, on: date) -> list[User]:
    """The people of these teams, each with what their row needs: number, work days, this week's practice."""
    start = monday(on)
    # `practiced_at` is indexed and `practiced_on` is not. Two days cover the offset of every time zone.
    since = datetime.combine(start - timedelta(days=2), time(), UTC)
    return _people_of(
        user.pk,
        team_ids=tuple(team_ids),
        monday=start,
        sunday=start + timedelta(days=6),
        since=since,
    )


@compiled
def _people_of(
    user_id: int,
    *,
    team_ids: tuple[int, ...],
    monday: date,
    sunday: date,
    since: datetime,
) -> QuerySet[User]:
    week = PracticeEntry.objects.standing().filter(
        rep=OuterRef("pk"), practiced_on__range=(monday, sunday), practiced_at__gte=since
    )
    # Nobody is in two teams on one day, so the join gives each person once.
    reps = User.objects.filter(running_today("memberships__"), memberships__team__in=team_ids)
    return (
        reps.exclude(pk=user_id)
        .active()
        .annotate(
            work_days=Coalesce(
                NullIf(F("memberships__team__work_days"), Value("")),
                Subquery(Organization.objects.values("work_days")[:1]),
                Value("12345"),
            ),
            practiced=ArraySubquery(week.values("practiced_on")),
        )
        .order_by("name", "pk")
    )


def _plans(
    users: Sequence[User], metrics: Mapping[int, Metric], board_plans: Iterable[Plan]
) -> dict[int, Plan]:
    """By rep the open plan, or else the one that ran and closed last, if that was lately."""
    people = {user.pk: user for user in users}
    # A rep's plans come in the order in which they closed, the one that is open last.
    plans = {plan.rep_id: plan for plan in board_plans if plan.rep_id in people}
    for plan in plans.values():
        plan.rep, plan.metric = people[plan.rep_id], metrics.get(plan.metric_id or 0)
    prefetch_related_objects([*plans.values()], Prefetch("forecast", Forecast.objects.defer("inputs")))
    return plans


def _mentees(plans: Iterable[OpenPlan]) -> dict[int, list[str]]:
    """By mentor the names of those whose open plan they help with, in order."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    for plan in plans:
        if plan.mentor_id:
            names[plan.mentor_id].append(plan.name)
    return {mentor: sorted(several) for mentor, several in names.items()}


def _steps(plans: Iterable[Plan], metrics: Mapping[int, Metric]) -> StepsByPlan:
    """The steps, which the frame has loaded with their plans."""
    steps = {plan.pk: list(plan.milestones.all()) for plan in plans}
    for step in chain.from_iterable(steps.values()):
        step.metric = metrics.get(step.metric_id or 0)
    return steps
