"""Who may do what with people. The permissions of plans and numbers use these."""

from enum import Enum

from salesgym.people.models import Leave, User


class Reading(Enum):
    """As what somebody reads about a person: as themselves or who manages them, as their mentor, or by name alone."""

    PARTY = "party"
    MENTOR = "mentor"
    NAME = "name"


def can_manage(user: User, person: User) -> bool:
    """Whether `user` manages the team `person` is in today, or is that manager's deputy during leave."""
    return can_manage_by_id(user, person.pk)


def can_manage_by_id(user: User, person_id: int) -> bool:
    """The same for a person whose row is not loaded. One query."""
    return User.objects.managed_by(user).filter(pk=person_id).exists()


def can_set_up_people(user: User) -> bool:
    """Import people, invite them, and see who has not come in yet."""
    return user.is_site_admin


def can_keep_leave(user: User, person: User) -> bool:
    """Everybody may enter their own leave; managers also that of their reps."""
    return user.pk == person.pk or can_manage(user, person)


def can_remove_leave(user: User, leave: Leave) -> bool:
    """Whoever may enter leave for this person: they themselves, and their managers."""
    return can_keep_leave(user, leave.person)


def can_name_deputy(person: User) -> bool:
    """Whether this person manages a team, and so may name a deputy for their leave."""
    return person.managements.filter(ends_on=None).exists()
