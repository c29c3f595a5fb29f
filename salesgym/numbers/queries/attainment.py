"""How much of each rep's number is in. One query for any number of reps, or none beside a list of people.

A number of the rep's own may be shown to the rep and their managers only: ask for nobody else.

Won deals that closed in the period count with what they are worth. For a rep without a single deal revenue by
week counts: the weeks that lie in the period as a whole. Deals in another currency are counted apart. Where a source's
files do not tell what was won in a part of the period, or a week before the newest one is unknown, what is in is at
least that.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Cast, Coalesce, JSONObject, TruncMonth, TruncWeek

from salesgym.compiled import compiled
from salesgym.numbers.calculations.money import attainment as calculations
from salesgym.numbers.calculations.money.attainment import Number, Part, Period, TimeLeft, months_later
from salesgym.numbers.calculations.money.units import to_major
from salesgym.numbers.models import Deal, Quota, UntoldWeeks, WeeklyValue
from salesgym.people.models import Holiday, Organization, User

REVENUE = "revenue"


@dataclass(frozen=True, slots=True)
class Attainment:
    """How much of one rep's number is in, by period: the quarter before the month where they have both.

    `currency` is the organization's, in which the numbers are.
    """

    rep_id: int
    parts: tuple[Part, ...]
    currency: str


def attainment(rep_ids: Collection[int], *, on: date) -> dict[int, Attainment]:
    """The attainment of each of these reps on this day of the organization. Reps without a number are left out."""
    span = span_of(on)
    rows = _facts(tuple(rep_ids), on=span.on, first=span.first, end=span.end)
    read_rows = (read(rep_id, facts, on=on) for rep_id, facts in rows)
    return {one.rep_id: one for one in read_rows if one is not None}


@compiled
def _facts(rep_ids: tuple[int, ...], *, on: date, first: date, end: date) -> QuerySet[User, Any]:
    people = with_facts(User.objects.filter(pk__in=rep_ids), Span(on, first, end))
    return people.values_list("pk", "attainment_facts")  # type: ignore[misc] # annotated


@dataclass(frozen=True, slots=True)
class Span:
    """A day, and the months around it in which its numbers can lie."""

    on: date
    first: date
    end: date


def span_of(on: date) -> Span:
    """The quarters before and after this day."""
    month = on.replace(day=1)
    return Span(on, months_later(month, -calculations.QUARTER), months_later(month, calculations.QUARTER + 1))


def with_facts(people: QuerySet[User], span: Span) -> QuerySet[User]:
    """These people with `attainment_facts`: all that `read` needs for this day and the days around it."""
    first, end = span.first, span.end
    quotas = Quota.objects.filter(rep=OuterRef("pk"), starts_on__gte=first, starts_on__lt=end)
    days_off = Holiday.objects.filter(team=None, day__gte=span.on, day__lt=end)
    return people.annotate(
        attainment_facts=JSONObject(
            joined_on="joined_on",
            role_quota=_text("job_role__quota"),
            role_months="job_role__quota_months",
            ramp_weeks="job_role__ramp_weeks",
            quotas=ArraySubquery(
                quotas.values(row=JSONObject(starts_on="starts_on", months="months", amount=_text("amount")))
            ),
            won=ArraySubquery(_won(first, end)),
            # Null where the rep has deals: then PostgreSQL does not read the weeks.
            weeks=Case(
                When(Exists(Deal.objects.filter(owner=OuterRef("pk"))), then=None),
                default=ArraySubquery(_weeks(first, end)),
            ),
            untold=ArraySubquery(_untold()),
            holidays=ArraySubquery(days_off.values("day")),
            organization=Subquery(
                Organization.objects.values(
                    row=JSONObject(time_zone="time_zone", currency="currency", work_days="work_days")
                )[:1]
            ),
        )
    )


def read(rep_id: int, facts: Mapping[str, Any], *, on: date) -> Attainment | None:
    """The attainment on this day. None where there is no number, or a number of zero."""
    numbers = _numbers(facts, on=on)
    if not numbers:
        return None
    organization = _organization(facts)
    currency = organization.currency
    work_days = frozenset(map(int, organization.work_days))
    holidays = frozenset(map(date.fromisoformat, facts["holidays"]))
    parts = []
    for number in numbers:
        left = calculations.time_left(number.period, on=on, work_days=work_days, holidays=holidays)
        parts.append(_part(number, facts, currency, left))
    return Attainment(rep_id, tuple(parts), currency)


def read_at(rep_id: int, facts: Mapping[str, Any], *, at: datetime) -> Attainment | None:
    """The same on the day that it is where the organization works."""
    return read(rep_id, facts, on=_organization(facts).day(at))


def _organization(facts: Mapping[str, Any]) -> Organization:
    """The organization's own settings; before anybody has set it up, the usual ones."""
    return Organization(**(facts["organization"] or {}))


def _text(name: str) -> Cast:
    """A decimal as text: JSON would make a float of it."""
    return Cast(F(name), output_field=CharField())


def _won(first: date, end: date) -> QuerySet[Deal, Any]:
    """Won deals summed by month and currency. Periods begin with months, so the sums are exact to the day."""
    deals = Deal.objects.filter(
        owner=OuterRef("pk"), stage=Deal.Stage.WON, closed_on__gte=first, closed_on__lt=end
    )
    return (
        deals.annotate(month=Cast(TruncMonth("closed_on"), DateField()))
        .values("month", "currency")
        .annotate(minor=Sum("amount_minor"), deals=Count("pk"), priced=Count("pk", filter=Deal.HAS_AMOUNT))
        .values(
            row=JSONObject(month="month", currency="currency", minor="minor", deals="deals", priced="priced")
        )
    )


def _untold() -> QuerySet[UntoldWeeks, Any]:
    """Weeks in which the files of a source of the rep's deals do not tell what was won, as far as the rep had deals then."""
    earlier = Deal.objects.filter(owner=OuterRef(OuterRef("pk")), source=OuterRef("source")).annotate(
        first_week=TruncWeek(Coalesce("opened_on", "closed_on"))
    )
    return UntoldWeeks.objects.filter(
        Exists(earlier.filter(first_week__lte=OuterRef("last_week"))),
        what=UntoldWeeks.What.CLOSINGS,
        cleared_by=None,
    ).values(row=JSONObject(first_week="first_week", last_week="last_week"))


def _weeks(first: date, end: date) -> QuerySet[WeeklyValue, Any]:
    weeks = WeeklyValue.objects.filter(
        rep=OuterRef("pk"), metric__key=REVENUE, week_start__gte=first, week_start__lt=end
    )
    return weeks.values(row=JSONObject(starts_on="week_start", value=_text("value")))


def _numbers(facts: Mapping[str, Any], *, on: date) -> list[Number]:
    """The rep's own numbers of this day; without one that of their role."""
    own = calculations.of_the_reps_own(
        (
            (Period(date.fromisoformat(row["starts_on"]), row["months"]), Decimal(row["amount"]))
            for row in facts["quotas"]
        ),
        on=on,
    )
    if own:
        return [number for number in own if number.quota]
    joined_on = facts["joined_on"] and date.fromisoformat(facts["joined_on"])
    ramp_ends_on = calculations.ramp_end(joined_on, facts["ramp_weeks"] or 0)
    quota = Decimal(facts["role_quota"] or 0)
    number = calculations.of_role(quota, facts["role_months"] or calculations.QUARTER, ramp_ends_on, on=on)
    return [number] if number else []


def _part(number: Number, facts: Mapping[str, Any], currency: str, left: TimeLeft) -> Part:
    if facts["weeks"] is not None:
        won = _sum_of_weeks(number.period, facts["weeks"])
        weeks = {date.fromisoformat(week["starts_on"]) for week in facts["weeks"]}
        joined_on = date.fromisoformat(facts["joined_on"]) if facts["joined_on"] else None
        unknown_to = calculations.unknown_weeks_to(number.period, weeks, joined_on)
        return Part(number, won, False, 0, 0, {}, left, unknown_to)
    rows = [row for row in facts["won"] if number.period.holds(date.fromisoformat(row["month"]))]
    own = [row for row in rows if row["currency"] == currency]
    others: dict[str, int] = {}
    for row in rows:
        if row["currency"] != currency:
            others[row["currency"]] = others.get(row["currency"], 0) + row["deals"]
    priced = sum(row["priced"] for row in own)
    minor = sum(row["minor"] or 0 for row in own)
    return Part(
        number=number,
        won=to_major(minor, currency) if priced else None,
        from_deals=True,
        deals=priced,
        without_amount=sum(row["deals"] for row in own) - priced,
        other_currencies=others,
        left=left,
        unknown_to=_unknown_to(number.period, facts["untold"]),
    )


def _unknown_to(period: Period, untold: Iterable[Mapping[str, str | None]]) -> date | None:
    """The last day of the period whose won deals may be in no file; None where all are known."""
    ends = []
    for row in untold:
        first = date.fromisoformat(row["first_week"]) if row["first_week"] else period.starts_on
        last = (
            date.fromisoformat(row["last_week"]) + 6 * calculations.DAY
            if row["last_week"]
            else period.ends_on
        )
        if first <= period.ends_on and last >= period.starts_on:
            ends.append(min(last, period.ends_on))
    return max(ends, default=None)


def _sum_of_weeks(period: Period, weeks: Iterable[Mapping[str, str]]) -> Decimal | None:
    """None where no week is known."""
    values = [
        Decimal(week["value"]) for week in weeks if period.holds_week(date.fromisoformat(week["starts_on"]))
    ]
    return sum(values, Decimal(0)) if values else None
