"""What somebody says about the owners of a file: whether he may say it, and what the source remembers of it."""

from collections.abc import Mapping

from salesgym.numbers.calculations.importing.layout import key_of
from salesgym.numbers.models import Import, PersonAlias, Source
from salesgym.numbers.queries.owners import staged_owner_keys
from salesgym.people.models import User

Owners = Mapping[str, int | None]
LONGEST_KEY = 254


def may_be(file: Import, owners: Owners, *, by: User | None) -> bool:
    """Whether the file names these owners, and he may bring the numbers of these people."""
    people = {pk for pk in owners.values() if pk is not None}
    known = User.objects.all() if by is None else User.objects.visible_to(by)
    is_his = known.filter(pk__in=people).count() == len(people)
    return is_his and set(owners) <= set(staged_owner_keys(file))


def remember(source: Source, owners: Owners, *, before: Owners) -> None:
    """Keep whom the source means for its next file. What was said before and is missing now is forgotten."""
    # Two spellings of one owner are one alias.
    meant = {_alias(key): person_id for key, person_id in owners.items()}
    source.aliases.filter(key__in={_alias(key) for key in before} - set(meant)).delete()
    PersonAlias.objects.bulk_create(
        [PersonAlias(source=source, key=key, person_id=person_id) for key, person_id in meant.items()],
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=["person"],
    )


def _alias(key: str) -> str:
    return key_of(key)[:LONGEST_KEY]
