"""What the pages of the wizard show: a rep's own numbers, the funnel, and who can help."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, Value, When, prefetch_related_objects
from django.db.models.functions import JSONObject

from plans.calculations.worth.funnel import QUARTER_WEEKS, FunnelChange, Lever, Stage, funnel_change
from plans.models import Commitment, Drill, Milestone, Plan, ProgrammeItem, Skill
from plans.queries.people import managing
from salesgym.numbers.calculations.weeks.calendar import ends_on, last_complete_week
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import scorecard
from salesgym.numbers.queries.scorecard import Series
from salesgym.people.models import Organization, User

# The keys of the standard metrics that carry money (numbers.0002).
WINS, REVENUE, DEAL_SIZE, DISCOUNT = "wins", "revenue", "revenue_per_win", "average_discount"
DECIDED = "decided"
FEWEST_BASELINE_WEEKS = 4
# Parts of other metrics: nobody makes a goal of them.
NOT_A_GOAL = ("selling_days", "timed_wins", "valued_wins", "discount_points", "decided", "priced_deals")
MOST_REPS_LISTED = 200


@dataclass(frozen=True)
class Numbers:
    """A rep's last 13 complete weeks before a day, one window for each metric."""

    until: date
    metrics: Mapping[str, Metric]
    windows: Mapping[int, Window]
    currency: str
    series: Mapping[int, Series] = field(default_factory=dict)

    def has_enough(self, metric: Metric) -> bool:
        window = self.windows[metric.pk]
        return window.value is not None and window.weeks >= FEWEST_BASELINE_WEEKS

    @property
    def last_day(self) -> date:
        """The Sunday of the newest week counted: the last complete one before the week of `until`."""
        return ends_on(last_complete_week(self.until))

    def part(self, pk: int | None) -> Metric | None:
        """The metric of this id, as a rate names its two parts; None for no id, or for one that is not kept."""
        return next((metric for metric in self.metrics.values() if metric.pk == pk), None)


@dataclass(frozen=True, slots=True)
class Practiced:
    """How a drill is practiced, as the programme of a plan says it."""

    times_a_week: int
    when: str
    where: str
    what: str
    repetitions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class OfferedDrill:
    """A drill that a plan may have; `practiced` is None where it is not chosen."""

    drill: Drill
    practiced: Practiced | None


def own_numbers(rep_id: int, *, until: date, organization: Organization | None = None) -> Numbers:
    """Every metric of one rep over the last 13 complete weeks before the week of `until`; two queries, and one for the
    organization where it is not passed in.
    """
    return _numbers(rep_id, organization or Organization.objects.current(), until=until)


def numbers_at(rep_id: int, *, at: datetime) -> Numbers:
    """The same until the organization's day of this moment, which is not asked for on its own."""
    organization = Organization.objects.current()
    return _numbers(rep_id, organization, until=organization.day(at))


def _numbers(rep_id: int, organization: Organization, *, until: date) -> Numbers:
    metrics = scorecard.metrics()
    series = scorecard.weekly_series([rep_id], list(metrics.values()), until=until, weeks=QUARTER_WEEKS)
    own = {metric_id: weeks for (_rep, metric_id), weeks in series.items()}
    windows = {metric_id: weeks.window() for metric_id, weeks in own.items()}
    return Numbers(until, metrics, windows, organization.currency, own)


def numbers_of(plan: Plan, *, on: date, organization: Organization | None = None) -> Numbers:
    """The weeks that the baseline was counted from; the newest ones where there is none yet. See `own_numbers`."""
    until = plan.baseline_until + timedelta(days=1) if plan.baseline_until else on
    return own_numbers(plan.rep_id, until=until, organization=organization)


def skills() -> list[Skill]:
    """The skills a plan may be about, in their order, each with its number and what that divides. One query."""
    found = Skill.objects.filter(is_active=True).select_related("metric__numerator")
    return list(found.order_by("position", "name"))


def goal_named(key: str) -> Metric | None:
    """The number of this key, if a plan can be about it. One query at most."""
    return scorecard.metrics().get(key) if key and key not in NOT_A_GOAL else None


def reps_to_choose(user: User) -> list[tuple[User, Plan | None]]:
    """The reps this person manages, by name, each with the open plan that is in the way, if any."""
    found = User.objects.managed_by(user).active().select_related("job_role").order_by("name")
    reps = list(found[:MOST_REPS_LISTED])
    plans = {plan.rep_id: plan for plan in Plan.objects.open().filter(rep__in=reps)}
    return [(rep, plans.get(rep.pk)) for rep in reps]


def milestones_of(plan: Plan) -> list[Milestone]:
    """The plan's steps in order, each with its number, its reward and who gives it. One query."""
    return list(plan.milestones.select_related("metric", "reward__given_by").order_by("position"))


def promises_of(plan: Plan) -> list[Commitment]:
    """What is promised with the plan, each with who does it, by its day. The plan keeps them, so that its gaps ask no more."""
    named = Commitment.objects.select_related("promised_by").order_by("due_on", "pk")
    prefetch_related_objects([plan], Prefetch("support", named))
    return list(plan.support.all())


def quarter_stages(numbers: Numbers) -> list[tuple[Metric, Decimal | None]]:
    """The funnel, widest stage first: how many of each in a quarter at the pace of the weeks known."""
    stages = [metric for metric in numbers.metrics.values() if metric.funnel_order is not None]
    stages.sort(key=lambda metric: metric.funnel_order or 0)
    return [(metric, _a_quarter(numbers.windows[metric.pk])) for metric in stages]


def _a_quarter(window: Window) -> Decimal | None:
    return window.numerator * QUARTER_WEEKS / window.exposure if window.exposure else None


def lever_of(plan: Plan, numbers: Numbers) -> Lever:
    """Which stage the plan's number moves, and how far one unit of it moves that stage or the money."""
    metric, baseline = plan.metric, plan.baseline or Decimal(0)
    if metric is None:
        return Lever(baseline)
    if metric.key == REVENUE:
        return Lever(baseline, revenue_per_unit=Decimal(QUARTER_WEEKS))
    if metric.key == DEAL_SIZE:
        return Lever(baseline, revenue_per_unit=_stage_total(numbers, WINS))
    if metric.key == DISCOUNT:
        return Lever(baseline, revenue_per_unit=_per_point(_stage_total(numbers, REVENUE), baseline))
    if metric.funnel_order is not None:
        return Lever(baseline, metric.key, Decimal(QUARTER_WEEKS))
    moves = metric.numerator
    if metric.kind == Metric.Kind.RATIO and moves is not None and moves.funnel_order is not None:
        return Lever(baseline, moves.key, _trials(plan, numbers))
    return Lever(baseline)


def _stage_total(numbers: Numbers, key: str) -> Decimal | None:
    metric = numbers.metrics.get(key)
    return _a_quarter(numbers.windows[metric.pk]) if metric else None


def _per_point(revenue: Decimal | None, discount: Decimal) -> Decimal | None:
    """The same deals at the list price, one hundredth of it for each point of discount."""
    if revenue is None or discount >= 100:
        return None
    return -revenue / (100 - discount)


def _trials(plan: Plan, numbers: Numbers) -> Decimal | None:
    """How many chances a quarter the rate has: as the baseline counted them, else as the numbers do."""
    if plan.baseline_denominator and plan.baseline_weeks:
        return plan.baseline_denominator * QUARTER_WEEKS / plan.baseline_weeks
    denominator = plan.metric.denominator_id if plan.metric else None
    window = numbers.windows.get(denominator or 0)
    return _a_quarter(window) if window else None


def win_share(numbers: Numbers) -> Decimal | None:
    """Of the deals that were decided so many were won; None where nobody knows how many were decided.

    Wins of a quarter come from older opportunities too: beside this quarter's they are no share.
    """
    wins, decided = _stage_total(numbers, WINS), _stage_total(numbers, DECIDED)
    return wins / decided if wins is not None and decided and wins <= decided else None


def commission_rate(rep: User) -> Decimal | None:
    """The rep's own share where they have one, else their role's; None where it is none."""
    if rep.commission_rate is not None:
        return rep.commission_rate or None
    return (rep.job_role.commission_rate or None) if rep.job_role else None


def change_at(plan: Plan, numbers: Numbers, target: Decimal) -> FunnelChange:
    """The rep's quarter with the plan's number at this target."""
    stages = [
        Stage(metric.key, total, win_share(numbers) if metric.key == WINS else None)
        for metric, total in quarter_stages(numbers)
    ]
    return funnel_change(
        stages=stages,
        lever=lever_of(plan, numbers),
        target=target,
        closing_stage=WINS,
        revenue=_stage_total(numbers, REVENUE),
        commission_rate=commission_rate(plan.rep),
    )


def drills_of(plan: Plan) -> list[OfferedDrill]:
    """The drills of the plan's skill that are offered, and those chosen already, each with how it is practiced. One query."""
    told = JSONObject(**{field.name: field.name for field in fields(Practiced)})
    items = ProgrammeItem.objects.filter(plan=plan, drill=OuterRef("pk"))
    drills = Drill.objects.filter(skill=plan.skill_id).annotate(practiced=Subquery(items.values(told=told)))
    offered = drills.filter(Q(is_active=True) | Q(practiced__isnull=False)).order_by("position", "name")
    rows = [(drill, vars(drill)["practiced"]) for drill in offered]
    return [OfferedDrill(drill, Practiced(**item) if item else None) for drill, item in rows]


def who_gives(plan: Plan) -> list[User]:
    """Who may act as the rep's manager today, in the order of their ids; then who else stands in our promises and the
    rewards of this draft already, by name. One query.
    """
    acting = Q(pk__in=managing(plan.rep).values("pk"))
    promised = plan.support.ours().filter(promised_by__isnull=False).values("promised_by")
    giving = plan.milestones.filter(reward__isnull=False).values("reward__given_by")
    # As one set, and not as this set or that: for an "or" PostgreSQL goes through all people.
    named = managing(plan.rep).order_by().values("pk").union(promised, giving)
    people = User.objects.filter(pk__in=named)
    place = Case(When(acting, then="pk"), default=Value(None))
    return list(people.order_by(place.asc(nulls_last=True), "name", "pk"))
