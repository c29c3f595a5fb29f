"""How likely each step is: one word for it, its two bars, and the sentence that says all that they show."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from plans.calculations.forecast.basis import Basis
from plans.calculations.targets.plan_odds import DRAWS
from plans.calculations.targets.step_lists import ListedOdds, StepLists, Unfair
from plans.calculations.targets.thresholds import HUNDRED
from plans.models import Plan
from plans.pages.fair_words import bars_words, in_figures, trials_word
from plans.pages.scale import WordedScale
from salesgym.numbers.pages.sure import Worked, in_plans, of_ten


@dataclass(frozen=True, slots=True)
class Odds:
    """One step: how many of 100 unchanged reps get there, how many improved ones miss it, and the sentence.

    `refusal` stands where nothing is known.
    """

    words: str = ""
    luck: int = 0
    miss: int = 0
    luck_words: str = ""
    miss_words: str = ""
    unfair: Unfair | None = None
    refusal: str = ""

    @property
    def is_known(self) -> bool:
        return not self.refusal

    @property
    def is_fair(self) -> bool:
        return self.unfair is None

    @property
    def word(self) -> str:
        """Fair, or a coin toss: luck reaches it, or an improved rep misses it, in more than 3 of 10 plans."""
        if not self.is_known:
            return ""
        return _("Fair") if self.is_fair else _("A coin toss")

    @property
    def is_luck_over(self) -> bool:
        return self.unfair is Unfair.LUCK

    @property
    def is_miss_over(self) -> bool:
        return self.unfair is Unfair.MISS


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the steps of one plan by its lists; None where too little is known of the number.

    A target that comes back by itself (`is_expected`) has no bars: improved plans are drawn to another goal then.
    """

    name: str
    goal: str
    scale: WordedScale
    lists: StepLists | None
    is_expected: bool = False

    def odds(self, target: Decimal | None, weeks: int | None) -> Odds:
        """The bars of a step with this stored target and this run."""
        if target is None or weeks is None:
            return Odds(refusal=_("Say how much is reached by then."))
        if self.is_expected:
            return Odds(refusal=_("That much is expected without a plan."))
        found = self.lists.at(float(target), weeks) if self.lists is not None else None
        if found is None:
            return Odds(refusal=self.refusal(weeks))
        return self._worded(found)

    def mark(self, value: float) -> str:
        """A mark of the lists in words."""
        return self.scale.say.target(Decimal(repr(value)))

    def refusal(self, weeks: int) -> str:
        """Why a step has no bars."""
        if self.lists is None:
            return _("Not enough to say: too few weeks of this number are known.")
        return _("%(weeks)s weeks in a row do not fit into this plan.") % {"weeks": weeks}

    def _worded(self, found: ListedOdds) -> Odds:
        luck, miss = of_ten(found.luck), of_ten(found.miss)
        return Odds(
            words=bars_words(self.name, self.goal, luck=in_plans(found.luck), miss=miss),
            luck=round(found.luck * HUNDRED),
            miss=round(found.miss * HUNDRED),
            luck_words=luck,
            miss_words=miss,
            unfair=found.unfair,
        )


def worked(plan: Plan, basis: Basis | None, judge: Judge) -> Worked | None:
    """How the bars came about, with this rep's own numbers; None without bars."""
    if basis is None or judge.lists is None or judge.is_expected or plan.metric is None:
        return None
    say = judge.scale.say
    told = {
        "name": judge.name,
        "draws": f"{DRAWS:,}",
        "weeks": basis.plan_weeks,
        "expected": say.round(basis.expected),
        "goal": judge.goal,
        "reps": basis.reps,
        "usual": in_figures(basis.usual),
        "what": trials_word(plan.metric),
        "own": basis.weeks,
    }
    lines = [
        _(
            "%(draws)s plans of %(weeks)s full weeks are drawn for %(name)s as they are: with %(own)s own weeks and %(reps)s people of the role together, about %(expected)s is expected."
        )
        % told,
        _("As many are drawn for %(name)s who climbs evenly to %(goal)s by half-time and stays there.")
        % told,
    ]
    if plan.metric.has_denominator:
        lines.append(
            _("The weeks are as full as the own weeks before the plan: about %(usual)s %(what)s each.") % told
        )
    lines.append(
        _(
            "A plan reaches a step once that many weeks in a row, anywhere in it, are together at the mark. Fair is a step that luck reaches in 3 of 10 plans at most, and that an improved rep misses in 3 of 10 at most. Early steps are there to give momentum: their bars are shown, and warn of nothing."
        )
    )
    return Worked(tuple(lines), _("Simulated with the spread of the role's weeks and a fixed seed."))
