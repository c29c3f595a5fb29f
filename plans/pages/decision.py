"""How the end of a plan is decided, in words: what both sign, how it stands today, and why a result is not offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.calculations.decision import BySteps, Rule, RuledStep, Why
from plans.pages import formal_end
from salesgym.numbers.pages.sure import in_plans, tenths

CLAUSE = gettext_lazy(
    "While progress continues, the plan goes on: it ends as met, met in part, or is extended. Progress continues while it is likely to be more than luck, 7 in 10 or more."
)

NEVER_LESS = gettext_lazy(
    "The outcome is never less than the steps say. Who decides may say more, with reasons."
)


def signed_words(
    steps: Sequence[RuledStep], *, is_extension: bool, has_room: bool | None = None
) -> list[str]:
    """What an agreement says of the end of its plan, a sentence or two a line; nothing for a plan without steps.

    `has_room`: of a formal plan whether enough days are left for an extension; None for a coaching plan.
    """
    if not steps:
        return []
    met = _("Met: step %(number)s is reached.") % {"number": steps[-1].position}
    part = [_part(steps[-2])] if len(steps) > 1 else []
    if has_room is not None:
        alike = formal_end.signed_words(is_extension=is_extension, has_room=has_room)
        is_free = has_room and not is_extension
        return [met, *part, *alike, *([str(NEVER_LESS), str(CLAUSE)] if is_free else [])]
    no_more = _("Not met: less than that. What follows is further help or a new focus, nothing else.")
    if is_extension:
        alone = _("This plan extends an earlier one, so now the steps alone decide. It is extended once.")
        return [met, *part, no_more, alone]
    return [
        met,
        *part,
        _(
            "Extended: once, by a plan that goes on with these weeks and that both sign. Then the steps alone decide."
        ),
        no_more,
        str(NEVER_LESS),
        str(CLAUSE),
    ]


def today_words(rule: Rule) -> str:
    """How the progress clause stands today; "" where nobody signed it, or nothing is known yet."""
    if not rule.is_signed:
        return ""
    if rule.is_last and not rule.is_extension:
        return _("180 days leave no extension, so the steps alone decide.")
    if rule.is_extension and rule.formal is not None:
        return _("This plan extends an earlier one. Now the steps alone decide.")
    if rule.is_extension:
        return _("This plan was extended, as both had agreed. Now the steps alone decide.")
    if rule.real is None:
        return ""
    if rule.is_progress:
        return _("Progress looks likely, %(chance)s: the plan ends as met, met in part, or is extended.") % {
            "chance": tenths(rule.real)
        }
    return _("Not sure enough to count as progress yet: today the steps would decide.")


def steps_words(rule: Rule) -> str:
    """What the steps say today; "" where nobody signed that they do."""
    if not rule.is_signed or not rule.steps:
        return ""
    number = {"number": rule.steps[-1].position}
    if rule.by_steps is BySteps.MET:
        return _("Met: step %(number)s is reached.") % number
    before = rule.before_last
    if rule.by_steps is BySteps.MET_IN_PART and before is not None:
        return _part(before)
    if before is not None and before.is_reached:
        return _part(before)
    return _("Step %(number)s is not reached.") % number


def why_words(why: Why, rule: Rule) -> str:
    """Why a result is not possible today, in one sentence."""
    words = {
        Why.PROGRESS: _(
            "Progress looks likely, and both signed that the plan goes on while it continues: choose met, met in part or extended."
        ),
        Why.EXTENDED_ONCE: _("This plan extends an earlier one, and a plan is extended once."),
    }
    if rule.formal is not None and (said := formal_end.why_words(why, rule.formal)):
        return said
    if why in words:
        return words[why]
    says = {
        BySteps.MET: _("The last step is reached, so by the agreement the plan is met."),
        BySteps.MET_IN_PART: _("The step before the last is reached: choose met in part or more."),
        BySteps.NOT_MET: _(
            "After an extension the steps alone decide, and none that counts is reached: choose not met."
        ),
    }
    if why is Why.STEPS_DECIDE and not rule.is_extension and rule.by_steps is not BySteps.MET:
        return _("180 days leave no extension, so the result is what the steps say.")
    if why is Why.STEPS_DECIDE and rule.by_steps is BySteps.MET_IN_PART:
        return _("After an extension the steps alone decide: choose met in part.")
    return says[rule.by_steps]


@dataclass(frozen=True, slots=True)
class ByRule:
    """What stands above the choice of an outcome: how the steps and the clause stand, and why some are not offered."""

    steps: str
    today: str
    not_offered: Sequence[str]
    may_be_overridden: bool = False


def by_rule(rule: Rule, results: Sequence[str]) -> ByRule:
    """The rule of a plan on the day of its outcome; each reason why one of these results is missing stands once.

    `may_be_overridden`: HR may let it end as not met all the same.
    """
    found = [why for result in results for why in rule.reasons_against(result)]
    words = dict.fromkeys(why_words(why, rule) for why in found)
    is_hr_s = rule.formal is not None and bool(formal_end.standing_blocks(rule))
    return ByRule(steps_words(rule), today_words(rule), tuple(words), is_hr_s)


def _part(step: RuledStep) -> str:
    """What the step before the last makes of a plan, and why not where luck reaches it too often."""
    said = {"number": step.position, "plans": in_plans(step.luck) if step.luck is not None else ""}
    if step.is_proof:
        if step.is_earlier:
            return _("Met in part: step %(number)s of the earlier plan was reached.") % said
        return _("Met in part: step %(number)s is reached.") % said
    if step.luck is None:
        return _("Step %(number)s alone is not met in part: how often luck reaches it is not known.") % said
    return _("Step %(number)s alone is not met in part: luck reaches it %(plans)s.") % said
