"""Who may do what with people. Rules of plans and numbers stand on these."""

from salesgym.people.models import Leave, User


def can_manage(user: User, person: User) -> bool:
    """A manager of the team this person is in today, or that manager's deputy during leave."""
    return can_manage_by_id(user, person.pk)


def can_manage_by_id(user: User, person_id: int) -> bool:
    """The same of a person whose row was not loaded. One query."""
    return User.objects.managed_by(user).filter(pk=person_id).exists()


def can_set_up_people(user: User) -> bool:
    """Import people, invite them, and see who has not come in yet."""
    return user.is_site_admin


def can_keep_leave(user: User, person: User) -> bool:
    """Everybody keeps his own leave; a manager keeps that of his reps."""
    return user.pk == person.pk or can_manage(user, person)


def can_remove_leave(user: User, leave: Leave) -> bool:
    return can_keep_leave(user, leave.person)


def can_name_deputy(person: User) -> bool:
    """Somebody who manages a team of his own needs a stand-in while he is away."""
    return person.managements.filter(ends_on=None).exists()
