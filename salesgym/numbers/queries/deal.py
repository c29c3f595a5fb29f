"""One deal with everything that happened to it, and the deals that are taken out of the numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from salesgym.numbers.models import Deal, Import, ImportChange, StagedDeal, TimeOut
from salesgym.numbers.permissions import whose_deals, whose_deals_to_take_out
from salesgym.people.models import User

PER_PAGE = 50
WITH_PEOPLE = ("owner", "source", "taken_out_by", "taken_out_with")
# What a file looks like and how it is read: a list of files shows neither, and they weigh more than all the rest.
HEAVY = ("look", "decisions")


@dataclass(frozen=True, slots=True)
class DealFacts:
    """What the CRM says of a deal: of today, or as a file said it. `owner` is a name."""

    owner: str
    name: str
    stage: str
    amount_minor: int | None
    currency: str
    opened_on: date | None
    closed_on: date | None

    @classmethod
    def of(cls, row: Deal | StagedDeal, owner: str) -> "DealFacts":
        """The facts of a deal as it is stored, or as a line of a file says it."""
        days = row.opened_on, row.closed_on
        return cls(owner, row.name, row.stage, row.amount_minor, row.currency, *days)


@dataclass(frozen=True, slots=True)
class Written:
    """What a file wrote: the deal before it, None of the first one, and after it."""

    file: Import
    before: DealFacts | None
    after: DealFacts


@dataclass(frozen=True, slots=True)
class Story:
    """The files that wrote a deal, the oldest first, and the times that are over in which it was taken out."""

    written: Sequence[Written]
    times_out: Sequence[TimeOut]

    @property
    def people(self) -> set[int | None]:
        """The ids of everybody who is named in it."""
        brought = {one.file.imported_by_id for one in self.written}
        return brought | {pk for one in self.times_out for pk in (one.out_by_id, one.back_by_id)}


def find(user: User, pk: int) -> Deal | None:
    """This deal with its owner and source, also where it is taken out, if this person may see it. One query."""
    deals = _shown(Deal.everything.filter(whose_deals(user))).select_related("origin__imported_by")
    return deals.defer(*_heavy("taken_out_with", "origin")).filter(pk=pk).first()


def story_of(deal: Deal) -> Story:
    """What happened to this deal, from `find`. Four queries at most."""
    changes = list(
        ImportChange.objects.filter(deal=deal)
        .select_related("file__imported_by")
        .defer(*_heavy("file"))
        .order_by("file__imported_at", "pk")
    )
    names = _names(deal, [change.before["owner_id"] for change in changes])
    before = [_as_kept(change.before, names) for change in changes]
    after = [*before, DealFacts.of(deal, deal.owner.name)]
    written = [Written(change.file, before[at], after[at + 1]) for at, change in enumerate(changes)]
    first = _file(changes[0].before["origin_id"]) if changes else deal.origin
    times = deal.times_out.select_related("out_by", "back_by", "out_with", "back_with").order_by("pk")
    times = times.defer(*_heavy("out_with", "back_with"))
    return Story([Written(first, None, after[0]), *written] if first else written, list(times))


def taken_out(user: User, *, page: str | None) -> Page[Deal]:
    """The deals that are out of the numbers and that this person may put back, the newest first; two queries."""
    deals = _shown(Deal.everything.filter(whose_deals_to_take_out(user), taken_out_at__isnull=False))
    return Paginator(deals.order_by("-taken_out_at", "pk"), PER_PAGE).get_page(page)


def count_taken_out(user: User) -> int:
    """How many that are. One query."""
    return Deal.everything.filter(whose_deals_to_take_out(user), taken_out_at__isnull=False).count()


def taken_out_with(file: Import, user: User) -> list[tuple[int, str, str]]:
    """The deals that are out with this file and that this person may see, the first of them: id, name, id in the CRM.

    One more than a page has says that there are more. One query.
    """
    deals = Deal.everything.filter(whose_deals(user), taken_out_at__isnull=False, taken_out_with=file)
    rows = deals.order_by("name", "external_id").values_list("pk", "name", "external_id")
    return list(rows[: PER_PAGE + 1])


def named_for(user: User, ids: Sequence[int]) -> list[tuple[int, str, str]]:
    """Those of these deals that this person may see, in the order given: id, name, id in the CRM. One query if any."""
    if not ids:
        return []
    deals = Deal.everything.filter(whose_deals(user), pk__in=ids)
    found = {row[0]: row for row in deals.values_list("pk", "name", "external_id")}
    return [found[pk] for pk in ids if pk in found]


def _shown(deals: QuerySet[Deal]) -> QuerySet[Deal]:
    return deals.select_related(*WITH_PEOPLE).defer(*_heavy("taken_out_with"))


def _heavy(*files: str) -> list[str]:
    """What is not read of the files behind these references."""
    return [f"{file}__{name}" for file in files for name in HEAVY]


def _file(pk: int | None) -> Import | None:
    if pk is None:
        return None
    return Import.objects.select_related("imported_by").defer(*HEAVY).filter(pk=pk).first()


def _names(deal: Deal, owners: Collection[int]) -> Mapping[int, str]:
    """The names of those who owned it, by id."""
    others = set(owners) - {deal.owner_id}
    found = dict(User.objects.filter(pk__in=others).values_list("pk", "name")) if others else {}
    return {**found, deal.owner_id: deal.owner.name}


def _as_kept(row: Mapping[str, Any], names: Mapping[int, str]) -> DealFacts:
    """What an ImportChange keeps as JSON."""
    opened, closed = row["opened_on"], row["closed_on"]
    return DealFacts(
        owner=names.get(row["owner_id"], ""),
        name=row["name"],
        stage=row["stage"],
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        opened_on=date.fromisoformat(opened) if opened else None,
        closed_on=date.fromisoformat(closed) if closed else None,
    )
