"""The deals to choose from, each in one line."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from coaching.areas.deals.pages import words
from salesgym.numbers.models import Deal
from salesgym.numbers.pages.values import Sayers


def offers(deals: Sequence[Deal], say: Sayers, *, on: date) -> list[tuple[int, str]]:
    """Tidewater Logistics, $9,200, open for 6 days: by the deal's id. Those that read alike also say their id in the CRM."""
    lines = {one.pk: _offer(one, say, on) for one in deals}
    many = Counter(lines.values())
    return [
        (one.pk, words.in_a_row((line, one.external_id)) if many[line] > 1 else line)
        for one in deals
        for line in [lines[one.pk]]
    ]


def _offer(deal: Deal, say: Sayers, on: date) -> str:
    amount = words.in_currency(deal.amount_minor, deal.currency, say)
    return words.in_a_row((deal.name or _("Deal without a name"), amount, words.age(deal.opened_on, on)))
