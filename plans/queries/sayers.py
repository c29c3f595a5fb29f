"""The words for values in the currency that the organization counts in today."""

from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization


def current() -> Sayers:
    """For pages and mails that know the currency from nowhere else. One query: ask once a page or batch."""
    return Sayers(Organization.objects.current().currency)
