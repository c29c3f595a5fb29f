"""The sentences for known deals that a file no longer has."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.lacks import Code, Lack
from salesgym.numbers.queries.imports.lacks.gone import KEEP, TAKE_OUT


def option_labels() -> dict[tuple[Code, str], str]:
    """The words of each choice, by code and option."""
    return {
        (Code.GONE_FROM_FILE, KEEP): _("Keep"),
        (Code.GONE_FROM_FILE, TAKE_OUT): _("Take out"),
    }


def gone(lack: Lack) -> tuple[str, str]:
    title = ngettext(
        "%(n)s known deal is not in this file", "%(n)s known deals are not in this file", lack.count
    )
    return title % {"n": f"{lack.count:,}"}, f"{lack.details.get('deals', '')}. {follows()}"


def follows() -> str:
    """What becomes of deals that are taken out."""
    return _("What is taken out counts nowhere; undoing this file brings it back.")


def ids(lack: Lack) -> list[int]:
    """The first of the deals that are gone; none of another lack."""
    told = lack.details.get("ids", "") if lack.code is Code.GONE_FROM_FILE else ""
    return [int(pk) for pk in told.split(",") if pk]


WORDS = {Code.GONE_FROM_FILE: gone}
