"""A person's rates and volume beside those of their role: what "capable, and too little of it" is asked about."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from plans.queries.wizard import Numbers
from salesgym.numbers.calculations.statistics.peers import MIN_PEERS
from salesgym.numbers.calculations.statistics.role_figures import Figures
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.role_figures import Key


@dataclass(frozen=True, slots=True)
class Beside:
    """One number in words: what it is, the person's over 13 weeks, and their role's; "" where too few are in it."""

    label: str
    own: str
    role: str


@dataclass(frozen=True, slots=True)
class Volume:
    """How much a week, and how well, along the funnel."""

    volumes: tuple[Beside, ...]
    rates: tuple[Beside, ...]


def asked_about(numbers: Numbers) -> list[Metric]:
    """The stages of the funnel and the shares between them, of which this person has numbers."""
    stages = {metric.pk for metric in numbers.metrics.values() if metric.funnel_order is not None}
    return [
        metric
        for metric in numbers.metrics.values()
        if (metric.pk in stages or _is_share(metric, stages)) and numbers.windows[metric.pk].value is not None
    ]


def _is_share(metric: Metric, stages: Collection[int]) -> bool:
    of = metric.denominator_id
    return metric.kind == Metric.Kind.RATIO and of is not None and of in stages


def volume_of(
    numbers: Numbers, figures: Mapping[Key, Figures], role_id: int | None, say: Sayers
) -> Volume | None:
    """The table; None without any number."""
    rows = [
        (metric, _beside(metric, numbers, figures.get((role_id or 0, metric.pk)), say))
        for metric in asked_about(numbers)
    ]
    if not rows:
        return None
    return Volume(
        tuple(row for metric, row in rows if metric.kind != Metric.Kind.RATIO),
        tuple(row for metric, row in rows if metric.kind == Metric.Kind.RATIO),
    )


def _beside(metric: Metric, numbers: Numbers, role: Figures | None, say: Sayers) -> Beside:
    said = say(metric).bare if metric.kind == Metric.Kind.COUNT else say(metric)
    is_told = role is not None and role.reps >= MIN_PEERS
    mean = said.round(role.mean) if is_told and role is not None else ""
    return Beside(metric.name, said.round(numbers.windows[metric.pk].value), mean)
