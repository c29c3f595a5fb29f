"""The numbers of the weeks that end while the sample lives on: each rep's own series goes on, and comes in as files."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from random import Random

from django.db.models import Avg, Max, Sum

from coaching.management.sample import chance
from coaching.management.sample.figures import (
    ANSWER_SPREAD,
    COUNT_SPREAD,
    DECIDED_SPREAD,
    DISCOUNT_DEVIATION,
    MEETING_SPREAD,
    OPPORTUNITY_SPREAD,
    PRICED_SPREAD,
    WIN_SPREAD,
)
from coaching.management.sample.numbers import COMPANIES, SOURCE, TYPED
from plans.models import Plan
from salesgym.numbers.actions.imports import intake, upload
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import Deal, Import, Metric, Source, WeeklyValue
from salesgym.people.models import Organization, User

LOOK_BACK = timedelta(weeks=8)
A_WEEK = timedelta(weeks=1)
# How much better the number of a rep's focus gets in a week with practice; the weeks before are half of it.
PRACTICED = 1.06
DEALS = ("Deal ID", "Deal name", "Owner email", "Stage", "Amount", "Currency", "Created date", "Close date")
NUMBERS = ("Owner email", "Week", "Metric", "Value")
# The part of the funnel that the number of a focus moves.
MOVES = {
    "conversations": "answer_rate",
    "meeting_rate": "meeting_rate",
    "meeting_to_opportunity": "opportunity_rate",
    "win_rate": "win_rate",
}


@dataclass(frozen=True)
class Level:
    """A rep's own rates over the weeks before, and the numbers that these weeks had: not everybody has deals."""

    outreach: float
    answer_rate: float
    meeting_rate: float
    opportunity_rate: float
    decided: float
    win_rate: float
    priced: float
    discount: float
    told: frozenset[str]

    @property
    def has_deals(self) -> bool:
        return "opportunities" in self.told


def bring_in(at: datetime) -> None:
    """Import the deals and numbers of every week that is over and has none yet; nothing on most days."""
    on = Organization.objects.current().day(at)
    # What a visitor typed of a running week says nothing of the weeks that files have told.
    told = WeeklyValue.objects.filter(rep__is_sample=True, source=WeeklyValue.Source.IMPORT)
    newest = told.aggregate(week=Max("week_start"))["week"]
    by = User.objects.filter(is_sample=True, is_staff=True).order_by("pk").first()
    while newest is not None and newest + 2 * A_WEEK <= monday(on):
        newest += A_WEEK
        _bring_week(newest, by, at)


def _bring_week(week: date, by: User | None, at: datetime) -> None:
    deals: list[Sequence[object]] = []
    numbers: list[Sequence[object]] = []
    names = dict(Metric.objects.filter(key__in=TYPED).values_list("key", "name"))
    for rep in _working_reps():
        lots = Random(f"later-{rep.email}-{week}")  # noqa: S311 - sample figures, not secrets
        level = _level(rep, week)
        if level is None:
            continue
        drawn = _drawn(lots, level)
        numbers += [(rep.email, week, names[key], drawn[key]) for key in names if key in level.told]
        deals += _deals(lots, rep, week, drawn) if level.has_deals else ()
    _import(Source.Kind.DEALS, "crm-export.csv", DEALS, deals, by, at)
    _import(Source.Kind.NUMBERS, "week.csv", NUMBERS, numbers, by, at)


def _working_reps() -> Iterable[User]:
    """Reps of the sample who are at work: a plan is paused while its rep is away."""
    away = Plan.objects.filter(status=Plan.Status.PAUSED).values("rep")
    told = WeeklyValue.objects.filter(source=WeeklyValue.Source.IMPORT).values("rep")
    return User.objects.active().filter(is_sample=True, pk__in=told).exclude(pk__in=away).order_by("pk")


def _level(rep: User, week: date) -> Level | None:
    """How this rep worked in the weeks before, a little better in what they practice; None without numbers."""
    before = WeeklyValue.objects.filter(rep=rep, week_start__gte=week - LOOK_BACK, week_start__lt=week)
    kept = before.values_list("metric__key").annotate(total=Sum("value"), mean=Avg("value"))
    rows = {key: (float(total), float(mean)) for key, total, mean in kept}
    if "outreach" not in rows:
        return None

    def total(key: str) -> float:
        return rows.get(key, (0.0, 0.0))[0]

    def share(part: str, whole: str) -> float:
        return min(0.9, max(0.02, total(part) / max(total(whole), 1.0)))

    decided = total("wins") + total("losses")
    level = {
        "outreach": rows["outreach"][1],
        "answer_rate": share("conversations", "outreach"),
        "meeting_rate": share("meetings", "conversations"),
        "opportunity_rate": share("opportunities", "meetings"),
        "decided": max(1.0, decided / 8),
        "win_rate": min(0.9, max(0.05, total("wins") / max(decided, 1.0))),
        "priced": max(1.0, rows.get("priced_deals", (0.0, 4.0))[1]),
        "discount": total("discount_points") / max(total("priced_deals"), 1.0) or 12.0,
    }
    return Level(**_practiced(level, rep, week), told=frozenset(rows))


def _practiced(level: dict[str, float], rep: User, week: date) -> dict[str, float]:
    plan = Plan.objects.running().filter(rep=rep, last_practice_on__gte=week).select_related("metric").first()
    key = plan.metric.key if plan and plan.metric else ""
    if key == "average_discount":
        return {**level, "discount": level["discount"] / PRACTICED}
    moved = MOVES.get(key)
    return {**level, moved: min(0.9, level[moved] * PRACTICED)} if moved else level


def _drawn(lots: Random, level: Level) -> Mapping[str, float]:
    """One week, each number from the one before it in the funnel."""
    outreach = chance.counts(lots, 1, level.outreach, COUNT_SPREAD)
    conversations = chance.shares(lots, outreach, level.answer_rate, ANSWER_SPREAD)
    meetings = chance.shares(lots, conversations, level.meeting_rate, MEETING_SPREAD)
    opened = chance.shares(lots, meetings, level.opportunity_rate, OPPORTUNITY_SPREAD)
    decided = chance.counts(lots, 1, level.decided, DECIDED_SPREAD)
    wins = chance.shares(lots, decided, level.win_rate, WIN_SPREAD)
    priced = chance.counts(lots, 1, level.priced, PRICED_SPREAD)
    points = chance.amounts(lots, priced, level.discount, DISCOUNT_DEVIATION)
    names = (
        "outreach",
        "conversations",
        "meetings",
        "opened",
        "decided",
        "wins",
        "priced_deals",
        "discount_points",
    )
    columns: tuple[Sequence[float], ...] = (
        outreach,
        conversations,
        meetings,
        opened,
        decided,
        wins,
        priced,
        points,
    )
    return {name: column[0] for name, column in zip(names, columns, strict=True)}


def _deals(lots: Random, rep: User, week: date, drawn: Mapping[str, float]) -> Iterator[Sequence[object]]:
    """The lines of the CRM: the oldest open deals are won or lost, and new ones are opened."""
    known = Deal.objects.filter(owner=rep)
    stages = ["Won"] * int(drawn["wins"]) + ["Lost"] * int(drawn["decided"] - drawn["wins"])
    lots.shuffle(stages)
    oldest = known.filter(stage=Deal.Stage.OPEN).order_by("opened_on", "external_id")
    for place, (deal, stage) in enumerate(zip(oldest, stages, strict=False)):
        closed_on = max(week + timedelta(days=place % 5), deal.opened_on or week)
        amount = Decimal(deal.amount_minor or 0) / 100
        yield deal.external_id, deal.name, rep.email, stage, amount, deal.currency, deal.opened_on, closed_on
    count, size = known.count(), float(known.aggregate(mean=Avg("amount_minor"))["mean"] or 800_000) / 100
    for place in range(int(drawn["opened"])):
        number = count + place + 1
        amount = Decimal(max(900, round(lots.gauss(size, size * 0.35), -2)))
        name = f"{COMPANIES[number % len(COMPANIES)]} {number}"
        opened_on = week + timedelta(days=place % 5)
        yield f"{rep.initials}-{number:04}", name, rep.email, "Open", amount, "USD", opened_on, ""


def _import(
    kind: str,
    name: str,
    head: Sequence[str],
    lines: Sequence[Sequence[object]],
    by: User | None,
    at: datetime,
) -> None:
    """Take a file in as the page does: read, compared, confirmed. Without a line there is no file."""
    if not lines:
        return
    text = StringIO()
    csv.writer(text).writerows([head, *lines])
    file = upload.receive(pieces=[text.getvalue().encode()], file_name=name, by=by, at=at, kind=kind)
    file.decisions = {"source_name": SOURCE}
    file.save(update_fields=["decisions"])
    intake.work(import_id=file.pk, at=at)
    file.refresh_from_db()
    if file.state == Import.State.ASKING:
        # The first file of a source: its columns are as they were understood.
        intake.answer(import_id=file.pk, decisions=decisions_from_json(file.decisions))
        intake.work(import_id=file.pk, at=at)
    intake.confirm(import_id=file.pk)
    intake.work(import_id=file.pk, at=at)
    file.refresh_from_db()
    if file.state != Import.State.DONE:
        raise ValueError(f"The sample's {name} is not in: {file.state} {file.trouble}")
