"""How a step is reached, by the rule of its own plan: the sentence that all sign, on every page and in the mails."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from plans.calculations.timeline.full_weeks import is_late
from plans.models import Milestone, Plan
from plans.pages.figures import step_figure
from plans.queries.pace import counted_from
from salesgym.numbers.pages.values import Sayers, called

# The agreement's page reads them back out of its text, to set each under its step.
RUN_RULE = ngettext_lazy(
    "Reached by the first week, inside the plan and up to its date, that is at %(mark)s.",
    "Reached by the first %(weeks)s weeks in a row, all inside the plan and up to its date, that together are at %(mark)s.",
    "weeks",
)
COUNT_RULE = gettext_lazy("Reached when %(count)s %(things)s are logged since %(day)s.")
COUNTS_ON = gettext_lazy("This plan extends an earlier one: its full weeks count on from %(day)s.")

RUBRIC_RULE = gettext_lazy(
    "Reached by the first role-play or call since %(day)s that the mentor or the manager scores with %(mark)s or more, the mean of the lines of the rubric."
)


def rule_of(plan: Plan, step: Milestone, say: Sayers) -> str:
    """What reaches this step, with its own weeks and mark; empty for what is done or not."""
    if step.measure == Milestone.Measure.RUBRIC:
        return _rubric_rule(plan, step, say)
    if step.measure == Milestone.Measure.DONE or step.metric is None:
        return ""
    if step.measure == Milestone.Measure.COUNT:
        return _count_rule(plan, step, say)
    said = {"mark": step_figure(step, step.target, say)}
    if not plan.counts_runs:
        text = ngettext(
            "Reached by the first week that ends inside the plan and is at %(mark)s. This plan was agreed before weeks in a row were counted.",
            "Reached by the first %(weeks)s weeks that end inside the plan and together are at %(mark)s. This plan was agreed before weeks in a row were counted.",
            plan.window_weeks,
        )
        return text % (said | {"weeks": plan.window_weeks})
    return RUN_RULE % (said | {"weeks": step.run_weeks or 1})


def counts_on(plan: Plan, steps: Iterable[Milestone]) -> str:
    """From when the weeks in a row of an extension count, which its own dates do not show.

    Empty for other plans, and where none of these steps is reached by weeks in a row: the rule of a count has its day.
    """
    has_runs = plan.counts_runs and any(step.measure == Milestone.Measure.METRIC for step in steps)
    if plan.counts_from is None or not has_runs:
        return ""
    return COUNTS_ON % {"day": date_format(plan.counts_from, "j F")}


def _rubric_rule(plan: Plan, step: Milestone, say: Sayers) -> str:
    if plan.counts_since is None:
        return ""
    said = {"day": date_format(plan.counts_since, "j F"), "mark": step_figure(step, step.target, say)}
    return RUBRIC_RULE % said


def _count_rule(plan: Plan, step: Milestone, say: Sayers) -> str:
    since = counted_from(plan)
    if since is None or step.metric is None:
        return ""
    return COUNT_RULE % {
        "count": say(step.metric).bare.target(step.target),
        "things": called(step.metric),
        "day": date_format(since, "j F"),
    }


def was_late(step: Milestone, *, work_days: str) -> bool:
    """Whether a reached step came after its date: the numbers by their week, a claim by its day."""
    if step.reached_on is None:
        return False
    if step.reached_by == Milestone.ReachedBy.CLAIM:
        return step.reached_on > step.due_on
    return is_late(step.reached_on, step.due_on, work_days=work_days)
