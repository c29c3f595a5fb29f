"""How fair a step is and how long it takes to tell, in words: the wizard, the review, the proposal and the agreement."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.forecast.basis import OVER_TRIALS, Basis
from plans.calculations.targets.bars import Bars, StepBars
from plans.calculations.targets.plan_odds import Suggested
from plans.calculations.targets.step_lists import Unfair, cause_of
from plans.calculations.targets.tellable import LONGEST_WEEKS
from plans.models import Milestone, Plan
from plans.pages.scale import start_words
from plans.queries.basis import stored_bases
from plans.queries.plan_bars import last_bars
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import in_plans, of_ten
from salesgym.numbers.pages.values import Sayer, Sayers

SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a plan's last step: how fair it is, and what the plan can show. Either may be empty."""

    step: tuple[str, ...] = ()
    told: str = ""
    is_fair: bool = True

    @property
    def lines(self) -> list[str]:
        """The sentences that there are."""
        return [line for line in (*self.step, self.told) if line]


def bars_words(name: str, goal: str, *, luck: str, miss: str) -> str:
    """Both bars in a sentence; `luck` is "in 2 of 10 plans", `miss` "2 of 10"."""
    return _(
        "Unchanged, %(name)s gets there %(luck)s. At %(goal)s from half-time on %(name)s misses it in %(miss)s."
    ) % {"name": name, "goal": goal, "luck": luck, "miss": miss}


def pace(basis: Basis | None, metric: Metric | None) -> str:
    """8 meetings a week; empty for a number without trials or deals."""
    if basis is None or metric is None or basis.kind not in OVER_TRIALS or not basis.usual:
        return ""
    return _("%(count)s %(what)s a week") % {"count": in_figures(basis.usual), "what": trials_word(metric)}


def shown_words(basis: Basis, shows: float, plan: Plan, it: Sayer) -> str:
    """How often progress to the goal would show itself at this volume, as `shows` (0 to 1) has it."""
    told = {
        "pace": pace(basis, plan.metric),
        "goal": it.target(Decimal(repr(basis.goal))),
        "plans": in_plans(shows),
    }
    if told["pace"]:
        return _("At %(pace)s, progress to %(goal)s would show by the end %(plans)s.") % told
    return _("With weeks as uneven as these, progress to %(goal)s would show by the end %(plans)s.") % told


def trials_word(metric: Metric) -> str:
    """What the trials of a rate are called: meetings."""
    return (metric.denominator.unit if metric.denominator else "") or _("tries")


def in_figures(value: float) -> str:
    """A count as people say it: 3.4, 19, 310."""
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:,.1f}"


def near_words(goal: str, *, today: str, expected: str, pace: str, luck: str) -> str:
    """What is said of a target that is merely too near; `expected` is empty where no more than today's is expected."""
    told = {"goal": goal, "today": today, "expected": expected, "pace": pace, "plans": luck}
    if expected and pace:
        said = _(
            "At %(pace)s, %(goal)s is so close to the %(expected)s expected without a plan that luck alone reaches it %(plans)s."
        )
    elif expected:
        said = _(
            "%(goal)s is so close to the %(expected)s expected without a plan that luck alone reaches it %(plans)s."
        )
    elif pace:
        said = _(
            "At %(pace)s, %(goal)s is so close to today's %(today)s that luck alone reaches it %(plans)s."
        )
    else:
        said = _("%(goal)s is so close to today's %(today)s that luck alone reaches it %(plans)s.")
    return said % told


def honest_words(found: Suggested, basis: Basis, bars: Bars, plan: Plan, it: Sayer) -> str:
    """What is said of a goal for which even the fairest run and mark, `found`, are not fair; empty where they are.

    One sentence on every page: steps, review, agreement and the slider. The goal is that of `basis`, and `bars` know
    whether another one would be fair: luck does it "whatever we ask" only where none is.
    """
    cause = cause_of(found)
    if cause is None:
        return ""
    if cause is Unfair.LUCK and bars.is_fair_beyond(basis):
        return _near(found, basis, plan, it)
    return unfair_words(
        cause,
        name=plan.rep.first_name,
        goal=it.target(Decimal(repr(basis.goal))),
        pace=pace(basis, plan.metric),
        weeks=basis.plan_weeks,
        chance=found.luck if cause is Unfair.LUCK else found.miss,
    )


def unfair_words(cause: Unfair, *, name: str, goal: str, pace: str, weeks: int, chance: float) -> str:
    """The honest sentence where no run is fair; `chance` is the one that is too high, `weeks` the plan's full weeks."""
    told = {"name": name, "goal": goal, "pace": pace, "weeks": weeks, "plans": in_plans(chance)}
    if cause is Unfair.LUCK:
        if pace:
            return (
                _("At %(pace)s luck does this %(plans)s, whatever we ask. Good as an aim, no proof.") % told
            )
        return (
            _(
                "With weeks as uneven as these luck does this %(plans)s, whatever we ask. Good as an aim, no proof."
            )
            % told
        )
    told["plans"] = of_ten(chance)
    return (
        _(
            "%(weeks)s weeks are too short: at %(goal)s from half-time on %(name)s still misses it in %(plans)s."
        )
        % told
    )


def expected_words(goal: str) -> str:
    """What is said of a target that comes back by itself, in the place of bars."""
    return _("%(goal)s is expected without a plan. Good as an aim, no proof.") % {"goal": goal}


def _near(found: Suggested, basis: Basis, plan: Plan, it: Sayer) -> str:
    goal, today = it.target(Decimal(repr(basis.goal))), plan.baseline or Decimal(0)
    is_more_expected = basis.expected < today if basis.lower_is_better else basis.expected > today
    starts, expected = start_words(it, today), it.round(basis.expected)
    # Rounded alike, the two would read as one number, so the other one gets its decimal.
    starts, expected = (
        it.now(value) if words == goal else words
        for words, value in ((starts, today), (expected, basis.expected))
    )
    return near_words(
        goal,
        today=starts,
        expected=expected if is_more_expected and expected != starts else "",
        pace=pace(basis, plan.metric),
        luck=in_plans(found.luck),
    )


def long_enough(told_within: int | None, weeks_to_tell: float | None, *, plan_weeks: int) -> int | None:
    """The weeks of a plan that are long enough to tell its change from luck, the same on every page; None where none are.

    `told_within` is the shortest plan of eight weeks or more that tells it; a shorter plan that does is long enough too.
    """
    if weeks_to_tell is not None and weeks_to_tell <= plan_weeks + SLACK:
        return min(told_within or plan_weeks, plan_weeks)
    return told_within


def told_words(
    told_within: int | None, weeks_to_tell: float | None, *, plan_weeks: int, goal: str, is_down: bool
) -> str:
    """What the plan can show: whether its step is reached, and whether that was luck.

    `told_within` is the shortest plan that tells it, None where none does; `weeks_to_tell` None: nobody ever can.
    """
    needed = long_enough(told_within, weeks_to_tell, plan_weeks=plan_weeks)
    told = {"weeks": plan_weeks, "goal": goal, "needed": needed}
    if needed is not None and needed <= plan_weeks:
        if is_down:
            said = _(
                "In a plan of %(needed)s weeks a real drop to %(goal)s would look at least leaning 8 times in 10."
            )
        else:
            said = _(
                "In a plan of %(needed)s weeks a real rise to %(goal)s would look at least leaning 8 times in 10."
            )
    elif needed is not None:
        said = ngettext(
            "%(weeks)s week shows whether the step is reached; whether that was luck would take %(needed)s.",
            "%(weeks)s weeks show whether the step is reached; whether that was luck would take %(needed)s.",
            plan_weeks,
        )
    elif weeks_to_tell is None or weeks_to_tell > LONGEST_WEEKS:
        said = ngettext(
            "%(weeks)s week shows whether the step is reached; whether that was luck cannot be told at this volume.",
            "%(weeks)s weeks show whether the step is reached; whether that was luck cannot be told at this volume.",
            plan_weeks,
        )
    else:
        said = ngettext(
            "%(weeks)s week shows whether the step is reached; whether that was luck would take longer than any plan.",
            "%(weeks)s weeks show whether the step is reached; whether that was luck would take longer than any plan.",
            plan_weeks,
        )
    return said % told


def said_of(plan: Plan, say: Sayers, steps: Iterable[Milestone] | None = None) -> Said:
    """What is said of the last step of a plan, from what is kept with it; nothing where none was worked out.

    One query, none where the plan's `steps` are given.
    """
    kept = getattr(plan, "basis", None)
    if kept is None or plan.metric is None or plan.target is None:
        return Said()
    bars = Bars.from_json(kept.bars)
    basis = stored_bases(kept.bases).get(plan.metric.pk)
    step = last_bars(bars, plan.milestones.all() if steps is None else steps)
    if step is None or basis is None:
        return Said()
    it = say(plan.metric)
    goal = it.target(plan.target)
    if not basis.is_ahead:
        # Improved plans are drawn to another goal then, so both bars would be about a target that nobody chose.
        return Said((expected_words(goal),), is_fair=False)
    told = told_words(
        bars.told_within,
        bars.weeks_to_tell,
        plan_weeks=basis.plan_weeks,
        goal=goal,
        is_down=plan.metric.lower_is_better,
    )
    return Said(step_lines(plan, basis, bars, step, it), told, step.is_fair)


def step_lines(plan: Plan, basis: Basis, bars: Bars, step: StepBars, it: Sayer) -> tuple[str, ...]:
    """What is said of one step of the plan's own number: its bars, and before them that nothing is fair where nothing is."""
    goal, mark = it.target(plan.target), it.target(Decimal(repr(step.mark)))
    own = bars_words(plan.rep.first_name, goal, luck=in_plans(step.luck), miss=of_ten(step.miss))
    if goal != mark:
        own = _("The last step asks for %(mark)s, on the way to %(goal)s. %(fair)s") % {
            "mark": mark,
            "goal": goal,
            "fair": own,
        }
    if step.is_fair or bars.is_any_fair:
        return (own,)
    # Terms signed before the fairest run was kept with them know the step alone.
    best = bars.suggested or Suggested(step.mark, step.weeks, step.luck, step.miss, is_fair=False)
    return tuple(line for line in (honest_words(best, basis, bars, plan, it), own) if line)
