"""Lists that somebody keeps under a name, for himself alone."""

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.numbers.models import SavedView
from salesgym.people.models import User

MOST_VIEWS = 20
LONGEST_QUERY = 500


class NotSaved(Refused):
    """This view cannot be kept like this."""


@transaction.atomic
def save(*, person: User, page: str, name: str, query: str) -> SavedView:
    """Keep a page's filter under a name of one's own."""
    # The lock: two windows saving at once would both count nineteen.
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
    """Forget a saved view. Nothing but the name and the filter is lost."""
    view.delete()
