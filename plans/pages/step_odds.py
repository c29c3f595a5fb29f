"""Each step's two bars in words, a fairer number for the last one, and what the browser needs to move them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.targets.detectability_weekly import chance_of_telling_average
from plans.calculations.targets.odds import MOST_LUCK, Chances, fair_number, fair_window, hundredths, table
from plans.models import Plan
from plans.pages.scale import WordedScale
from plans.pages.suggestion import trials_word
from plans.queries.suggestion import Grounds
from salesgym.errors import Lacking, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.measured import Rate, Weekly
from salesgym.numbers.pages.sure import Worked, not_yet

MOST_UNFAIR = hundredths(MOST_LUCK)


@dataclass(frozen=True, slots=True)
class Odds:
    """One step: how often luck passes it, how often an improved rep misses it (times in 100), and the sentence.

    Without `luck` there is one bar: how often a real change does not show. `refusal` stands where nothing is known.
    """

    words: str = ""
    asked: str = ""
    luck: int | None = None
    misses: int = 0
    refusal: str = ""

    @property
    def is_known(self) -> bool:
        return not self.refusal

    @property
    def is_fair(self) -> bool:
        return self.misses <= MOST_UNFAIR and (self.luck or 0) <= MOST_UNFAIR


@dataclass(frozen=True, slots=True)
class Fairer:
    """What the one click would set: a number, and a longer window where the present one has none."""

    value: Decimal
    said: str
    weeks: int
    is_longer: bool


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the steps of one plan over one window. `chances` for shares and counts, `weekly` for amounts."""

    name: str
    scale: WordedScale
    weeks: int
    trials_word: str
    unit: str
    chances: Chances | None = None
    weekly: Weekly | None = None
    refusal: str = ""

    def odds(self, target: Decimal | None) -> Odds:
        """The bars of a step with this stored target."""
        if target is None:
            return Odds(refusal=_("Say how much is reached by then."))
        if self.refusal:
            return Odds(refusal=self.refusal)
        try:
            if self.chances is not None:
                return self._counted(self.chances, float(target))
            return self._told(float(target))
        except Refused as refusal:
            return Odds(refusal=not_yet(refusal))

    def _counted(self, chances: Chances, target: float) -> Odds:
        needed = chances.needed(target, self.weeks)
        found = chances.fairness_of(needed, self.weeks)
        luck, misses = hundredths(found.luck), hundredths(found.misses)
        said = self.sentence % {"name": self.name, "luck": times(luck), "misses": times(misses)}
        return Odds(said, self.asked(f"{needed:,}"), luck, misses)

    def _told(self, target: float) -> Odds:
        if self.weekly is None:
            raise NotEnoughYet(0, 6, Lacking.WEEKS)
        chance = chance_of_telling_average(before=self.weekly, hoped=target, weeks=self.weeks)
        misses = hundredths(1 - chance)
        told = {"misses": times(misses), "weeks": self.weeks}
        said = _("Over %(weeks)s weeks a real change to this value does not show %(misses)s.") % told
        return Odds(said, misses=misses)

    @property
    def sentence(self) -> str:
        return _(
            "An unchanged %(name)s passes this by luck %(luck)s; a truly improved one misses it %(misses)s."
        )

    def asked(self, needed: str) -> str:
        """9 of 36 meetings; 76 conversations in 4 weeks."""
        trials = self.chances.trials(self.weeks) if self.chances else None
        told = {"needed": needed, "weeks": self.weeks, "of": f"{trials or 0:,}"}
        told["what"] = self.unit if trials is None else self.trials_word
        if trials is not None:
            said = _("%(needed)s of %(of)s %(what)s") % told
        else:
            said = _("%(needed)s %(what)s in %(weeks)s weeks") % told
        return _("at most %(asked)s") % {"asked": said} if self.scale.lower_is_better else said

    def for_browser(self) -> dict[str, Any] | None:
        """What moves the bars without asking again: one number for each stop. None where nothing is known."""
        if self.chances is None or self.refusal:
            return None
        try:
            found, trials = table(self.chances, self.weeks), self.chances.trials(self.weeks)
        except Refused:
            return None
        size = trials if trials is not None else self.weeks
        return {
            "size": size / 100 if self.scale.is_ratio else size,
            "most": trials,
            "down": self.scale.lower_is_better,
            "low": found.low,
            "step": found.step,
            "luck": found.luck,
            "misses": found.misses,
            "fair": MOST_UNFAIR,
            "words": self.sentence % {"name": self.name, "luck": "{luck}", "misses": "{misses}"},
            "asked": self.asked("{needed}"),
            "times": [times(count) for count in range(101)],
        }


def times(hundred: int) -> str:
    """9 times in 100; under 1 time in 100."""
    if hundred <= 0:
        return _("under 1 time in 100")
    if hundred >= 100:
        return _("over 99 times in 100")
    return ngettext("%(count)s time in 100", "%(count)s times in 100", hundred) % {"count": hundred}


def judge_of(plan: Plan, grounds: Grounds, scale: WordedScale, *, window_weeks: int) -> Judge:
    """Who judges the steps of this plan, from what is known of its start. No query."""
    facts = grounds.facts
    known: dict[str, Any] = {
        "name": plan.rep.first_name,
        "scale": scale,
        "weeks": window_weeks,
        "trials_word": trials_word(facts.metric),
        "unit": facts.metric.unit,
    }
    hoped = float(plan.target or 0)
    if facts.is_share:
        if not grounds.trials_a_week:
            return Judge(**known, refusal=not_yet(NotEnoughYet(0, 1, Lacking.TRIALS_A_WEEK)))
        rates = (min(facts.start_rate, 1.0), min(hoped, 1.0))
        chances = Chances(*rates, grounds.trials_a_week, lower_is_better=scale.lower_is_better)
        return Judge(**known, chances=chances)
    if isinstance(facts.start, Rate):
        dispersion = max(facts.start.dispersion, 1.0)
        chances = Chances(facts.value, hoped, None, dispersion, scale.lower_is_better)
        return Judge(**known, chances=chances)
    if isinstance(facts.start, Weekly):
        return Judge(**known, weekly=facts.start)
    return Judge(**known, refusal=_("Not enough to say: no single weeks of this number are known."))


def fairer(plan: Plan, judge: Judge) -> Fairer | None:
    """The nearest fair number for the last step, or the shortest longer window that has one."""
    if plan.baseline is None or plan.target is None or judge.refusal or judge.chances is None:
        return None
    known: dict[str, Any] = {"baseline": plan.baseline, "target": plan.target}
    try:
        value = fair_number(judge.chances, weeks=judge.weeks, **known)
        if value is not None:
            return Fairer(value, judge.scale.say.target(value), judge.weeks, is_longer=False)
        longer = fair_window(judge.chances, longer_than=judge.weeks, **known)
    except Refused:
        return None
    if longer is None:
        return None
    return Fairer(longer[1], judge.scale.say.target(longer[1]), longer[0], is_longer=True)


def worked(plan: Plan, judge: Judge, target: Decimal | None) -> Worked:
    """How the bars of the last step came about."""
    chances = judge.chances
    odds = judge.odds(target)
    if chances is None or odds.luck is None or plan.target is None:
        text = _(
            "Money and averages spread from week to week. The bar is the chance that a real change of this size stays inside that spread, with a change that is luck looking real 1 time in 10."
        )
        return Worked((text,), _("Welch's comparison of means, by the normal approximation."))
    told = {
        "name": judge.name,
        "asked": odds.asked,
        "start": judge.scale.say.round(chances.unchanged),
        "hoped": judge.scale.say.round(chances.hoped),
        "luck": times(odds.luck),
        "misses": times(odds.misses),
    }
    found = (
        _("The last step asks for %(asked)s: the window at the usual pace of %(name)s.") % told,
        _unchanged_words(plan, told["start"], judge.scale),
        _("At %(start)s that happens %(luck)s. At %(hoped)s, as hoped for, it does not happen %(misses)s.")
        % told,
        _(
            "Fair is a step that luck passes 30 times in 100 at most, and an improved rep misses 30 times in 100 at most. Early steps are there to give momentum: their bars are shown, and warn of nothing."
        ),
    )
    is_share = chances.trials_a_week is not None
    source = (
        _("Exact binomial chances.")
        if is_share
        else _("Exact Poisson chances, wider where the weeks spread wider.")
    )
    return Worked(found, source)


def _unchanged_words(plan: Plan, start: str, scale: WordedScale) -> str:
    """Where an unchanged rep is expected: as today, or where the peers beside it put them."""
    told = {"name": plan.rep.first_name, "start": start, "today": scale.say.round(float(plan.baseline or 0))}
    if start == told["today"]:
        return _("An unchanged %(name)s stays at %(start)s, as today.") % told
    return (
        _("%(name)s stands at %(today)s; with the peers beside it %(start)s is expected without any change.")
        % told
    )
