"""Adding and removing leave. Tasks that move dates for it are woken."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.handoff import wake
from salesgym.people.models import Leave, User

LONGEST = timedelta(days=366)


class LeaveRefused(Refused):
    """These days cannot be stored as leave; the message says why."""


@transaction.atomic
def add(*, person: User, starts_on: date, ends_on: date, deputy: User | None = None) -> Leave:
    """Add leave from the first to the last day; the deputy has the person's rights as a manager meanwhile."""
    User.objects.select_for_update().get(pk=person.pk)
    _refuse_bad_days(person, starts_on, ends_on)
    if deputy is not None:
        _refuse_bad_deputy(person, deputy)
    leave = Leave.objects.create(person=person, starts_on=starts_on, ends_on=ends_on, deputy=deputy)
    wake("leave", person_id=person.pk)
    return leave


@transaction.atomic
def remove(*, leave: Leave) -> None:
    """Delete this leave."""
    Leave.objects.filter(pk=leave.pk).delete()
    wake("leave", person_id=leave.person_id)


def _refuse_bad_days(person: User, starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise LeaveRefused(_("The last day away comes before the first. Swap the two days."))
    if ends_on - starts_on > LONGEST:
        raise LeaveRefused(_("One leave is a year at most. Put a longer one in as two."))
    taken = person.leaves.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if taken is not None:
        raise LeaveRefused(
            _("There is leave from %(first)s to %(last)s already. Remove it first, or choose other days.")
            % {"first": f"{taken.starts_on:%-d %b %Y}", "last": f"{taken.ends_on:%-d %b %Y}"}
        )


def _refuse_bad_deputy(person: User, deputy: User) -> None:
    if deputy.pk == person.pk:
        raise LeaveRefused(_("Name somebody else as deputy."))
    if not deputy.is_active:
        raise LeaveRefused(_("%(name)s can no longer sign in. Name somebody else.") % {"name": deputy})
    if User.objects.managed_by(person).filter(pk=deputy.pk).exists():
        raise LeaveRefused(
            _("A deputy sees the plans of your team, and %(name)s is on it. Name somebody from outside.")
            % {"name": deputy}
        )
