"""Works out the judgement of a plan: is it real, the two chances of each open step, the status word.

Missing numbers raise nothing here: a figure that cannot be worked out is None, and the inputs say why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.forecast.chance import Outlook, Step
from plans.calculations.forecast.facts import (
    LATE_WEEKS,
    METRIC,
    SINCE_START,
    ForecastFacts,
    NumberFacts,
    StepFacts,
)
from plans.calculations.forecast.inputs import (
    ForecastInputs,
    Measurement,
    MissingReason,
    PeerFigures,
    StepChances,
    Why,
)
from plans.calculations.forecast.verdict import improved_since, verdict
from plans.calculations.status import RUNNING, Signs, StatusWord, display_status, is_pushed
from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.improvement import likely_range
from salesgym.numbers.calculations.statistics.measured import Counted, Rate
from salesgym.numbers.calculations.weeks.calendar import WEEK, ends_on, monday

Found = TypeVar("Found")
ACTIVE, PAUSED = "active", "paused"


class Unsaid(Refused):
    """This plan has no such figure; `reason` says why."""

    def __init__(self, reason: MissingReason) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Result:
    """The judgement of a plan on one day; `step` is the next step not yet reached that has a chance."""

    status: StatusWord
    real: float | None
    expected: float | None
    verdict: str
    step: StepChances | None
    inputs: ForecastInputs


def work_out(facts: ForecastFacts) -> Result:
    """The judgement of one plan on one day. The same facts give the same figures: the seed is the plan's id."""
    why: dict[str, Why] = {}
    outlooks = _outlooks(facts, why)
    real = _said("real", why, lambda: _real(facts, outlooks, why))
    steps = tuple(_chances(facts, step, outlooks, why) for step in facts.steps if not step.is_reached)
    now = next((step for step in steps if step.by_end is not None), None)
    pushed = _is_pushed(facts, now)
    status = _status(facts, is_pushed=pushed)
    improved_on = improved_since(real, earlier=facts.improved_on, on=facts.on)
    inputs = ForecastInputs(
        on=facts.on,
        weeks_in=facts.weeks_in,
        seed=facts.plan,
        metric=facts.metric,
        bases={metric: one.basis for metric, one in facts.numbers.items() if one.basis is not None},
        since=since_start(facts.own),
        likely=_said("likely", {}, lambda: _likely(facts.own)),
        peers=facts.own.peers if facts.own else PeerFigures(),
        steps=steps,
        running=str(status) if status in RUNNING else facts.running,
        is_pushed=pushed,
        improved_on=improved_on,
        why={figure: reason for figure, reason in why.items() if figure in {"real", "expected"}},
    )
    days = {"starts_on": facts.starts_on, "ends_on": facts.ends_on, "on": facts.on}
    return Result(
        status=status,
        real=real,
        expected=_said("expected", why, lambda: _expected(facts)),
        verdict=verdict(real, improved_on=improved_on, **days) or "",
        step=now,
        inputs=inputs,
    )


def _is_pushed(facts: ForecastFacts, now: StepChances | None) -> bool:
    """Whether it needs a push; a plan that rests or is in review keeps what it had."""
    if facts.plan_status != ACTIVE:
        return facts.is_pushed
    return is_pushed(signs_of(facts), now.by_end if now else None, on=facts.on)


def signs_of(facts: ForecastFacts) -> Signs:
    """What the status word is decided from, with the word of the judgement before."""
    return Signs(
        starts_on=facts.starts_on,
        last_number_on=facts.last_number_on,
        last_practice_on=facts.last_practice_on,
        last_reached_on=facts.last_reached_on,
        has_claim=facts.has_claim,
        is_pushed=facts.is_pushed,
    )


def _status(facts: ForecastFacts, *, is_pushed: bool) -> StatusWord:
    signs = replace(signs_of(facts), is_pushed=is_pushed)
    return display_status(plan_status=facts.plan_status, signs=signs, on=facts.on)


def _figure(facts: ForecastFacts, metric: int) -> str:
    """Under which name the reason is kept why a metric has no outlook."""
    return "real" if metric == facts.metric else f"metric {metric}"


def _said(figure: str, why: dict[str, Why], ask: Callable[[], Found]) -> Found | None:
    """The figure that `ask` gives; where it refuses, None, and the reason goes into `why` under the name."""
    try:
        return ask()
    except Refused as refusal:
        why.setdefault(figure, _reason(refusal))
    return None


def _reason(refusal: Refused) -> Why:
    match refusal:
        case NotEnoughYet(have=have, need=need, lacking=lacking):
            return Why(MissingReason.NOT_ENOUGH, have=have, need=need, unit=lacking)
        case Unsaid(reason=reason):
            return Why(reason)
        case NoAnswer(obstacle=obstacle):
            return Why(MissingReason.REFUSED, text=obstacle)
    return Why(MissingReason.REFUSED, text=str(refusal))


def _outlooks(facts: ForecastFacts, why: dict[str, Why]) -> dict[int, Outlook]:
    """The outlook of each number, by metric; why one has none goes into `why`."""
    found = {}
    for metric, number in facts.numbers.items():
        one = _said(_figure(facts, metric), why, partial(_outlook, number))
        if one is not None:
            found[metric] = one
    return found


def _outlook(number: NumberFacts) -> Outlook:
    if number.basis is None:
        raise Unsaid(MissingReason.NO_BASELINE)
    return number.basis.outlook(
        number.totals,
        number.over,
        recent=number.recent,
        team_change=number.peers.change,
        earlier=number.earlier,
    )


def _real(facts: ForecastFacts, outlooks: Mapping[int, Outlook], why: Mapping[str, Why]) -> float:
    """The chance that the plan's own number has changed; refused without a full week of it."""
    found = outlooks.get(facts.metric or 0)
    if found is None:
        raise Unsaid(why["real"].reason if "real" in why else MissingReason.NO_BASELINE)
    if not found.now:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    return found.real


def _expected(facts: ForecastFacts) -> float:
    if facts.own is None or facts.own.basis is None:
        raise Unsaid(MissingReason.NO_BASELINE)
    return facts.own.basis.expected


def _chances(
    facts: ForecastFacts, step: StepFacts, outlooks: Mapping[int, Outlook], why: Mapping[str, Why]
) -> StepChances:
    """Both chances of an open step, or why it has none."""
    reasons: dict[str, Why] = {}
    found = _said("step", reasons, lambda: _both(facts, step, outlooks, why))
    if found is None:
        return StepChances(step.pk, why=reasons["step"])
    return StepChances(step.pk, *found)


def _both(
    facts: ForecastFacts, step: StepFacts, outlooks: Mapping[int, Outlook], why: Mapping[str, Why]
) -> tuple[float, float]:
    if step.measure not in {METRIC, SINCE_START} or step.metric is None or step.mark is None:
        raise Unsaid(MissingReason.BY_HAND)
    if facts.plan_status == PAUSED:
        raise Unsaid(MissingReason.PAUSED)
    if monday(facts.on) >= monday(facts.ends_on) + (LATE_WEEKS + 1) * WEEK:
        raise Unsaid(MissingReason.DATE_PASSED)
    outlook = outlooks.get(step.metric)
    if outlook is None:
        raise Unsaid(why.get(_figure(facts, step.metric), Why(MissingReason.NO_BASELINE)).reason)
    last = max(one.until for one in facts.steps)
    if step.measure == SINCE_START:
        return (
            outlook.chance_of_sum(step.mark, step.on_time_until, last=last),
            outlook.chance_of_sum(step.mark, step.until, last=last),
        )
    by_date = outlook.chance(Step(step.mark, step.weeks, step.on_time_until), last=last)
    return by_date, outlook.chance(Step(step.mark, step.weeks, step.until), last=last)


def since_start(number: NumberFacts | None) -> Measurement | None:
    """The plan's full weeks so far as one measurement; None if none of them has numbers."""
    if number is None or number.basis is None:
        return None
    known = [
        (week, total, over)
        for week, total, over in zip(number.mondays, number.totals, number.over, strict=True)
        if total is not None and over is not None
    ]
    if not known:
        return None
    return Measurement(
        number.basis.kind,
        sum(total for _week, total, _over in known),
        sum(over for _week, _total, over in known),
        len(known),
        known[0][0],
        ends_on(known[-1][0]),
    )


def _likely(number: NumberFacts | None) -> tuple[float, float, float]:
    """Low end, middle and high end of the true value since the start; for shares and counts."""
    since = since_start(number)
    if number is None or number.basis is None or since is None:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    found = likely_range(_spread_out(since, number.basis))
    return found.low, found.middle, found.high


def _spread_out(since: Measurement, basis: Basis) -> Counted | Rate:
    if since.kind == Kind.RATIO:
        return Counted(since.total / basis.spread, since.over / basis.spread)
    if since.kind == Kind.COUNT:
        return Rate(since.total, since.over, basis.spread)
    raise Unsaid(MissingReason.NO_METHOD)
