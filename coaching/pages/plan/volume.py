"""Volume beside a share: how many tries a week it is made of, now and before the plan."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from coaching.pages.plan.quality import Pair
from plans.models import Milestone, Plan
from plans.queries.pace import AllSeries
from plans.queries.step_lines import trials_a_week, weeks_before, weeks_during
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers, things


def beside(plan: Plan, steps: Sequence[Milestone], series: AllSeries, say: Sayers) -> list[Pair]:
    """One sentence for each share that the steps ask for, as a share may rise because fewer are tried.

    It says what a worked week holds and judges nothing. Nothing is said where one of the two sides has no known week.
    """
    if plan.activated_at is None:
        return []
    shares = dict.fromkeys(
        step.metric for step in steps if step.metric is not None and step.metric.kind == Metric.Kind.RATIO
    )
    return [pair for metric in shares if (pair := _volume(plan, metric, series, say)) is not None]


def _volume(plan: Plan, metric: Metric, series: AllSeries, say: Sayers) -> Pair | None:
    own = series.get((plan.rep_id, metric.pk))
    if own is None:
        return None
    before, now = trials_a_week(weeks_before(plan, own)), trials_a_week(weeks_during(plan, own))
    if before is None or now is None:
        return None
    number = say(metric.denominator).bare
    said = {"now": number.round(now), "things": things(metric), "before": number.round(before)}
    return Pair(_("%(now)s %(things)s a week (was %(before)s).") % said, None)
