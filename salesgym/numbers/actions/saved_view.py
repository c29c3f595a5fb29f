"""Saved views: filters that a person stores under a name, visible to them only."""

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.numbers.models import SavedView
from salesgym.people.models import User

MOST_VIEWS = 20
LONGEST_QUERY = 500


class NotSaved(Refused):
    """This view cannot be saved; the message says why."""


@transaction.atomic
def save(*, person: User, page: str, name: str, query: str) -> SavedView:
    """Save a page's filter under a new name. Raises NotSaved where the name is taken or there are too many."""
    # Lock the person's row: two windows that save at once could otherwise exceed the limit.
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    names = list(SavedView.objects.filter(person=person, page=page).values_list("name", flat=True))
    if any(known.casefold() == name.casefold() for known in names):
        raise NotSaved(_("You have a view of this name already. Choose another one."))
    if len(names) >= MOST_VIEWS:
        raise NotSaved(
            _("You have %(most)s views already. Remove one, then save this one.") % {"most": MOST_VIEWS}
        )
    if len(query) > LONGEST_QUERY:
        raise NotSaved(
            _("This view is too long to keep. Choose fewer columns or a shorter name to look for.")
        )
    return SavedView.objects.create(person=person, page=page, name=name, query=query)


@transaction.atomic
def remove(*, view: SavedView) -> None:
    """Delete a saved view: its name and filter only."""
    view.delete()
