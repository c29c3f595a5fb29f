"""A person's answers about the owners in a file: whether they may give them, and storing them."""

from collections.abc import Mapping

from django.db.models import Max

from salesgym.numbers.calculations.importing.layout import key_of
from salesgym.numbers.models import Import, PersonAlias, Source
from salesgym.numbers.queries.imports.owners import names_all
from salesgym.people.models import User

Owners = Mapping[str, int | None]
LONGEST_KEY = 254


def may_be(file: Import, owners: Owners, *, by: User | None) -> bool:
    """Whether the file names these owners, and `by` may import numbers of these people (None: of all)."""
    people = {pk for pk in owners.values() if pk is not None}
    known = User.objects.all() if by is None else User.objects.visible_to(by)
    is_allowed = known.filter(pk__in=people).count() == len(people)
    return is_allowed and names_all(file, owners.keys())


def remember(source: Source, owners: Owners, *, before: Owners) -> None:
    """Store these owners for the next file of the source; those in `before` but not in `owners` are deleted."""
    # Different spellings of an owner have the same alias key.
    meant = {_alias(key): (key, person_id) for key, person_id in owners.items()}
    source.aliases.filter(key__in={_alias(key) for key in before} - set(meant)).delete()
    newest = User.objects.aggregate(newest=Max("pk"))["newest"] or 0
    PersonAlias.objects.bulk_create(
        [
            PersonAlias(source=source, key=key, text=text, person_id=person_id, newest_person=newest)
            for key, (text, person_id) in meant.items()
        ],
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=["person", "newest_person", "text"],
    )


def bring_back(alias: PersonAlias) -> None:
    """Forget that this name is left out: the next file that has it asks about it again."""
    alias.delete()


def _alias(key: str) -> str:
    return key_of(key)[:LONGEST_KEY]
