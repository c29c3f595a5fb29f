"""What the big picture knows of one plan, and what follows at each place of its slider."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import isfinite

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.targets.bars import Bars, StepBars, told_plan, weeks_to_tell_of
from plans.calculations.targets.plan_odds import Suggested
from plans.calculations.targets.realism import AtTarget, share_of_peers
from plans.calculations.timeline.steps import USUAL_WEEKS
from plans.calculations.worth.funnel import QUARTER_WEEKS, FunnelChange
from plans.calculations.worth.money import FunnelHistory, Range, worth_along, worth_each
from plans.models import Plan
from plans.queries import wizard
from plans.queries.funnel import funnel_of, won_deals_of
from plans.queries.plan_bars import bars_for, last_bars
from plans.queries.target_facts import TargetFacts, target_facts
from plans.queries.wizard import Numbers
from salesgym.errors import Lacking, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.measured import Counted, Rate
from salesgym.numbers.calculations.statistics.peers import MIN_PEERS
from salesgym.numbers.calculations.statistics.shrinkage import shrunken_rates

# The whole of a deal: what the company earns.
ALL_OF_IT = 1.0


@dataclass(frozen=True)
class Known:
    """Everything that is read for the page, once. `peers` are what each of them truly holds, as far as can be told.

    `funnel` is None where no range can be drawn; `why_plain` says why. `basis` is what the number is judged by, None where
    too little is known of it, and `bars` what follows for a plan of its length. `signed` are the bars of the last step of
    terms that are fixed, None before.
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
    basis: Basis | None
    bars: Bars
    signed: StepBars | None = None

    @property
    def lower_is_better(self) -> bool:
        return self.facts.metric.lower_is_better

    @property
    def commission(self) -> Decimal | None:
        return wizard.commission_rate(self.plan.rep)

    @property
    def weeks(self) -> int:
        """How many full weeks the plan has, or would be suggested with."""
        return self.basis.plan_weeks if self.basis is not None else USUAL_WEEKS

    def basis_at(self, target: Decimal) -> Basis:
        """What the number is judged by, with this target. LookupError where too little is known of it."""
        if self.basis is None:
            raise LookupError("Too little is known of this number.")
        return replace(self.basis, goal=float(target))

    @property
    def default(self) -> Decimal | None:
        """The target that is suggested while none is chosen."""
        return None if self.bars.default is None else Decimal(repr(self.bars.default))

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
    """One place of the slider: the plain sum, the ranges where they can be drawn, how fair it is, the weeks, the peers.

    `suggested` is the fairest mark and run, None where nothing is known or the target comes back by itself. At the target
    of fixed terms `signed` are the bars that both read there, and `suggested` is their mark and run.
    `weeks_to_tell` is None where nobody waits so long, `told_within` is the shortest plan that tells the change, if any.
    """

    target: Decimal
    change: FunnelChange
    own: Range | None
    revenue: Range | None
    is_expected: bool = False
    suggested: Suggested | None = None
    signed: StepBars | None = None
    weeks_to_tell: float | None = None
    told_within: int | None = None
    at_target: AtTarget | None = None
    lifts_held: tuple[int, int] | None = None

    @property
    def money(self) -> Range | None:
        """The rep's own where their share is known, else the company's."""
        return self.own or self.revenue


def known_of(plan: Plan, numbers: Numbers, *, on: date) -> Known:
    """What the page knows of a plan with a metric and a baseline. Six queries, more where its bars are not kept with it.

    Raises LookupError without a metric and a baseline.
    """
    own = numbers.series.get(plan.metric_id or 0)
    facts = target_facts(plan, on=on, weeks=own.weeks if own else None)
    deals = won_deals_of(plan, numbers)
    funnel, stage, why_plain = None, "", None
    try:
        funnel, stage = funnel_of(plan, numbers, facts.start, deals)
    except Refused as refusal:
        why_plain = refusal
    peers, why_no_peers = _peers(facts)
    found = bars_for(plan, on=on)
    is_fixed = plan.status != Plan.Status.DRAFT
    return Known(
        plan=plan,
        numbers=numbers,
        facts=facts,
        funnel=funnel,
        stage=stage,
        why_plain=why_plain,
        won_deals=len(deals),
        peers=peers,
        why_no_peers=why_no_peers,
        basis=found.own(plan),
        bars=found.bars,
        signed=last_bars(found.bars, plan.milestones.all()) if is_fixed else None,
    )


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
    return [
        Place(
            target,
            wizard.change_at(known.plan, known.numbers, target),
            own[place],
            revenue[place],
            is_expected=_is_expected(known, target),
            suggested=_suggested(known, target),
            signed=_signed(known, target),
            weeks_to_tell=_weeks_to_tell(known, target),
            told_within=_told_within(known, target),
            at_target=_at_target(known, target),
            lifts_held=_lifts_held(known, target),
        )
        for place, target in enumerate(targets)
    ]


def _is_expected(known: Known, target: Decimal) -> bool:
    """Whether that much comes back by itself."""
    if known.basis is None:
        return False
    expected = known.basis.expected
    return float(target) >= expected if known.lower_is_better else float(target) <= expected


def _suggested(known: Known, target: Decimal) -> Suggested | None:
    """The fairest mark and run: as it was worked out for the plan's own target, else as it lies along the slider."""
    if _is_expected(known, target):
        return None
    signed = _signed(known, target)
    if signed is not None:
        return Suggested(signed.mark, signed.weeks, signed.luck, signed.miss, signed.is_fair)
    lists, along = known.bars.lists, known.bars.along
    if lists is not None and lists.goal == float(target):
        return lists.suggested
    return along.suggested(float(target)) if along is not None else None


def _signed(known: Known, target: Decimal) -> StepBars | None:
    if target != known.plan.target or _is_expected(known, target):
        return None
    return known.signed


def _weeks_to_tell(known: Known, target: Decimal) -> float | None:
    if _is_expected(known, target):
        return None
    if _is_own(known, target):
        return known.bars.weeks_to_tell
    if known.basis is not None and known.basis.kind == Kind.RATIO:
        return weeks_to_tell_of(known.basis_at(target))
    along = known.bars.along
    weeks = along.weeks_to_tell(float(target)) if along is not None else None
    return weeks if weeks is not None and isfinite(weeks) else None


def _told_within(known: Known, target: Decimal) -> int | None:
    if _is_expected(known, target):
        return None
    if _is_own(known, target):
        return known.bars.told_within
    if known.basis is not None and known.basis.kind == Kind.RATIO:
        return told_plan(known.basis_at(target))
    return known.bars.along.told_within(float(target)) if known.bars.along is not None else None


def _is_own(known: Known, target: Decimal) -> bool:
    """Whether the weeks to tell are kept for this very target."""
    lists = known.bars.lists
    return (lists is not None and lists.goal == float(target)) or _signed(known, target) is not None


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


def _at_target(known: Known, target: Decimal) -> AtTarget | None:
    """How many of the peers are likely to be at this target; None under five of them."""
    facts = known.facts
    try:
        return share_of_peers(float(target), facts.peers_measured, lower_is_better=known.lower_is_better)
    except NotEnoughYet:
        return None


def _lifts_held(known: Known, target: Decimal) -> tuple[int, int] | None:
    """How many people of the role ever held a change as large as this, and of how many; None where too few are known."""
    lifts, baseline = known.bars.lifts, known.plan.baseline
    if not lifts or baseline is None or target == baseline:
        return None
    return sum(lift >= float(abs(target - baseline)) for lift in lifts), len(lifts)
