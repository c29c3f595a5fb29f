"""Whose a line is: people by the address or the name that a file writes, asked where that is not clear."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from django.db.models import BooleanField, Count, ExpressionWrapper, Min, Q, QuerySet

from salesgym.numbers.calculations.importing.closeness import Threes, closest, threes_of
from salesgym.numbers.calculations.importing.layout import Owner, key_of
from salesgym.numbers.models import (
    Import,
    PersonAlias,
    Source,
    StagedDeal,
    StagedOwner,
    StagedValue,
    Standing,
)
from salesgym.people.calculations.spelling import spelling
from salesgym.people.models import User

LONGEST = 300
LONGEST_EMAIL = 254
OWNERS_AT_ONCE = 2_000
# About these somebody decides.
ASKED = (Standing.UNKNOWN, Standing.SEVERAL, Standing.LEFT_OUT)
# What was said of a source's owners, by the key of their name.
Said = Mapping[str, PersonAlias]


@dataclass(frozen=True, slots=True)
class Match:
    """Whom an owner's text means, as far as one can tell. `was_left_out`: somebody who fits came since it was left out."""

    standing: Standing
    person_id: int | None = None
    candidates: tuple[int, ...] = ()
    was_left_out: bool = False


@dataclass(frozen=True, slots=True)
class UnknownOwner:
    """An owner about whom a person decides: the text in the file, and the people it could mean."""

    key: str
    text: str
    email: str
    lines: int
    candidates: tuple[User, ...] = field(default=())
    is_left_out: bool = False
    was_left_out: bool = False


def owner_key(owner: Owner) -> str:
    """An owner in one text: the name with the address behind it, as far as the file has them."""
    name = " ".join(owner.name.split())
    if not name or "@" not in owner.email:
        return (name or owner.email)[:LONGEST]
    address = f" <{owner.email[:LONGEST_EMAIL]}>"
    return name[: LONGEST - len(address)] + address


def owner_of(key: str) -> Owner:
    """The owner that an owner_key was made of."""
    name, bracket, rest = key.rpartition(" <")
    if bracket and "@" in rest and rest.endswith(">"):
        return Owner(name, rest[:-1].lower())
    return Owner("", key.lower()) if "@" in key and " " not in key else Owner(key, "")


def whose(by: User | None) -> frozenset[int] | None:
    """The ids of the people whose numbers this person may bring; None for everybody's."""
    if by is None or by.is_site_admin:
        return None
    return frozenset([*User.objects.managed_by(by).values_list("pk", flat=True), by.pk])


def match_owners(
    keys: Iterable[str], *, source: Source, decided: Mapping[str, int | None], by: User | None
) -> dict[str, Match]:
    """Who is meant by each of these texts, see `matcher`."""
    match = matcher(source=source, decided=decided, by=by)
    return {key: match(key) for key in keys}


def matcher(*, source: Source, decided: Mapping[str, int | None], by: User | None) -> Callable[[str], Match]:
    """A function that says who is meant by the text of an owner; it knows everybody once, and asks nothing more.

    By decision, address, name, what was said of the source before, spelling.
    """
    people = _People.known_to(by)
    said: Said = {one.key: one for one in source.aliases.all()} if source.pk else {}

    def match(key: str) -> Match:
        again = None if key in decided else _asked_again(key, people, said)
        return again or _match(key, people, said, decided)

    return match


def owners_of(file: Import) -> Iterator[tuple[str, int, int]]:
    """Every owner in the file's lines: the key text, how many lines name it, and the first of them; few at a time."""
    named = _staged(file).objects.filter(file=file).order_by().values_list("owner_key")
    counted = named.annotate(lines=Count("line", distinct=True), first=Min("line"))
    return counted.iterator(chunk_size=OWNERS_AT_ONCE)


def names_all(file: Import, keys: Collection[str]) -> bool:
    """Whether the file's lines name each of these owners."""
    named = _staged(file).objects.filter(file=file, owner_key__in=keys)
    return named.aggregate(many=Count("owner_key", distinct=True))["many"] == len(set(keys))


def _staged(file: Import) -> type[StagedDeal] | type[StagedValue]:
    return StagedDeal if file.kind == Source.Kind.DEALS else StagedValue


def unknown_owners(file: Import, *, most: int | None = None) -> list[UnknownOwner]:
    """The owners of a compared file about whom somebody decides, the most frequent first, at most `most` of them.

    Behind them those that were left out, in this file or an earlier one: they may be somebody else's people.
    """
    if file.source is None:
        return []
    decided = file.decisions.get("owners", {})
    is_left_out = ExpressionWrapper(Q(standing=Standing.LEFT_OUT), BooleanField())
    rows = _to_decide(file).order_by(is_left_out, "-lines", "first_line")
    lines = dict(rows.values_list("key", "lines")[:most])
    # Anew, as people may have come since the comparison.
    matches = match_owners(lines, source=file.source, decided=decided, by=file.imported_by)
    asked = {
        key: match
        for key, match in matches.items()
        if match.standing in ASKED or (key in decided and match.standing is Standing.FOUND)
    }
    people = User.objects.in_bulk({pk for match in asked.values() for pk in match.candidates})
    return [
        UnknownOwner(
            key=key,
            text=owner_of(key).name or key,
            email=owner_of(key).email,
            lines=lines[key],
            candidates=tuple(people[pk] for pk in match.candidates if pk in people),
            is_left_out=match.standing is Standing.LEFT_OUT,
            was_left_out=match.was_left_out,
        )
        for key, match in sorted(asked.items(), key=lambda one: one[1].standing is Standing.LEFT_OUT)
    ]


def count_unknown_owners(file: Import) -> int:
    """How many these are in all. One query."""
    return _to_decide(file).count()


def _to_decide(file: Import) -> QuerySet[StagedOwner]:
    """The owners about whom somebody decides, or has decided for this file."""
    decided = list(file.decisions.get("owners", {}))
    is_open = Q(standing__in=ASKED) | Q(key__in=decided, standing=Standing.FOUND)
    return StagedOwner.objects.filter(is_open, file=file)


@dataclass(frozen=True, slots=True)
class _People:
    """Everybody by address and by name, and whose numbers the asker may bring (None: everybody's)."""

    by_email: Mapping[str, int]
    by_name: Mapping[str, Sequence[int]]
    by_spelling: Mapping[str, Sequence[int]]
    allowed: frozenset[int] | None
    # Names by id, in the order of the ids.
    names: dict[int, str]

    @classmethod
    def known_to(cls, by: User | None) -> "_People":
        by_email: dict[str, int] = {}
        names: dict[int, str] = {}
        by_name: defaultdict[str, list[int]] = defaultdict(list)
        by_spelling: defaultdict[str, list[int]] = defaultdict(list)
        for person_id, email, name in User.objects.order_by("pk").values_list("pk", "email", "name"):
            by_email[email], names[person_id] = person_id, name
            by_name[key_of(name)].append(person_id)
            by_spelling[spelling(name)].append(person_id)
        return cls(by_email, by_name, by_spelling, whose(by), names)

    def found(self, person_id: int) -> Match:
        if not self._is_own(person_id):
            return Match(Standing.NOT_YOURS, person_id)
        return Match(Standing.FOUND, person_id)

    def named(self, name: str) -> Sequence[int]:
        """People of this name: those whose numbers one may bring, where there are any of them."""
        return self._own_first(self.by_name.get(key_of(name), ()))

    def spelled(self, name: str) -> Sequence[int]:
        """The same for people whose name is spelled otherwise: without accents, with another apostrophe, turned."""
        return self._own_first(self.by_spelling.get(spelling(name), ()) if spelling(name) else ())

    def since(self, newest: int, name: str) -> tuple[bool, tuple[int, ...]]:
        """Whether somebody whom one may bring came after the person with this id and fits the name, and who has it."""
        came = [pk for pk in takewhile(lambda pk: pk > newest, reversed(self.names)) if self._is_own(pk)]
        if not came or not name:
            return False, ()
        same = {*self.by_name.get(key_of(name), ()), *self.by_spelling.get(spelling(name), ())} & {*came}
        close = closest(name, {pk: _threes(self.names[pk]) for pk in came})
        return bool(same or close), tuple(sorted(same))

    def _is_own(self, person_id: int) -> bool:
        return self.allowed is None or person_id in self.allowed

    def _own_first(self, everybody: Sequence[int]) -> Sequence[int]:
        own = [pk for pk in everybody if self._is_own(pk)]
        return own or everybody


def _asked_again(key: str, people: _People, said: Said) -> Match | None:
    """A name that was left out, where somebody who may be meant came since; None else."""
    owner, alias = owner_of(key), said.get(_alias_key(key))
    if alias is None or alias.person_id is not None or owner.email in people.by_email:
        return None
    fits, same = people.since(alias.newest_person, owner.name)
    if not fits:
        return None
    return Match(Standing.SEVERAL if len(same) > 1 else Standing.UNKNOWN, None, same, was_left_out=True)


def _alias_key(key: str) -> str:
    return key_of(key)[:LONGEST_EMAIL]


def _match(key: str, people: _People, said: Said, decided: Mapping[str, int | None]) -> Match:
    owner = owner_of(key)
    if key in decided:
        return _as_said(decided[key], people)
    if owner.email in people.by_email:
        return people.found(people.by_email[owner.email])
    named = tuple(people.named(owner.name)) if owner.name else ()
    if len(named) == 1:
        return people.found(named[0])
    if named and people.found(named[0]).standing is Standing.NOT_YOURS:
        return Match(Standing.NOT_YOURS)
    if alias := said.get(_alias_key(key)):
        return _as_said(alias.person_id, people)
    named = named or tuple(people.spelled(owner.name))
    if len(named) == 1:
        return people.found(named[0])
    if named and people.found(named[0]).standing is Standing.NOT_YOURS:
        return Match(Standing.NOT_YOURS)
    return Match(Standing.SEVERAL, None, named) if named else Match(Standing.UNKNOWN)


@lru_cache(maxsize=10_000)
def _threes(name: str) -> Threes:
    return threes_of(name)


def _as_said(person_id: int | None, people: _People) -> Match:
    return Match(Standing.LEFT_OUT) if person_id is None else people.found(person_id)
