"""Everything that the numbers say on the first step: where the money lies, and what to pick."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.models import Skill
from plans.pages import money_gap as money_words
from plans.pages.money_gap import MoneyPicture
from plans.pages.suggestion import weeks_word
from plans.queries.focus_candidates import PLAN_WEEKS, Candidate, Nearest
from plans.queries.money_gap import MoneyGap
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import Worked, not_yet
from salesgym.numbers.pages.values import Money, Sayers


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One skill with the reasons for it, in words."""

    skill: Skill
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FocusPicture:
    """What the page prints; `not_yet` says what is missing where `money` is None."""

    money: MoneyPicture | None
    not_yet: str
    suggestions: tuple[Suggestion, ...]
    weighing: Worked | None


def focus_picture(nearest: Nearest, *, name: str, say: Sayers) -> FocusPicture:
    """A rep of this first name beside the middle of their role."""
    gap, found = nearest.gap, nearest.candidates
    if gap is None:
        return FocusPicture(None, not_yet(nearest.why_not) if nearest.why_not else "", (), None)
    skills = {key: skill.name for key, skill in nearest.trained_by.items()}
    picture = money_words.picture(gap, name=name, say=say, skills=skills)
    suggestions = tuple(Suggestion(one.skill, _reasons(one, gap, say.money)) for one in found)
    return FocusPicture(picture, "", suggestions, _weighing(found, say.money) if found else None)


def _reasons(candidate: Candidate, gap: MoneyGap, words: Money) -> tuple[str, ...]:
    lies = _("About %(money)s a quarter lies between here and the middle of the role.")
    said = {"money": amount_words(candidate, gap, words)}
    return (lies % said, shows_words(candidate), _who_decides(candidate.skill.metric))


def amount_words(candidate: Candidate, gap: MoneyGap, words: Money) -> str:
    """What lies in it a quarter: as the drawing says it where it has this number, else to two figures."""
    key = candidate.skill.metric.key
    drawn = next((factor.part for factor in gap.factors if factor.metric.key == key and factor.part), None)
    return words.whole(abs(drawn)) if drawn else words.about(abs(candidate.money))


def shows_words(candidate: Candidate) -> str:
    """How soon a change to the middle of the role would show, or that it would be hard to tell from luck."""
    if not candidate.shows_ever:
        return _("A change to there is hard to tell from luck at this volume.")
    weeks = weeks_word(int(candidate.weeks))
    if candidate.shows_in_time:
        return _("A change to there shows in about %(weeks)s.") % {"weeks": weeks}
    return _("A change to there takes about %(weeks)s to show, more than a plan of %(plan)s.") % {
        "weeks": weeks,
        "plan": PLAN_WEEKS,
    }


def _who_decides(metric: Metric) -> str:
    return {
        Metric.Control.ACTIVITY: _("The rep's own activity."),
        Metric.Control.SHARED: _("Shared: the rep's work and the buyer's answer."),
        Metric.Control.BUYER: _("The buyer decides."),
    }[Metric.Control(metric.control)]


def _weighing(found: Sequence[Candidate], words: Money) -> Worked:
    """How the order came about, with this rep's own numbers in it."""
    lines = [
        _("%(skill)s: %(money)s x %(chance)s%% x %(control)s = %(score)s.")
        % {
            "skill": one.skill.name,
            "money": words.whole(abs(round(one.money))),
            "chance": round(100 * one.focus.candidate.detectable),
            "control": f"{one.focus.candidate.controllability:g}",
            "score": words.whole(abs(round(one.focus.score))),
        }
        for one in found
    ]
    explained = _("The money a quarter, times the chance that a change to the middle shows within %(weeks)s weeks, times how far it is the rep's to move: own activity 1, shared 0.6, the buyer decides 0.3.")  # fmt: skip
    doubt = _("The chance counts the rep's own trials together with what the peers show, since low points recover unaided.")  # fmt: skip
    return Worked((explained % {"weeks": PLAN_WEEKS}, *lines, doubt), "")
