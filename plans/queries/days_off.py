"""When a plan's rep does not work, and which typed weeks do not count in it yet, in the query of the plan itself, as every
page and every measurement needs it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, DateField, F, Func, JSONField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf

from plans.calculations.timeline.full_weeks import DaysOff
from plans.models import Pause, Plan
from salesgym.numbers.calculations.weeks.exposure import MONDAY_TO_FRIDAY
from salesgym.people.models import Holiday, Leave, Membership, Organization

# A plan comes with its days off under this name.
DAYS_OFF = "days_off"
# And under this one with the typed numbers that wait, by themselves or in its days off.
WAITS = "waits"


def days_off() -> JSONObject:
    """An annotation of plans, to be named `days_off`: work days of the rep's team, leave, pauses and holidays, and of a
    formal plan the typed numbers that wait (`plans.queries.typed_weeks`)."""
    return JSONObject(
        work_days=Coalesce(
            NullIf(Subquery(_team("rep").values("team__work_days")[:1]), Value("")),
            Subquery(Organization.objects.values("work_days")[:1]),
            Value(MONDAY_TO_FRIDAY),
        ),
        leave=ArraySubquery(_spans(Leave.objects.filter(person=OuterRef("rep")))),
        pauses=ArraySubquery(_spans(Pause.objects.filter(plan=OuterRef("pk")))),
        holidays=ArraySubquery(_holidays()),
        **{WAITS: waiting_weeks()},
    )


def waiting_weeks() -> Case:
    """An annotation of plans: the typed numbers of a formal plan's weeks that the other side has not confirmed, as the
    database finds them; None for other plans."""
    found = Func(F("pk"), function="plans_waiting_weeks")
    is_asked = Q(kind=Plan.Kind.FORMAL, activated_at__isnull=False)
    return Case(When(is_asked, then=found), output_field=JSONField())


def days_off_of(plan: Plan) -> DaysOff:
    """The days off of this plan's rep: no query where the plan came with `days_off()`, else one."""
    told = told_of(plan)
    return DaysOff(told["work_days"], tuple(_spans_of(told, "leave", "pauses", "holidays")))


def leave_of(plan: Plan) -> list[tuple[date, date]]:
    """The first and the last day of each leave of this plan's rep, the earliest first: as many queries as `days_off_of`."""
    return _spans_of(told_of(plan), "leave")


def back_on(plan: Plan, *, on: date) -> date | None:
    """The first working day after the leave of this day; None without one, or where its end is not known."""
    told = told_of(plan)
    ends = [row["last"] for row in told["leave"] if date.fromisoformat(row["first"]) <= on]
    last = max((date.fromisoformat(end) for end in ends if end), default=date.min)
    if last < on or not told["work_days"]:
        return None
    after = (last + timedelta(days=days) for days in range(1, 8))
    return next((day for day in after if str(day.isoweekday()) in told["work_days"]), None)


def _spans_of(told: Mapping[str, Any], *kinds: str) -> list[tuple[date, date]]:
    """Each span of these kinds once, the earliest first; one without an end goes on for ever."""
    rows = [row for kind in kinds for row in told[kind]]
    spans = {
        (date.fromisoformat(row["first"]), date.fromisoformat(row["last"]) if row["last"] else date.max)
        for row in rows
    }
    return sorted(spans)


def told_of(plan: Plan) -> Mapping[str, Any]:
    """What `days_off()` found of this plan: no query where it came with it, else one."""
    told: Mapping[str, Any] | None = vars(plan).get(DAYS_OFF)
    if told is None:
        asked = Plan.objects.filter(pk=plan.pk).annotate(**{DAYS_OFF: days_off()})
        told = asked.values_list(DAYS_OFF, flat=True).get()
        vars(plan)[DAYS_OFF] = told
    return told


def _team(rep: str) -> QuerySet[Membership]:
    """The rep's memberships that have begun, the newest first."""
    return Membership.objects.begun().filter(person=OuterRef(rep)).order_by("-starts_on")


def _spans(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return rows.order_by().values(row=JSONObject(first="starts_on", last="ends_on"))


def _holidays() -> QuerySet[Any, Any]:
    team = Subquery(
        Membership.objects.begun()
        .filter(person=OuterRef(OuterRef("rep")))
        .order_by("-starts_on")
        .values("team")[:1]
    )
    opened = Cast(OuterRef("created_at"), DateField())
    began = Coalesce(OuterRef("counts_from"), OuterRef("starts_on"), opened)
    days = Holiday.objects.filter(Q(team=None) | Q(team=team), day__gte=began).order_by()
    return days.values(row=JSONObject(first="day", last="day"))
