"""The mends of a draft as buttons, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from plans.calculations.targets.mends import Mend, MendKind
from plans.pages.scale import WordedScale, scale_of
from plans.pages.suggestion import weeks_word
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True)
class Click:
    """A button that mends."""

    action: str
    label: str


@dataclass(frozen=True)
class Offers:
    """What may be offered for a draft of so many full weeks, whose typed steps need `needed` weeks at least."""

    mends: Sequence[Mend]
    metrics: Mapping[int, Metric]
    scale: WordedScale
    say: Sayers
    plan_weeks: int
    needed: int

    @property
    def clicks(self) -> tuple[Click, ...]:
        """The mends as buttons, in their order; those of a metric that is gone are left out."""
        return tuple(click for mend in self.mends if (click := self._click(mend)) is not None)

    def longer(self, weeks: int) -> Click:
        """The button for a plan of so many weeks, or of the weeks in which the steps fit and something is fair."""
        fair = next((mend.weeks for mend in self.mends if mend.kind is MendKind.LONGER), 0)
        most = max(weeks, self.needed, fair)
        return Click(f"weeks-{most}", _("Make it %(weeks)s") % {"weeks": weeks_word(most)})

    def _click(self, mend: Mend) -> Click | None:
        if mend.kind is MendKind.LONGER:
            return self.longer(mend.weeks)
        if mend.kind is MendKind.TARGET:
            return self._further(mend)
        metric = self.metrics.get(mend.metric or 0)
        if metric is None:
            return None
        goal = scale_of(metric, self.say).say.target(Decimal(repr(mend.goal)))
        told = {"metric": metric.name, "goal": goal, "weeks": weeks_word(mend.weeks)}
        return Click(f"number-{metric.pk}", _("Make it about %(metric)s: %(goal)s in %(weeks)s") % told)

    def _further(self, mend: Mend) -> Click:
        told = {"goal": self.scale.say.target(Decimal(repr(mend.goal))), "weeks": weeks_word(mend.weeks)}
        if mend.weeks > self.plan_weeks:
            return Click("target", _("Use %(goal)s as the target, in %(weeks)s") % told)
        return Click("target", _("Use %(goal)s as the target") % told)
