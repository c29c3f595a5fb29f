"""A person's own settings."""

from django.db import transaction

from salesgym.people.models import User


@transaction.atomic
def change(
    *, person: User, name: str, time_zone: str, digest_weekday: int, digest_hour: int, theme: str
) -> None:
    """Store a person's own settings."""
    person.name = name
    person.time_zone = time_zone
    person.digest_weekday = digest_weekday
    person.digest_hour = digest_hour
    person.theme = theme
    person.save(update_fields=["name", "time_zone", "digest_weekday", "digest_hour", "theme"])
