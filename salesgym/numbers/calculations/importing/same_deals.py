"""Finds the deals of a file among known ones where only one of the two sides has IDs: by what is said of them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from salesgym.numbers.calculations.importing.layout import key_of


@dataclass(frozen=True, slots=True)
class Facts:
    """A deal by its ID, or the key that stands for it, and what is said of it. `key` is the key by facts, "" unknown."""

    external_id: str
    key: str
    name: str
    opened_on: date | None
    owner_id: int | None
    stage: str
    amount_minor: int | None
    closed_on: date | None


Way = Callable[[Facts], Hashable | None]


def _by_name_alone(deal: Facts) -> Hashable | None:
    return key_of(deal.name) or None


def _by_name(deal: Facts) -> Hashable | None:
    name = _by_name_alone(deal)
    return name and (name, deal.opened_on)


def _by_owner(deal: Facts) -> Hashable | None:
    named = _by_name(deal)
    return named and (named, deal.owner_id)


def _by_all(deal: Facts) -> Hashable | None:
    owned = _by_owner(deal)
    return owned and (owned, deal.stage, deal.amount_minor, deal.closed_on)


# The key has the account, too. Deals that agree in all that is stored are as good as each other.
WAYS: tuple[tuple[Way, bool], ...] = (
    (lambda deal: deal.key or None, False),
    (_by_all, True),
    (_by_owner, False),
    (_by_name, False),
    (_by_name_alone, False),
)


def same_deals(told: Iterable[Facts], known: Iterable[Facts]) -> tuple[dict[str, str], set[str]]:
    """The known ID of each told one that is the same deal, and the told ones that may be several known deals, or share one.

    What has neither is a deal that is not known. Where one of two does not say the opened day, their name is what counts.
    """
    left, others = list(told), list(known)
    found: dict[str, str] = {}
    for way, is_all in WAYS:
        pairs = [
            (one.external_id, other.external_id)
            for one, other in _pairs(left, others, way, is_all=is_all)
            if _may_be_one_day(one, other)
        ]
        found |= dict(pairs)
        taken = {external_id for _one, external_id in pairs}
        left = [deal for deal in left if deal.external_id not in found]
        others = [deal for deal in others if deal.external_id not in taken]
    return found, set(_unclear(left, others))


def _pairs(
    told: Iterable[Facts], known: Iterable[Facts], way: Way, *, is_all: bool
) -> Iterator[tuple[Facts, Facts]]:
    """Pairs of one told and one known deal that are alike; with `is_all` of as many told as known ones."""
    alike: defaultdict[Hashable, tuple[list[Facts], list[Facts]]] = defaultdict(lambda: ([], []))
    for side, deals in enumerate((told, known)):
        for deal in deals:
            if (what := way(deal)) is not None:
                alike[what][side].append(deal)
    for one, other in alike.values():
        if len(one) == len(other) and (is_all or len(one) == 1):
            yield from zip(one, other, strict=True)


def _may_be_one_day(one: Facts, other: Facts) -> bool:
    return one.opened_on is None or other.opened_on is None or one.opened_on == other.opened_on


def _unclear(told: Iterable[Facts], known: Iterable[Facts]) -> Iterator[str]:
    days: defaultdict[str, set[date | None]] = defaultdict(set)
    for deal in known:
        days[key_of(deal.name)].add(deal.opened_on)
    for deal in told:
        name = key_of(deal.name)
        if name and (found := days.get(name)) and (deal.opened_on is None or {None, deal.opened_on} & found):
            yield deal.external_id
