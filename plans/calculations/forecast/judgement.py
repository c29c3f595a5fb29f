"""Works out a plan's forecast: the chance of the step now, whether the number improved, the status word.

Missing numbers raise nothing here: a figure that cannot be worked out is None, and the inputs say why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from plans.calculations.forecast import chance as plan_chance
from plans.calculations.forecast.chance import Unsaid
from plans.calculations.forecast.facts import (
    ForecastFacts,
    PeerLines,
    signed_before,
    told,
    weeks_since,
)
from plans.calculations.forecast.inputs import (
    ForecastInputs,
    Form,
    Measurement,
    MissingReason,
    PeerFigures,
    Why,
)
from plans.calculations.forecast.sequential import sequential_review, sequential_review_count
from plans.calculations.progress import StatusWord, display_status
from salesgym.errors import Lacking, NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.improvement import likely_range, probability_improved
from salesgym.numbers.calculations.statistics.measured import Counted, Prior, Rate
from salesgym.numbers.calculations.statistics.peers import MIN_PEERS, peer_prior, pooled_share
from salesgym.numbers.calculations.statistics.shrinkage import (
    barnett,
    shrunken_rates,
    spread_between,
)

Found = TypeVar("Found")
RUNNING = frozenset({StatusWord.ON_TRACK, StatusWord.NEEDS_A_PUSH, StatusWord.STALLED})


@dataclass(frozen=True, slots=True)
class Result:
    """The forecast of a plan. `was` is the status word before this one if it has changed, else ""."""

    status: StatusWord
    chance: float | None
    improved: float | None
    expected: float | None
    verdict: str
    inputs: ForecastInputs
    was: str = ""


def work_out(facts: ForecastFacts) -> Result:
    """The forecast of one plan on one day. The same facts give the same figures: the seed is the plan's id."""
    why: dict[str, Why] = {}
    before = signed_before(facts.line, facts) if facts.line else None
    since = told(weeks_since(facts.line, facts), facts.line.form) if facts.line else None
    peers = _said("peers", why, lambda: _peers(facts, before)) or PeerFigures()
    inputs = ForecastInputs(
        on=facts.on,
        weeks_in=facts.pace.weeks_in,
        seed=facts.plan,
        ahead=plan_chance.ahead(facts),
        before=before,
        since=since,
        peers=peers,
        hoped=facts.target,
    )
    chance = _said("chance", why, lambda: plan_chance.chance(facts, before))
    improved = _said("improved", why, lambda: _improved(facts, inputs))
    expected = _said("expected", why, lambda: _expected(facts, before))
    unchanged = expected if expected is not None else before.value if before else None
    inputs = replace(inputs, unchanged=unchanged)
    verdict = _said("verdict", why, lambda: _verdict(facts, inputs)) or ""
    likely = _said("likely", {}, lambda: _likely(inputs))
    status = display_status(
        plan_status=facts.plan_status, pace=replace(facts.pace, chance=chance), on=facts.on
    )
    running = str(status) if status in RUNNING else facts.running
    inputs = replace(inputs, why=why, likely=likely, running=running)
    return Result(status, chance, improved, expected, verdict, inputs, was=_was(facts, status))


def _was(facts: ForecastFacts, status: StatusWord) -> str:
    """The status word before this one, if another. Before the first forecast it came from straight-line pace."""
    if status not in RUNNING:
        return ""
    earlier = facts.running or str(
        display_status(plan_status=facts.plan_status, pace=replace(facts.pace, chance=None), on=facts.on)
    )
    return earlier if earlier != status else ""


def _said(figure: str, why: dict[str, Why], ask: Callable[[], Found]) -> Found | None:
    """The figure that `ask` gives; where it refuses, None, and the reason goes into `why` under the name."""
    try:
        return ask()
    except NotEnoughYet as refusal:
        why[figure] = Why(
            MissingReason.NOT_ENOUGH, have=refusal.have, need=refusal.need, unit=refusal.lacking
        )
    except Unsaid as refusal:
        why[figure] = Why(refusal.reason)
    except NoAnswer as refusal:
        why[figure] = Why(MissingReason.REFUSED, text=refusal.obstacle)
    return None


def _improved(facts: ForecastFacts, inputs: ForecastInputs) -> float:
    before, since = inputs.before, inputs.since
    if facts.line is None or before is None:
        raise Unsaid(MissingReason.NO_BASELINE)
    if since is None:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    peers = inputs.peers
    prior = Prior(peers.a, peers.b) if peers.a is not None and peers.b is not None else None
    return probability_improved(
        before=before.measured,
        after=since.measured,
        before_prior=prior,
        lower_is_better=facts.line.lower_is_better,
    )


def _expected(facts: ForecastFacts, before: Measurement | None) -> float:
    """The value that regression to the mean alone would give, in the unit of the metric."""
    if before is None:
        raise Unsaid(MissingReason.NO_BASELINE)
    if before.form == Form.SHARE:
        peers = _shares(facts.peers)
        return barnett(
            rate=before.total / before.over if before.over else 0.0,
            trials=before.over,
            between_sd=spread_between(peers),
            team_mean=pooled_share(peers),
        )
    if before.form == Form.COUNT:
        rates: Mapping[int, Rate] = dict(enumerate(_rates(facts.peers), start=1))
        if len(rates) < MIN_PEERS:
            raise NotEnoughYet(len(rates), MIN_PEERS, Lacking.REPS)
        return shrunken_rates({0: Rate(before.total, before.over, before.dispersion), **rates})[0]
    raise Unsaid(MissingReason.NO_METHOD)


def _verdict(facts: ForecastFacts, inputs: ForecastInputs) -> str:
    """The verdict of Wald's test on all weeks since the start: the expected value against the target."""
    since, unchanged, hoped = inputs.since, inputs.unchanged, inputs.hoped
    if unchanged is None or hoped is None or facts.line is None:
        raise Unsaid(MissingReason.NO_BASELINE)
    if facts.line.form == Form.VALUES:
        raise Unsaid(MissingReason.NO_METHOD)
    if (hoped - unchanged) * (-1 if facts.line.lower_is_better else 1) <= 0:
        raise Unsaid(MissingReason.TARGET_IS_EXPECTED)
    if since is None:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    if since.form == Form.SHARE:
        return sequential_review(successes=since.total, trials=since.over, unchanged=unchanged, hoped=hoped)
    # Overdispersed weeks carry less evidence: dividing events and weeks by the dispersion allows for it.
    wider = max(since.dispersion, inputs.before.dispersion if inputs.before else 1.0)
    return sequential_review_count(
        events=since.total / wider, weeks=since.over / wider, unchanged=unchanged, hoped=hoped
    )


def _likely(inputs: ForecastInputs) -> tuple[float, float, float]:
    if inputs.since is None:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    found = likely_range(inputs.since.measured)
    return found.low, found.middle, found.high


def _peers(facts: ForecastFacts, before: Measurement | None) -> PeerFigures:
    """The peers' numbers as the forecast stores them; the prior only for shares with MIN_PEERS peers or more."""
    shares = _shares(facts.peers)
    known = PeerFigures(
        count=len(facts.peers.before), before=facts.peers.pooled_before, since=facts.peers.pooled_since
    )
    if before is None or before.form != Form.SHARE or len(shares) < MIN_PEERS:
        return known
    prior = peer_prior(shares, trials=before.over)
    return replace(
        known,
        a=prior.a,
        b=prior.b,
        mean=pooled_share(shares),
        between_sd=spread_between(shares),
    )


def _shares(peers: PeerLines) -> list[Counted]:
    return [one for one in peers.before if isinstance(one, Counted) and one.trials]


def _rates(peers: PeerLines) -> list[Rate]:
    return [one for one in peers.before if isinstance(one, Rate)]
