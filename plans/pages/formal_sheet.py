"""The page of a formal plan in words: how its end is decided, what would hold today, and what was done with its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.calculations.decision import BySteps, Rule, Why
from plans.calculations.formal_end import FormalEnd
from plans.models import Outcome
from plans.pages import acknowledgement, formal_end
from plans.pages.acknowledgement import Act
from plans.pages.decision import signed_words, steps_words, today_words
from plans.queries.formal_sheet import FormalSheet
from salesgym.numbers.pages.sure import Sure, sure, tenths

# Met, not met and extended; met in part stands there of a plan with two steps or more.
WAYS_TO_END = 3


@dataclass(frozen=True, slots=True)
class Stand:
    """One thing that stands between the plan and "not met", or does not: `is_good` where our side has done its part.

    `sure` are the dots of a chance, None for what has none.
    """

    title: str
    text: str
    is_good: bool
    sure: Sure | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """How the end is decided: `ways` are the results in their sentences, `more` what else is agreed about it; `today` says
    what would hold, and `stands` why."""

    ways: Sequence[str]
    more: Sequence[str]
    today: str
    stands: Sequence[Stand]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`approved` is "" without HR's yes, `decided` None before the plan begins, after its end, and without a rule."""

    approved: str
    decided: Decided | None
    acts: Sequence[Act]


def printed(found: FormalSheet) -> Sheet:
    """The sheet for both parties, who read the same."""
    ends = decided(found.rule) if found.rule is not None else None
    return Sheet(_approved(found), ends, acknowledgement.acts(found))


def decided(rule: Rule) -> Decided | None:
    """How a plan that runs ends by its rule; None for a text without one."""
    formal = rule.formal
    if formal is None or not rule.is_signed:
        return None
    words = signed_words(rule.steps, is_extension=rule.is_extension, has_room=formal.has_room)
    ways = WAYS_TO_END + (rule.before_last is not None)
    return Decided(words[:ways], words[ways:], _today(rule), list(_stands(rule, formal)))


def _approved(found: FormalSheet) -> str:
    if found.approved_at is None:
        return ""
    said = {"name": found.approved_by, "day": date_format(localtime(found.approved_at), "j F Y")}
    return _("Approved by %(name)s on %(day)s") % said


def _today(rule: Rule) -> str:
    """What an end today would leave room for."""
    is_closed = bool(replace(rule, has_ended=True).reasons_against(Outcome.Result.NOT_MET))
    if rule.has_ended:
        return _("Not met cannot be chosen today.") if is_closed else _("The steps decide.")
    if is_closed:
        return _("If the plan ended today, not met could not be chosen.")
    return _("If the plan ended today, the steps would decide.")


def _stands(rule: Rule, formal: FormalEnd) -> Iterator[Stand]:
    yield Stand(_("Steps"), steps_words(rule), is_good=rule.by_steps is not BySteps.NOT_MET)
    yield _progress(rule)
    yield _owed(_("Our help"), Why.SUPPORT, formal, is_good=formal.is_helped, good=_help_words(formal))
    yield _owed(
        _("Our check-ins"),
        Why.CHECK_INS,
        formal,
        is_good=not formal.missed,
        good=_("None was left out by the manager."),
    )


def _progress(rule: Rule) -> Stand:
    title = _("Progress")
    if rule.is_last:
        return Stand(title, today_words(rule), is_good=False)
    if rule.real is None:
        return Stand(title, _("Not known yet: it takes full weeks of numbers."), is_good=False)
    told = {"chance": tenths(rule.real)}
    text = _("More than luck: %(chance)s. From 7 in 10 on, not met is closed.") % told
    return Stand(title, text, rule.is_progress, sure(rule.real))


def _owed(title: str, why: Why, formal: FormalEnd, *, is_good: bool, good: str) -> Stand:
    """What our side owes: as it should be, overridden by HR, or in the words of the outcome page."""
    if is_good:
        return Stand(title, good, is_good=True)
    if why in formal.overridden:
        return Stand(title, _("HR has overridden this, with a reason."), is_good=False)
    return Stand(title, formal_end.why_words(why, formal), is_good=False)


def _help_words(formal: FormalEnd) -> str:
    if not formal.kept.made:
        return _("Nothing is promised.")
    said = {"kept": formal.kept.kept, "made": formal.kept.made}
    return _("We have delivered %(kept)s of %(made)s promises. 80 of 100 is enough.") % said
