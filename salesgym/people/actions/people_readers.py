"""Who reads whose plan before and after a file of people: the managers of each person's team."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _

from salesgym import hooks
from salesgym.people.models import Management, Membership, User

Readers = Mapping[int, frozenset[User]]


def readers_of(people: Iterable[int]) -> Readers:
    """The managers of each of these people, never themselves, by person. Two queries."""
    teams = dict(Membership.objects.filter(person__in=people, ends_on=None).values_list("person", "team"))
    managers: defaultdict[int, set[User]] = defaultdict(set)
    managing = Management.objects.filter(team__in=set(teams.values()), ends_on=None)
    for management in managing.select_related("person"):
        managers[management.team_id].add(management.person)
    return {
        person: frozenset(one for one in managers[team] if one.pk != person) for person, team in teams.items()
    }


def members_of_teams() -> set[int]:
    """Everybody who is in a team: a file may move a person, or give a team to another manager."""
    return set(Membership.objects.filter(ends_on=None).values_list("person", flat=True))


def changed_readers(before: Readers, after: Readers) -> list[str]:
    """A sentence for each open plan whose reader changes, by name."""
    changed = [person for person in before if after.get(person, frozenset()) != before[person]]
    with_plan = _with_plan(changed)
    people = User.objects.filter(pk__in=with_plan).order_by("name", "pk")
    return [_sentence(person, before[person.pk], after.get(person.pk, frozenset())) for person in people]


def _with_plan(people: Collection[int]) -> set[int]:
    return {person for ask in hooks.people_with_plan for person in (ask(people) if people else ())}


def _sentence(person: User, before: Collection[User], after: Collection[User]) -> str:
    words = {"rep": person.first_name, "before": _first_names(before), "after": _first_names(after)}
    if not after:
        return _("Nobody will read %(rep)s's plan: until now %(before)s did.") % words
    if not before:
        return _("%(rep)s's plan will be read by %(after)s.") % words
    return _("%(rep)s's plan will be read by %(after)s instead of %(before)s.") % words


def names(people: Iterable[User]) -> str:
    """The names of these people in one line."""
    return ", ".join(sorted(map(str, people)))


def _first_names(people: Iterable[User]) -> str:
    return ", ".join(sorted(person.first_name for person in people))
