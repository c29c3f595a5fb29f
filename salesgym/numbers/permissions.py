"""Who may see and bring numbers."""

from django.db.models import Q

from salesgym.people.models import Team, User
from salesgym.people.permissions import can_manage, can_set_up_people


def whose_numbers(user: User) -> Q:
    """A filter on people: himself and the reps he manages. Nobody else's numbers exist for him."""
    return Q(pk=user.pk) | Q(pk__in=User.objects.managed_by(user).values("pk"))


def can_see_numbers(user: User, rep: User) -> bool:
    """A rep sees his own numbers, his managers theirs of him."""
    return user.pk == rep.pk or can_manage(user, rep)


def can_enter_numbers(user: User, rep: User) -> bool:
    """Who sees a rep's numbers may type them."""
    return can_see_numbers(user, rep)


def can_import(user: User) -> bool:
    """Managers, their deputies and site admins bring files of numbers."""
    return user.is_site_admin or Team.objects.managed_by(user).exists()


def can_invite_owners(user: User) -> bool:
    """Who may invite people at all may invite the ones a file names."""
    return can_set_up_people(user)
