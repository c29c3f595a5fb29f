"""What the big picture knows of one plan, and what follows at each place of its slider."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from plans.calculations.targets.fairness import MIN_PEERS
from plans.calculations.targets.problem import Judged, TargetProblem, fair_ones, judge
from plans.calculations.targets.realism import AtTarget, share_of_peers
from plans.calculations.targets.weeks_to_tell import Telling, telling
from plans.calculations.timeline.steps import MOST_WEEKS, USUAL_WEEKS
from plans.calculations.worth.funnel import QUARTER_WEEKS, FunnelChange
from plans.calculations.worth.money import FunnelHistory, Range, worth_along, worth_each
from plans.models import Plan
from plans.models.plan import WANTED_LAST
from plans.queries import wizard
from plans.queries.funnel import as_text, funnel_of, won_deals_of
from plans.queries.target_facts import TargetFacts, target_facts
from plans.queries.wizard import Numbers
from salesgym.errors import Lacking, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.measured import Counted, Rate
from salesgym.numbers.calculations.statistics.shrinkage import shrunken_rates

# The whole of a deal: what the company earns.
ALL_OF_IT = 1.0


@dataclass(frozen=True)
class Known:
    """Everything that is read for the page, once. `peers` are what each of them truly holds, as far as can be told.

    `funnel` is None where no range can be drawn; `why_plain` says why. `weeks` is how long the plan is to last.
    """

    plan: Plan
    numbers: Numbers
    facts: TargetFacts
    funnel: FunnelHistory | None
    stage: str
    why_plain: Refused | None
    won_deals: int
    peers: tuple[float, ...]
    why_no_peers: Refused | None
    weeks: int

    @property
    def lower_is_better(self) -> bool:
        return self.facts.metric.lower_is_better

    @property
    def commission(self) -> Decimal | None:
        return wizard.commission_rate(self.plan.rep)

    @property
    def unchanged(self) -> float:
        """Where the rep stands without help: their start with what the peers say in it."""
        return self.facts.start_rate

    @property
    def ahead_of(self) -> float:
        """What a target has to be beyond: the start, and what would come back by itself."""
        return (min if self.lower_is_better else max)(self.facts.value, self.unchanged)

    @property
    def each(self) -> Range | None:
        """What one more chance at the number that moves is worth, to the rep where their share is known."""
        if self.funnel is None:
            return None
        share = float(self.commission or ALL_OF_IT)
        try:
            return worth_each(
                funnel_history=self.funnel, stage=self.stage, commission=share, seed=self.plan.pk
            )
        except Refused:
            return None


@dataclass(frozen=True)
class Place:
    """One place of the slider: the plain sum, the ranges where they can be drawn, the weeks, the peers."""

    target: Decimal
    change: FunnelChange
    own: Range | None
    revenue: Range | None
    telling: Telling | None
    why_not_told: Refused | None
    judged: Judged
    fair: Decimal | None = None
    # Nowhere on the slider is luck told from work in the final window: the number is too noisy, not the target.
    is_noisy: bool = False

    @property
    def is_unfair(self) -> bool:
        """The target itself is to blame: nearly nobody holds it, or another place of the slider is fairer."""
        problem = self.judged.problem
        return problem is TargetProblem.RARE or (problem is not None and not self.is_noisy)

    @property
    def money(self) -> Range | None:
        """The rep's own where their share is known, else the company's."""
        return self.own or self.revenue


def plan_weeks(plan: Plan, asked: int | None = None) -> int:
    """How long the plan is to last: as asked for now, as its dates say, as asked for before, or twelve weeks.

    Weeks that were asked for after the dates of a draft were kept stand before them.
    """
    if asked is not None:
        return min(max(asked, 1), MOST_WEEKS)
    kept = plan.suggested.get("weeks_wanted")
    is_last = plan.status == Plan.Status.DRAFT and bool(plan.suggested.get(WANTED_LAST))
    if plan.starts_on and plan.ends_on and not (is_last and isinstance(kept, int)):
        return max(ceil((plan.ends_on - plan.starts_on).days / 7), 1)
    return kept if isinstance(kept, int) else USUAL_WEEKS


def known_of(plan: Plan, numbers: Numbers, *, on: date, weeks: int | None = None) -> Known:
    """What the page knows of a plan with a metric and a baseline. Four queries. Raises LookupError without them."""
    own = numbers.series.get(plan.metric_id or 0)
    facts = target_facts(plan, on=on, weeks=own.weeks if own else None)
    deals = won_deals_of(plan, numbers)
    funnel, stage, why_plain = None, "", None
    try:
        funnel, stage = funnel_of(plan, numbers, facts.start, deals)
    except Refused as refusal:
        why_plain = refusal
    peers, why_no_peers = _peers(facts)
    lasts = plan_weeks(plan, weeks)
    return Known(plan, numbers, facts, funnel, stage, why_plain, len(deals), peers, why_no_peers, lasts)


def _peers(facts: TargetFacts) -> tuple[tuple[float, ...], Refused | None]:
    """Each peer's number, drawn together where it is counted; none under five of them."""
    shares = dict(enumerate(facts.peers.counted(facts.metric)))
    rates = dict(enumerate(facts.peers.rates(facts.metric)))
    try:
        if isinstance(facts.start, Rate):
            return tuple(shrunken_rates(rates).values()), None
        if isinstance(facts.start, Counted) or (facts.start is None and shares):
            return tuple(shrunken_rates(shares).values()), None
    except Refused as refusal:
        return (), refusal
    found = tuple(facts.peer_values)
    return (
        (found, None) if len(found) >= MIN_PEERS else ((), NotEnoughYet(len(found), MIN_PEERS, Lacking.PEERS))
    )


def places(known: Known, targets: Sequence[Decimal]) -> list[Place]:
    """What follows at each of these targets (in the metric's own unit), from the same draws."""
    share = known.commission
    own = _ranges(known, targets, float(share)) if share else [None] * len(targets)
    revenue = _ranges(known, targets, ALL_OF_IT)
    judged = [_judged(known, target) for target in targets]
    fair = _fair(known, targets, judged)
    is_noisy = not any(judged[targets.index(target)].problem is None for target in fair)
    found = []
    for place, target in enumerate(targets):
        told, why_not = _told(known, target)
        change = wizard.change_at(known.plan, known.numbers, target)
        found.append(
            Place(
                target,
                change,
                own[place],
                revenue[place],
                told,
                why_not,
                judged[place],
                min(fair, key=lambda one: abs(one - target), default=None) if judged[place].problem else None,
                is_noisy,
            )
        )
    return found


def _fair(known: Known, targets: Sequence[Decimal], judged: Sequence[Judged]) -> list[Decimal]:
    """The targets ahead of the start that nothing speaks against; without any, those that enough peers hold."""
    pairs = [(float(target), one) for target, one in zip(targets, judged, strict=True)]
    found = fair_ones(pairs, ahead_of=known.ahead_of, lower_is_better=known.lower_is_better)
    return [target for target in targets if float(target) in found]


def _ranges(known: Known, targets: Sequence[Decimal], share: float) -> Sequence[Range | None]:
    if known.funnel is None:
        return [None] * len(targets)
    try:
        return worth_along(
            funnel_history=known.funnel,
            stage=known.stage,
            targets=[float(target) for target in targets],
            commission=share,
            weeks=QUARTER_WEEKS,
            seed=known.plan.pk,
        )
    except Refused:
        return [None] * len(targets)


def _judged(known: Known, target: Decimal) -> Judged:
    facts = known.facts
    try:
        return judge(
            target=float(target),
            start=facts.start,
            unchanged=known.unchanged,
            peers=known.peers,
            at_target=_at_target(known, target),
            weeks=known.plan.window_weeks,
            trials_a_week=facts.trials_a_week,
            lower_is_better=known.lower_is_better,
        )
    except Refused:
        return Judged()


def _at_target(known: Known, target: Decimal) -> AtTarget | None:
    """How many of the peers are likely to be at this target; None under five of them."""
    facts = known.facts
    try:
        return share_of_peers(float(target), facts.peers_measured, lower_is_better=known.lower_is_better)
    except NotEnoughYet:
        return None


def _told(known: Known, target: Decimal) -> tuple[Telling | None, Refused | None]:
    facts = known.facts
    try:
        return (
            telling(
                start=facts.start,
                target=float(target),
                judged_from=facts.start_with_peers,
                trials_a_week=facts.trials_a_week,
                lower_is_better=known.lower_is_better,
            ),
            None,
        )
    except Refused as refusal:
        return None, refusal


def worth_of(known: Known, place: Place) -> dict[str, object]:
    """What is kept with the plan: the result with its range, and everything it was worked out from.

    `commission` and `revenue` are what the page says: the middle of the range where there is one.
    """
    plan, numbers, change = known.plan, known.numbers, place.change
    commission = _middle(place.own, change.commission)
    revenue = _middle(place.revenue, change.revenue)
    money = revenue if commission is None else commission
    return {
        "currency": numbers.currency,
        "weeks": QUARTER_WEEKS,
        "until": numbers.last_day.isoformat(),
        "metric": plan.metric.key if plan.metric else "",
        "baseline": as_text(plan.baseline),
        "target": as_text(place.target),
        "stages": [
            {"key": gain.key, "before": as_text(gain.before), "extra": as_text(gain.extra)}
            for gain in change.gains
        ],
        "revenue": as_text(revenue),
        "deal_size": as_text(change.deal_size),
        "commission": as_text(commission),
        "commission_rate": as_text(change.commission_rate),
        "a_year": as_text(None if money is None else money * 4),
        "range": {"commission": _kept(place.own), "revenue": _kept(place.revenue)},
        "plain": {"commission": as_text(change.commission), "revenue": as_text(change.revenue)},
        "inputs": _inputs(known),
        "weeks_to_tell": place.telling.weeks if place.telling and place.telling.can_be_told else None,
        "peers": {"at": place.judged.peers_at, "of": len(known.peers)},
    }


def _middle(found: Range | None, plain: Decimal | None) -> Decimal | None:
    return plain if found is None else Decimal(str(found.middle))


def _kept(found: Range | None) -> dict[str, float] | None:
    return None if found is None else {"low": found.low, "middle": found.middle, "high": found.high}


def _inputs(known: Known) -> dict[str, object]:
    funnel = known.funnel
    if funnel is None:
        return {"won_deals": known.won_deals}
    rates = {name: [one.successes, one.trials] for name, one in funnel.rates.items()}
    return {
        "won_deals": known.won_deals,
        "entry": funnel.entry,
        "volume": funnel.volume,
        "rates": rates,
        "seed": known.plan.pk,
    }
