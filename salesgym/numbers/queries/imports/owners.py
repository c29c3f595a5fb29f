"""Whose a line is: people by the address or the name that a file writes, asked where that is not clear."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Count, Min

from salesgym.numbers.calculations.importing.layout import Owner, key_of
from salesgym.numbers.models import Import, Source, StagedDeal, StagedValue
from salesgym.people.calculations.spelling import spelling
from salesgym.people.models import User

LONGEST = 300
LONGEST_EMAIL = 254


class Standing(StrEnum):
    """What is known about an owner."""

    FOUND = "found"
    LEFT_OUT = "left_out"
    NOT_YOURS = "not_yours"
    UNKNOWN = "unknown"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Match:
    """Whom an owner's text means, as far as one can tell."""

    standing: Standing
    person_id: int | None = None
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownOwner:
    """An owner about whom a person decides: the text in the file, and the people it could mean."""

    key: str
    text: str
    email: str
    lines: int
    candidates: tuple[User, ...] = field(default=())
    is_left_out: bool = False


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
    keys: Collection[str], *, source: Source, decided: Mapping[str, int | None], by: User | None
) -> dict[str, Match]:
    """Who is meant by each of these texts. By decision, address, name, what was said of the source before, spelling."""
    people = _People.known_to(by)
    said: dict[str, int | None] = dict(source.aliases.values_list("key", "person_id")) if source.pk else {}
    return {key: _match(key, people, said, decided) for key in keys}


def staged_owner_keys(file: Import) -> list[str]:
    """Every owner of the file, as key texts."""
    staged = StagedDeal if file.kind == Source.Kind.DEALS else StagedValue
    return list(staged.objects.filter(file=file).values_list("owner_key", flat=True).distinct())


def unknown_owners(file: Import) -> list[UnknownOwner]:
    """The owners of a compared file about whom somebody decides, the most frequent first.

    Behind them those that were left out, in this file or an earlier one: they may be somebody else's people.
    """
    if file.source is None:
        return []
    staged = StagedDeal if file.kind == Source.Kind.DEALS else StagedValue
    lines = dict(
        staged.objects.filter(file=file)
        .values("owner_key")
        .annotate(lines=Count("line", distinct=True), first=Min("line"))
        .order_by("-lines", "first")
        .values_list("owner_key", "lines")
    )
    decided = file.decisions.get("owners", {})
    matches = match_owners(lines, source=file.source, decided=decided, by=file.imported_by)
    asked = {
        key: match
        for key, match in matches.items()
        if match.standing in {Standing.UNKNOWN, Standing.SEVERAL, Standing.LEFT_OUT}
        or (key in decided and match.standing is Standing.FOUND)
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
        )
        for key, match in sorted(asked.items(), key=lambda one: one[1].standing is Standing.LEFT_OUT)
    ]


@dataclass(frozen=True, slots=True)
class _People:
    """Everybody by address and by name, and whose numbers the asker may bring (None: everybody's)."""

    by_email: Mapping[str, int]
    by_name: Mapping[str, Sequence[int]]
    by_spelling: Mapping[str, Sequence[int]]
    allowed: frozenset[int] | None

    @classmethod
    def known_to(cls, by: User | None) -> "_People":
        by_email: dict[str, int] = {}
        by_name: defaultdict[str, list[int]] = defaultdict(list)
        by_spelling: defaultdict[str, list[int]] = defaultdict(list)
        for person_id, email, name in User.objects.order_by("pk").values_list("pk", "email", "name"):
            by_email[email] = person_id
            by_name[key_of(name)].append(person_id)
            by_spelling[spelling(name)].append(person_id)
        return cls(by_email, by_name, by_spelling, whose(by))

    def found(self, person_id: int) -> Match:
        if self.allowed is not None and person_id not in self.allowed:
            return Match(Standing.NOT_YOURS, person_id)
        return Match(Standing.FOUND, person_id)

    def named(self, name: str) -> Sequence[int]:
        """People of this name: those whose numbers one may bring, where there are any of them."""
        return self._own_first(self.by_name.get(key_of(name), ()))

    def spelled(self, name: str) -> Sequence[int]:
        """The same for people whose name is spelled otherwise: without accents, with another apostrophe, turned."""
        return self._own_first(self.by_spelling.get(spelling(name), ()) if spelling(name) else ())

    def _own_first(self, everybody: Sequence[int]) -> Sequence[int]:
        own = [pk for pk in everybody if self.allowed is None or pk in self.allowed]
        return own or everybody


def _match(
    key: str, people: _People, said: Mapping[str, int | None], decided: Mapping[str, int | None]
) -> Match:
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
    alias = key_of(key)[:254]
    if alias in said:
        return _as_said(said[alias], people)
    named = named or tuple(people.spelled(owner.name))
    if len(named) == 1:
        return people.found(named[0])
    if named and people.found(named[0]).standing is Standing.NOT_YOURS:
        return Match(Standing.NOT_YOURS)
    return Match(Standing.SEVERAL, None, named) if named else Match(Standing.UNKNOWN)


def _as_said(person_id: int | None, people: _People) -> Match:
    return Match(Standing.LEFT_OUT) if person_id is None else people.found(person_id)
