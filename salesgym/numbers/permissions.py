"""Who may see, type and import numbers."""

from django.db.models import Q

from salesgym.people.models import Membership, Team, User
from salesgym.people.permissions import can_manage, can_set_up_people


def whose_numbers(user: User) -> Q:
    """A filter on people whose numbers this person may see: themselves and the reps they manage."""
    return Q(pk=user.pk) | Q(pk__in=Membership.objects.managed_by(user).values("person"))


def whose_deals(user: User) -> Q:
    """A filter on deals that this person may see: of those whose numbers they see, for site admins everybody's.

    Site admins read the files of everybody, and so the deals in them.
    """
    if user.is_site_admin:
        return Q()
    return Q(owner=user) | Q(owner__in=Membership.objects.managed_by(user).values("person"))


def whose_deals_to_take_out(user: User) -> Q:
    """A filter on deals for can_take_out."""
    return Q() if user.is_site_admin else Q(owner__in=Membership.objects.managed_by(user).values("person"))


def can_take_out(user: User, *, manages: bool) -> bool:
    """Whoever manages the owner today (`can_manage`), and site admins, take deals out of the numbers and put them back.

    They are those whose files change these deals, too. A rep's own deals count or not by somebody else's word.
    """
    return user.is_site_admin or manages


def can_see_numbers(user: User, rep: User) -> bool:
    """Reps may see their own numbers, managers those of their reps."""
    return user.pk == rep.pk or can_manage(user, rep)


def can_enter_numbers(user: User, rep: User) -> bool:
    """Everybody who may see a rep's numbers may type them."""
    return can_see_numbers(user, rep)


def can_import(user: User) -> bool:
    """Managers, their deputies and site admins may import files of numbers."""
    return user.is_site_admin or Team.objects.managed_by(user).exists()


def can_invite_owners(user: User) -> bool:
    """Everybody who may invite people may invite those that a file names."""
    return can_set_up_people(user)
