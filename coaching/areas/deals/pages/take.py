"""The deals to choose from, each in one line."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from coaching.areas.deals.pages import words
from salesgym.numbers.models import Deal
from salesgym.numbers.pages.values import Sayers


def offers(deals: Sequence[Deal], say: Sayers, *, on: date) -> list[tuple[int, str]]:
    """Tidewater Logistics, $9,200, open for 6 days: by the deal's id."""
    return [(one.pk, _offer(one, say, on)) for one in deals]


def _offer(deal: Deal, say: Sayers, on: date) -> str:
    age = words.open_for(max((on - deal.opened_on).days, 0)) if deal.opened_on else ""
    amount = say.money_in(deal.currency).minor(deal.amount_minor)
    return words.in_a_row((deal.name or _("Deal without a name"), amount, age))
