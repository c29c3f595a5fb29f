"""The sentences for deals in another currency than the organization's."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.lacks import Code, Lack
from salesgym.numbers.queries.imports.lacks.currencies import AS_THEY_ARE, LEAVE_OUT_OF_MONEY


def _other_currency(lack: Lack) -> tuple[str, str]:
    title = ngettext("%(n)s deal in another currency", "%(n)s deals in other currencies", lack.count)
    details = {**lack.details, "n": f"{lack.count:,}"}
    if not details["currencies"]:
        named = _("Their currency is not known here.")
    elif details["unknown"]:
        named = (
            _("The file has %(currencies)s, and %(unknown)s in a currency that is not known here.") % details
        )
    else:
        named = _("The file has %(currencies)s.") % details
    follows = _(
        "Left out of money, they still count as wins. Taken as they are, each amount counts as that many %(own)s."
    )
    return title % details, f"{named} {follows % details}"


def labels() -> dict[tuple[Code, str], str]:
    """The words of the choices."""
    return {
        (Code.OTHER_CURRENCY, LEAVE_OUT_OF_MONEY): _("Leave them out of money"),
        (Code.OTHER_CURRENCY, AS_THEY_ARE): _("Take the amounts as they are"),
    }


WORDS = {Code.OTHER_CURRENCY: _other_currency}
