"""What a rep is strong in: a number clearly above the middle of their role, else what they do most steadily."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import fmean, pstdev

from django.db.models import QuerySet

from plans.models import StrengthAnswer
from plans.queries.basis import likely_today
from plans.queries.money_gap import METRIC_OF, MoneyGap, Role, gap_of, role_of
from salesgym.errors import Refused
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.role_figures import figures_of
from salesgym.numbers.queries.scorecard import metrics
from salesgym.people.models import User

# What a rep does themselves, week by week; the first of equals is said.
STEADY = ("conversations", "meetings", "outreach")
FEWEST_STEADY_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Strength:
    """A number whose likely range lies above the middle of `peers` colleagues, and the money it brings a quarter.

    `own` over `counted` and `of`, the sums it is made of; `of` is None for counts.
    """

    metric: Metric
    own: float
    counted: Decimal
    of: Decimal | None
    low: float
    high: float
    middle: float
    money: int
    peers: int


@dataclass(frozen=True, slots=True)
class Steady:
    """What the rep does week after week: in `inside` of `weeks` weeks from `low` to `high`."""

    metric: Metric
    inside: int
    weeks: int
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Known:
    """What a new rep's day begins with: a strength or a steady number, or that others may ask about `agreed`."""

    found: Strength | Steady | None = None
    agreed: Metric | None = None


def known_of(rep: User, *, on: date) -> Known:
    """What is known of this rep on this day; nothing once they have said "not now". One query after an answer, else six."""
    answer = answer_of(rep)
    if answer is not None:
        return Known(agreed=answer.metric if answer.may_ask else None)
    return Known(found=strength_of(rep, on=on))


def answer_of(rep: User) -> StrengthAnswer | None:
    """The rep's last answer, with its number."""
    answers = StrengthAnswer.objects.filter(rep=rep).select_related("metric__denominator")
    return answers.order_by("-answered_at").first()


def may_answer(rep: User, metric: Metric, *, on: date) -> bool:
    """Whether this number is the one that was found of the rep, or one about which they have answered before."""
    if StrengthAnswer.objects.filter(rep=rep, metric=metric).exists():
        return True
    found = strength_of(rep, on=on)
    return found is not None and found.metric.pk == metric.pk


def glad_to_be_asked(metric: Metric | None) -> QuerySet[StrengthAnswer]:
    """The answers of those who said that others may ask them about this number."""
    return StrengthAnswer.objects.filter(metric=metric, may_ask=True)


def strength_of(rep: User, *, on: date) -> Strength | Steady | None:
    """The strength that brings the most money; where none is clear, the steadiest number; None under eight weeks."""
    keys = [*METRIC_OF.values(), *STEADY]
    role = role_of(rep, metrics(keys), until=on)
    try:
        gap = gap_of(role)
    except Refused:
        return _steadiest(role)
    figures = figures_of([rep.job_role_id or 0], [factor.metric.pk for factor in gap.factors])
    ahead = {factor.metric.pk: factor for factor in gap.factors if factor.part < 0}
    clear = []
    for pk, factor in ahead.items():
        weeks = role.own[pk].weeks
        likely = likely_today(rep, factor.metric, weeks, figures.get((rep.job_role_id or 0, pk)), on=on)
        if likely is not None and likely[0] > factor.middle:
            clear.append(_strength(role, gap, factor.metric, likely, factor.middle, -factor.part))
    return max(clear, key=lambda one: one.money, default=None) or _steadiest(role)


def _strength(
    role: Role, gap: MoneyGap, metric: Metric, likely: tuple[float, float], middle: float, money: int
) -> Strength:
    window = role.own[metric.pk].window()
    return Strength(
        metric=metric,
        own=float(window.value or 0),
        counted=window.numerator,
        of=window.denominator,
        low=likely[0],
        high=likely[1],
        middle=middle,
        money=money,
        peers=gap.peers,
    )


def _steadiest(role: Role) -> Steady | None:
    """The number of their own work whose weeks lie closest together, beside its size."""
    known = [found for key in STEADY if (found := _weeks(role.metrics, role, key))]
    if not known:
        return None
    metric, values = min(known, key=lambda one: pstdev(map(float, one[1])) / fmean(map(float, one[1])))
    # Without the lowest and the highest week.
    inner = sorted(values)[1:-1]
    inside = sum(inner[0] <= value <= inner[-1] for value in values)
    return Steady(metric, inside, len(values), inner[0], inner[-1])


def _weeks(known: Mapping[str, Metric], role: Role, key: str) -> tuple[Metric, Sequence[Decimal]] | None:
    """The values of the weeks worked in full; None where they are few, or nothing was done."""
    metric = known.get(key)
    if metric is None:
        return None
    weeks = role.own[metric.pk].weeks
    values = [week.value for week in weeks if week.value is not None and week.exposure == 1]
    return (metric, values) if len(values) >= FEWEST_STEADY_WEEKS and sum(values, Decimal()) else None
