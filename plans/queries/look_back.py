"""Which closed plans are due for one more look at their number, and what was found of those that had it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from plans.calculations.forecast.basis import OVER_TRIALS, Basis
from plans.calculations.lasting import LOOKS, MOST_ABSENT, Looked, look, weeks_after
from plans.calculations.timeline.full_weeks import CountedWeek
from plans.models import LookBack, Milestone, Outcome, Plan
from plans.queries.basis import judged, kept_bases
from plans.queries.days_off import days_off, days_off_of
from plans.queries.pace import AllSeries
from plans.queries.step_lines import MOST_WEEKS
from salesgym.errors import Refused
from salesgym.numbers.calculations.weeks.calendar import ends_on, monday, weeks_between
from salesgym.numbers.queries.scorecard import Series, weekly_series
from salesgym.people.models import Organization, User

GOOD = (Outcome.Result.MET, Outcome.Result.MET_IN_PART)
# Numbers come in late: so long the look waits for those of its last week.
NUMBERS_WAIT = timedelta(days=14)
# A look whose weeks ended longer ago is kept and told nobody, as when a plan closed before looks were taken.
NEWS = timedelta(days=28)
_NAMED = ("milestone__metric__numerator", "milestone__metric__denominator")


@dataclass(frozen=True, slots=True)
class Due:
    """One look that is due: at which step's number, over which weeks, and what it finds."""

    plan: Plan
    step: Milestone
    weeks: int
    first_week: date
    last_week: date
    found: Looked
    is_news: bool


def waiting(*, at: datetime) -> list[int]:
    """The ids of plans that ended well, so long ago that a look may be due and is not stored. One query."""
    return list(_closed(at).values_list("pk", flat=True))


def looks_due(plan_ids: Collection[int], *, at: datetime) -> list[Due]:
    """The looks of these plans that are due and not stored yet, the earlier of a plan first. Four queries.

    Of reps who are still here. Steps that count since the start or are done or not get no look: the number is that of
    the last step reached that has a run.
    """
    organization = Organization.objects.current()
    plans = list(_loaded(plan_ids, at))
    closed = {plan.pk: organization.day(plan.closed_at or plan.created_at) for plan in plans}
    steps, on = _last_steps(plans), organization.day(at)
    metrics = {step.metric.pk: step.metric for step in steps.values() if step.metric is not None}
    series = weekly_series(
        sorted({plan.rep_id for plan in plans}),
        list(metrics.values()),
        until=on,
        weeks=min(weeks_between(min(closed.values(), default=on), on) + 1, MOST_WEEKS),
    )
    return [
        due
        for plan in plans
        if plan.pk in steps
        for due in _due(plan, steps[plan.pk], series, closed_on=closed[plan.pk], on=on)
    ]


def look_at(plan: Plan) -> LookBack | None:
    """The latest look at this plan's number, with the workout that was taken up after it. One query."""
    found = plan.looks_back.select_related("workout", *_NAMED).order_by("-weeks").first()
    if found is not None:
        found.plan = plan
    return found


def looks_of(rep: User, reader: User) -> list[LookBack]:
    """The latest look at each plan of this rep, the newest plan first, for the rep and whoever manages them today.

    Nobody else gets any. One query.
    """
    later = LookBack.objects.filter(plan=OuterRef("plan"), weeks__gt=OuterRef("weeks"))
    looks = LookBack.objects.filter(plan__rep=rep).exclude(Exists(later))
    if reader.pk != rep.pk:
        looks = looks.filter(plan__in=Plan.objects.managed_by(reader))
    return list(looks.select_related("workout", "plan__skill", *_NAMED).order_by("-plan__closed_at"))


def slipped(user: User, pk: int) -> LookBack | None:
    """This look, where it found a slip of a plan that the user may open and whose terms they may read."""
    seen = Q(plan__rep=user) | Q(plan__in=Plan.objects.managed_by(user))
    looks = LookBack.objects.filter(seen, verdict=LookBack.Verdict.SLIPPED)
    return looks.select_related("plan__rep", "workout").filter(pk=pk).first()


def _closed(at: datetime) -> QuerySet[Plan]:
    """Plans that ended well, so long ago that one of their looks may be due and is not stored.

    Nothing is looked at of a rep who left since then, also where their account is still open.
    """
    stored = LookBack.objects.filter(plan=OuterRef("pk"))
    waits = Q()
    for weeks in LOOKS:
        waits |= Q(~Exists(stored.filter(weeks=weeks)), closed_at__lte=at - timedelta(weeks=weeks))
    steps = Milestone.objects.filter(_reached(), plan=OuterRef("pk"))
    left = Outcome.objects.filter(
        plan__rep=OuterRef("rep"), result=Outcome.Result.LEFT, decided_at__gt=OuterRef("closed_at")
    )
    return Plan.objects.filter(
        waits,
        Exists(steps),
        ~Exists(left),
        status=Plan.Status.CLOSED,
        outcome__result__in=GOOD,
        rep__is_active=True,
        closed_at__gte=at - timedelta(weeks=max(LOOKS) + MOST_ABSENT),
    ).order_by("closed_at", "pk")


def _loaded(plan_ids: Collection[int], at: datetime) -> QuerySet[Plan]:
    stored = LookBack.objects.filter(plan=OuterRef("pk"))
    return (
        _closed(at)
        .filter(pk__in=plan_ids)
        .annotate(days_off=days_off(), judged=judged(), looked=ArraySubquery(stored.values("weeks")))
        .select_related("rep", "skill", "basis")
        .defer("basis__bars")
    )


def _reached() -> Q:
    """Steps of a number that were reached by it or verified; a claim that nobody verified is no mark."""
    by_numbers = Q(status=Milestone.Status.UNVERIFIED, reached_by=Milestone.ReachedBy.NUMBERS)
    is_sure = Q(status=Milestone.Status.VERIFIED) | by_numbers
    return is_sure & Q(measure=Milestone.Measure.METRIC, metric__isnull=False, target__isnull=False)


def _last_steps(plans: Sequence[Plan]) -> dict[int, Milestone]:
    steps = Milestone.objects.filter(_reached(), plan__in=plans).order_by("position")
    named = steps.select_related("metric__numerator", "metric__denominator")
    return {step.plan_id: step for step in named}


def _due(plan: Plan, step: Milestone, series: AllSeries, *, closed_on: date, on: date) -> list[Due]:
    basis = kept_bases(plan).get(step.metric_id or 0)
    own = series.get((plan.rep_id, step.metric_id or 0))
    if basis is None or own is None or step.target is None:
        return []
    missing = [weeks for weeks in LOOKS if weeks not in vars(plan)["looked"]]
    found = []
    for weeks in missing:
        counted = weeks_after(closed_on, days_off_of(plan), count=weeks)
        if len(counted) < weeks or not _is_over(counted[-1], own, on=on):
            continue
        try:
            looked = look(basis, float(step.target), *_told(basis, own, counted))
        except (Refused, ValueError):
            continue
        first, last = counted[0].starts_on, counted[-1].starts_on
        found.append(Due(plan, step, weeks, first, last, looked, on - ends_on(last) <= NEWS))
    return found


def _is_over(last: CountedWeek, own: Series, *, on: date) -> bool:
    """Whether the last week is complete, and its numbers have come in or are waited for no longer."""
    if last.starts_on >= monday(on):
        return False
    known = own.known_to is not None and own.known_to >= ends_on(last.starts_on)
    return known or on - ends_on(last.starts_on) > NUMBERS_WAIT


def _told(
    basis: Basis, own: Series, counted: Sequence[CountedWeek]
) -> tuple[list[float | None], list[float | None]]:
    """What these weeks say: totals, and what each is divided by."""
    known = {week.starts_on: week for week in own.weeks}
    weeks = [known.get(week.starts_on) for week in counted]
    totals = [None if week is None or week.numerator is None else float(week.numerator) for week in weeks]
    if basis.kind not in OVER_TRIALS:
        return totals, [float(week.worked) for week in counted]
    return totals, [
        None if week is None or week.denominator is None else float(week.denominator) for week in weeks
    ]
