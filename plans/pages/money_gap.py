"""The gap in words and as a drawing: what a manager without statistics reads of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.worth.funnel import QUARTER_WEEKS
from plans.queries.money_gap import A_QUARTER, Factor, MoneyGap
from salesgym.numbers.calculations import wording
from salesgym.numbers.calculations.drawing import waterfall
from salesgym.numbers.calculations.drawing.waterfall import Step, Waterfall
from salesgym.numbers.calculations.money import focus
from salesgym.numbers.calculations.money.focus import Side
from salesgym.numbers.calculations.money.gap import ATTEMPTS, CONVERSION, OPPORTUNITIES, WIN_RATE
from salesgym.numbers.calculations.money.units import to_figures
from salesgym.numbers.calculations.wording import Style
from salesgym.numbers.pages.sure import Worked
from salesgym.numbers.pages.values import Sayers

WHOLE_FROM = 0.1


@dataclass(frozen=True, slots=True)
class MoneyPicture:
    """Everything that the page prints about the gap."""

    lead: str
    hint: str
    trained: str
    title: str
    desc: str
    drawing: Waterfall
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    worked: Worked


def picture(gap: MoneyGap, *, name: str, say: Sayers, skills: Mapping[str, str]) -> MoneyPicture:
    """The gap of a rep of this first name; `skills` names the one that each number leads to, by its key."""
    words = _Words(gap, name, say, skills)
    return MoneyPicture(
        lead=words.lead(),
        hint=words.hint(),
        trained=words.trained(),
        title=_("From a quarter of %(name)s to the middle of the role, in money") % {"name": name},
        desc=words.desc(),
        drawing=words.drawing(),
        columns=(_("A quarter"), name, words.middle_of(), _("Between them"), _("Trained by")),
        rows=words.rows(),
        worked=words.worked(),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    gap: MoneyGap
    name: str
    say: Sayers
    skills: Mapping[str, str]

    def money(self, amount: float) -> str:
        return self.say.money.whole(abs(amount))

    def middle_of(self) -> str:
        return _("Middle of %(count)s reps") % {"count": self.gap.peers}

    def lead(self) -> str:
        """About $9,200 a quarter lies between Marcus and the middle of 9 reps in the same role, 13 weeks to 8 Nov."""
        gap = self.gap.gap
        if gap > 0:
            said = _("About %(money)s a quarter lies between %(name)s and %(middle)s")
        elif gap < 0:
            said = _("%(name)s brings in about %(money)s a quarter more than %(middle)s")
        else:
            said = _("%(name)s brings in as much as %(middle)s")
        told = {"money": self.money(gap), "name": self.name, "middle": self._against()}
        return _("%(said)s, %(weeks)s to %(day)s.") % {
            "said": said % told,
            "weeks": ngettext("%(count)s week", "%(count)s weeks", self.gap.weeks)
            % {"count": self.gap.weeks},
            "day": date_format(self.gap.until, "j M"),
        }

    def _against(self) -> str:
        return _("the middle of %(count)s reps in the same role") % {"count": self.gap.peers}

    def hint(self) -> str:
        """What the pattern suggests to ask about first; a start for a talk, no finding."""
        if max(self.gap.parts.values()) <= 0:
            return _("%(name)s is at the middle of the role or above it everywhere: choose what is still fun to get better at.") % {"name": self.name}  # fmt: skip
        volume = sum(self.gap.parts.get(part, 0.0) for part in (ATTEMPTS, OPPORTUNITIES))
        skill = sum(self.gap.parts.get(part, 0.0) for part in (CONVERSION, WIN_RATE))
        side = focus.suggestion(self.gap.parts, has_few_leads=False)
        said = {
            Side.VOLUME: _("What is missing lies mostly in how much gets started. Ask about time, about what is put off, and about leads."),
            Side.SKILL: _("What is missing lies mostly in what becomes of each start. That is more often a skill to train."),
            Side.NONE: _("What is missing in one number, the one beside it brings in again."),
            Side.SIZE: _("What is missing lies mostly in the size of the deals. Ask which customers they are, and what is given away."),
        }[side]  # fmt: skip
        if min(volume, skill) > 0 and side is not Side.SIZE:
            both = _("Both sides are below the middle: where leads are few, look at the patch first.")
            said = " ".join((said, both))
        return " ".join((said, _("A start for a talk, not a finding.")))

    def trained(self) -> str:
        """Which skill trains the largest part below the middle; empty where none is below, or none trains it."""
        largest = max(self.gap.factors, key=lambda factor: factor.exact)
        skill = self.skills.get(largest.metric.key)
        if largest.part <= 0 or not skill:
            return ""
        told = {"metric": largest.metric.name, "skill": skill}
        return _("The largest part is %(metric)s. The skill that trains it: %(skill)s.") % told

    def drawing(self) -> Waterfall:
        gap = self.gap
        pace = _("a quarter at this pace")
        return waterfall.build(
            start=Step(self.name, float(gap.own), self.money(gap.own), pace),
            parts=[
                Step(factor.metric.name, float(factor.part), self.part(factor), self.sides(factor))
                for factor in gap.factors
            ],
            end=Step(self.middle_of(), float(gap.middle), self.money(gap.middle), pace),
        )

    def part(self, factor: Factor) -> str:
        """$3,900, or $2,100 ahead."""
        said = self.money(factor.part)
        return _("%(money)s ahead") % {"money": said} if factor.part < 0 else said

    def sides(self, factor: Factor) -> str:
        """22% against 25%"""
        return _("%(own)s against %(middle)s") % {
            "own": self.figure(factor, factor.own),
            "middle": self.figure(factor, factor.middle),
        }

    def figure(self, factor: Factor, value: float | None) -> str:
        """The value of a factor for a quarter, even: 247, 22%, $8,400."""
        if value is None:
            return _("none yet")
        if factor.metric.style is Style.SHARE:
            decimals = 0 if value >= WHOLE_FROM or not value else 1
            return self.say(factor.metric).to(value, decimals)
        if factor.metric.style is Style.MONEY:
            return self.money(float(to_figures(Decimal(str(value)), 3)))
        return wording.plain(value * A_QUARTER.get(factor.name, 1), 0)

    def desc(self) -> str:
        """The drawing in a sentence for each bar."""
        parts = [
            _("%(metric)s: %(money)s") % {"metric": factor.metric.name, "money": self.part(factor)}
            for factor in self.gap.factors
        ]
        return _("%(name)s %(own)s, middle of the role %(middle)s. %(parts)s.") % {
            "name": self.name,
            "own": self.money(self.gap.own),
            "middle": self.money(self.gap.middle),
            "parts": ", ".join(parts),
        }

    def rows(self) -> tuple[tuple[str, ...], ...]:
        factors = [
            (
                factor.metric.name,
                self.figure(factor, factor.own),
                self.figure(factor, factor.middle),
                self.part(factor),
                self.skills.get(factor.metric.key, ""),
            )
            for factor in self.gap.factors
        ]
        gap = self.gap.gap
        between = self.money(gap) if gap >= 0 else _("%(money)s ahead") % {"money": self.money(gap)}
        total = (_("In money"), self.money(self.gap.own), self.money(self.gap.middle), between, "")
        return (*factors, total)

    def worked(self) -> Worked:
        return Worked(
            lines=(
                self._product(self.name, [factor.own for factor in self.gap.factors], self.gap.own),
                self._product(
                    self._against(), [factor.middle for factor in self.gap.factors], self.gap.middle
                ),
                *self._weighing(),
                _("A quarter is %(weeks)s weeks at the pace of the weeks worked. It can differ from what was won in them, since deals take their time.") % {"weeks": QUARTER_WEEKS},
                _("The middle is the median of each number: half of the reps are above it. Nobody is named, and under five reps nothing is said."),
            ),
            source=_("Additive log-mean Divisia method (LMDI-I), Ang, Energy Policy 33 (2005). Rounded by the largest remainder, so that the parts add up."),
        )  # fmt: skip

    def _product(self, who: str, values: Sequence[float | None], total: int) -> str:
        """Marcus: 247 x 22% x 31% x $8,400 = about $140,000"""
        said = " x ".join(
            self.figure(factor, value) for factor, value in zip(self.gap.factors, values, strict=True)
        )
        return _("%(who)s: %(product)s = about %(total)s a quarter.") % {
            "who": who[:1].upper() + who[1:],
            "product": said,
            "total": self.money(total),
        }

    def _weighing(self) -> tuple[str, ...]:
        """How the largest part comes about; nothing where a factor is missing and takes it all."""
        largest = max(self.gap.factors, key=lambda factor: abs(factor.exact))
        if not largest.own or not largest.middle or largest.own == largest.middle:
            return ()
        way = log(largest.middle / largest.own)
        if not largest.exact:
            return ()
        told = {
            "metric": largest.metric.name,
            "own": self.figure(largest, largest.own),
            "middle": self.figure(largest, largest.middle),
            "average": self.money(round(largest.exact / way, -2)),
            "part": self.part(largest),
        }
        return (
            _("Each part is how far apart the two are on it, times the average size of both quarters (their logarithmic mean, %(average)s). %(metric)s: %(average)s x ln(%(middle)s / %(own)s) = %(part)s.") % told,
        )  # fmt: skip
