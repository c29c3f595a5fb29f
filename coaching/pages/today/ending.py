"""How a rep's last plan came out, as their day tells it: the outcome first, then what was earned."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.pages import words
from plans.models import Outcome, Plan

Result = Outcome.Result
TITLES = {
    Result.MET: gettext_lazy("You made it: %(focus)s"),
    Result.MET_IN_PART: gettext_lazy("You made a good part of it: %(focus)s"),
    Result.EXTENDED: gettext_lazy("%(focus)s goes on"),
    Result.NOT_MET: gettext_lazy("%(focus)s ended"),
    Result.WITHDRAWN: gettext_lazy("%(focus)s was withdrawn"),
    Result.LEFT: gettext_lazy("Your plan for %(focus)s ends here"),
}
TEXTS = {
    Result.MET: gettext_lazy("%(name)s wrote on %(day)s that the plan was met. Well climbed."),
    Result.MET_IN_PART: gettext_lazy(
        "%(name)s wrote on %(day)s that the plan was met in part. That took work."
    ),
    Result.EXTENDED: gettext_lazy(
        "%(name)s wrote on %(day)s that a new plan takes it up where this one ended."
    ),
    Result.NOT_MET: gettext_lazy(
        "%(name)s wrote on %(day)s that it was not met. What you practiced stays yours."
    ),
    Result.WITHDRAWN: gettext_lazy("%(name)s wrote on %(day)s that the plan stops here."),
    Result.LEFT: gettext_lazy(
        "%(name)s closed it on %(day)s, as you are leaving. What you practiced goes with you."
    ),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """`earned` is one sentence, or "" where no reward was earned; `is_good` where there is something to celebrate, which a
    formal plan never asks for. `is_last` where what follows is other work."""

    title: str
    text: str
    earned: str
    is_good: bool
    is_last: bool = False


def ending(plan: Plan, earned: Sequence[str]) -> Ending | None:
    """None for a plan that has no outcome, or no day on which it closed."""
    outcome = getattr(plan, "outcome", None)
    if outcome is None or plan.closed_at is None:
        return None
    result = Result(outcome.result)
    said = {
        "focus": plan.skill,
        "name": outcome.decided_by.first_name,
        "day": words.full_day(plan.closed_at),
    }
    if plan.kind == Plan.Kind.FORMAL:
        return _formal(outcome, said)
    return Ending(
        title=str(TITLES[result]) % said,
        text=str(TEXTS[result]) % said,
        earned=_("You earned: %(rewards)s.") % {"rewards": ", ".join(earned)} if earned else "",
        is_good=result in {Result.MET, Result.MET_IN_PART},
    )


def _formal(outcome: Outcome, said: dict[str, object]) -> Ending:
    """The same in plain words; what follows is read on the plan's page."""
    text = _("%(name)s wrote it on %(day)s: %(result)s. What follows stands on the plan's page.")
    return Ending(
        title=_("Your plan has its outcome"),
        text=text % {**said, "result": outcome.get_result_display()},
        earned="",
        is_good=False,
        is_last=outcome.next_step in {Outcome.NextStep.OTHER_ROLE, Outcome.NextStep.LEAVING},
    )
