"""Writes the figures as rows: deals as from a CRM, and weekly values as from an import."""

from collections import deque
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random

from coaching.management.sample.figures import PACES, WEEKS, Figures, draw
from salesgym.numbers.actions import deal_values
from salesgym.numbers.calculations.money.attainment import QUARTER, calendar_period, months_later
from salesgym.numbers.calculations.weeks.calendar import complete_weeks
from salesgym.numbers.models import Deal, Import, Metric, Quota, Source, WeeklyValue
from salesgym.people.models import User

SOURCE = "CRM"
COMPANIES = (
    "Northwind Freight", "Tidewater Clinics", "Harrow and Pine", "Brightwater", "Fairlead Foods", "Copperfield Tools",
    "Lumen Dental", "Ridgeway Farms", "Atlas Moving", "Bluebird Print", "Summit Outdoor", "Crescent Labs",
)  # fmt: skip
# Quotas for a quarter, near to what each rep wins in one. The others have the quota of the job role.
OWN_QUOTAS = {
    "marcus": 170_000,
    "priya": 110_000,
    "tomas": 250_000,
    "noah": 360_000,
    "ines": 270_000,
    "owen": 190_000,
    "grace": 290_000,
}
PRICES = ("priced_deals", "discount_points")
TYPED = ("outreach", "conversations", "meetings", *PRICES)


def build(people: dict[str, User], *, on: date, at: datetime) -> None:
    """Write forty weeks of deals, weekly values and quotas for every rep of the sample, up to last week."""
    mondays = list(complete_weeks(until=on, weeks=WEEKS))
    source = Source.objects.create(name=SOURCE)
    deals: list[Deal] = []
    values: list[WeeklyValue] = []
    metrics = {metric.key: metric for metric in Metric.objects.filter(key__in=TYPED)}
    for key in PACES:
        figures = draw(key)
        deals += _deals(people[key], figures, mondays, source, PACES[key].deal_size)
        told = WEEKS - PACES[key].untold_weeks
        values += [
            value
            for value in _values(people[key], figures, mondays, metrics, people["dana"], at)
            if value.metric.key not in PRICES or value.week_start in mondays[:told]
        ]
    Deal.objects.bulk_create(deals)
    WeeklyValue.objects.bulk_create(values)
    Quota.objects.bulk_create(_quotas(people, on=on))
    Import.objects.create(
        kind=Source.Kind.DEALS,
        source=source,
        file_name="crm-export.csv",
        imported_by=people["dana"],
        state=Import.State.DONE,
        uploaded_at=at,
        imported_at=at,
        newest_on=mondays[-1] + timedelta(days=4),
        read=len(deals),
        added=len(deals),
    )
    deal_values.recompute_reps(rep_ids=[people[key].pk for key in PACES], by=people["dana"], at=at)


def _quotas(people: dict[str, User], *, on: date) -> list[Quota]:
    """The quotas of this quarter and the next one, so that a demo that runs for weeks still has quotas."""
    starts_on = calendar_period(on, QUARTER).starts_on
    return [
        Quota(rep=people[key], starts_on=first, months=QUARTER, amount=amount)
        for key, amount in OWN_QUOTAS.items()
        for first in (starts_on, months_later(starts_on, QUARTER))
    ]


def _deals(rep: User, figures: Figures, mondays: list[date], source: Source, size: int) -> list[Deal]:
    """Deals that are opened, won and lost as often as the figures say; the oldest open one closes first."""
    chance = Random(f"20-deals-{rep.email}")  # noqa: S311 - sample figures, not secrets
    waiting: deque[Deal] = deque()
    deals: list[Deal] = []

    def open_deal(day: date) -> None:
        number = len(deals) + 1
        deal = Deal(
            source=source,
            external_id=f"{rep.initials}-{number:04}",
            owner=rep,
            name=f"{COMPANIES[number % len(COMPANIES)]} {number}",
            stage=Deal.Stage.OPEN,
            amount_minor=100 * round(max(900, chance.gauss(size, size * 0.35)), -2),
            currency="USD",
            opened_on=day,
        )
        deals.append(deal)
        waiting.append(deal)

    for place in range(_open_before(figures)):
        open_deal(mondays[0] - timedelta(days=7 + place))
    weeks = zip(mondays, figures.opportunities, figures.wins, figures.losses, strict=True)
    for monday, opened, won, lost in weeks:
        stages = [Deal.Stage.WON] * won + [Deal.Stage.LOST] * lost
        chance.shuffle(stages)
        for place, stage in enumerate(stages):
            deal = waiting.popleft()
            deal.stage, deal.closed_on = stage, monday + timedelta(days=place % 5)
        for place in range(opened):
            open_deal(monday + timedelta(days=place % 5))
    return deals


def _open_before(figures: Figures) -> int:
    """How many deals are open before the first week: as many as are closed in four, and enough for every later week."""
    decided = [won + lost for won, lost in zip(figures.wins, figures.losses, strict=True)]
    closed, opened = list(accumulate(decided)), [0, *accumulate(figures.opportunities)]
    return max([sum(decided[:4]), *(closes - opens for closes, opens in zip(closed, opened, strict=False))])


def _values(
    rep: User, figures: Figures, mondays: list[date], metrics: dict[str, Metric], by: User, at: datetime
) -> list[WeeklyValue]:
    return [
        WeeklyValue(
            rep=rep,
            metric=metrics[key],
            week_start=monday,
            value=Decimal(str(value)),
            source=WeeklyValue.Source.IMPORT,
            entered_by=by,
            entered_at=at,
        )
        for key in TYPED
        for monday, value in zip(mondays, getattr(figures, key), strict=True)
    ]
