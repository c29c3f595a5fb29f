"""What files of a manager bring or change in the weeks of a formal plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.db.models.expressions import RawSQL

from plans.models import AnnouncedOutcome, Event, History, Plan
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.people.models import User

# The number of a week, and where it is from (`WeeklyValue.Source`); by metric and Monday.
Told = tuple[Decimal, str]
Weeks = Mapping[tuple[int, date], Told]


@dataclass(frozen=True, slots=True)
class Changed:
    """One number of one week before and after a file; None where nothing was known, or is any more."""

    metric: Metric
    week: date
    before: Decimal | None
    after: Decimal | None


def watched_plans(by: User) -> list[Plan]:
    """The formal plans that run and that this person manages: by name in the plan, or the rep today. One query."""
    theirs = Q(pk__in=Plan.objects.managed_by(by).values("pk")) | Q(manager=by)
    plans = Plan.objects.working().filter(theirs, kind=Plan.Kind.FORMAL, ends_on__isnull=False)
    return list(plans.select_related("rep").order_by("pk"))


def weeks_of(plan: Plan) -> Weeks:
    """What is stored today of the numbers that decide this plan, in its weeks. One query."""
    deciding = RawSQL("SELECT plans_deciding_metrics(%s)", [plan.pk])
    rows = WeeklyValue.objects.filter(
        rep=plan.rep_id, week_start__range=(plan.counts_since, plan.ends_on), metric__in=deciding
    )
    return {
        (metric, week): (value, source)
        for metric, week, value, source in rows.values_list("metric_id", "week_start", "value", "source")
    }


def changed(before: Weeks, after: Weeks) -> list[Changed]:
    """What a file changed between these two, by week. No query where nothing did, else one.

    What somebody typed meanwhile is not the file's.
    """
    found = list(_differences(before, after))
    metrics = Metric.objects.in_bulk({metric for metric, *_of in found}) if found else {}
    return [Changed(metrics[metric], week, was, now) for metric, week, was, now in found]


def _differences(before: Weeks, after: Weeks) -> Iterator[tuple[int, date, Decimal | None, Decimal | None]]:
    for metric, week in sorted(before.keys() | after.keys(), key=lambda key: (key[1], key[0])):
        was, now = before.get((metric, week)), after.get((metric, week))
        is_of_file = _is_brought(now) or _is_brought(was)
        if is_of_file and (was and was[0]) != (now and now[0]):
            yield metric, week, was[0] if was else None, now[0] if now else None


def _is_brought(told: Told | None) -> bool:
    return told is not None and told[1] != WeeklyValue.Source.TYPED


def came_after(shown: AnnouncedOutcome) -> bool:
    """Whether a manager's file changed the plan's weeks after this outcome was shown. One query."""
    later = History.objects.filter(plan=shown.plan_id, event=Event.NUMBER_IMPORTED)
    return later.filter(at__gt=shown.announced_at).exists()
