"""Whom a menu offers for the names of a file that nobody here has."""

from salesgym.numbers.queries.imports.owners import UnknownOwner
from salesgym.people.models import User

MOST_PEOPLE = 300
# All menus of names together offer at most about this many people, so that the page stays light.
MOST_CHOICES = 15_000


def people_for(user: User, owners: list[UnknownOwner]) -> list[User]:
    """The people to choose from; in a large organization those who share a word with an owner's name."""
    if not owners:
        return []
    visible = User.objects.visible_to(user).values("pk")
    people = list(User.objects.active().filter(pk__in=visible).only("name", "email").order_by("name", "pk"))
    most = min(MOST_PEOPLE, max(MOST_CHOICES // len(owners), 10))
    if len(people) <= most:
        return people
    words = {word.casefold() for owner in owners for word in owner.text.split() if len(word) > 1}
    alike = [person for person in people if words & set(person.name.casefold().split())]
    return alike[:most] if alike else people[:most]
