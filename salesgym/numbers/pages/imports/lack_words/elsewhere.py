"""The sentences for new deals that are likely known ones under another ID."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.lacks import Code, Lack
from salesgym.numbers.queries.imports.lacks.elsewhere import LEAVE_OUT, TAKE_IN


def labels() -> dict[tuple[Code, str], str]:
    """The words of each choice."""
    return {
        (Code.KNOWN_ELSEWHERE, LEAVE_OUT): _("Leave these lines out"),
        (Code.KNOWN_ELSEWHERE, TAKE_IN): _("Take them in as new deals"),
    }


def _known_elsewhere(lack: Lack) -> tuple[str, str]:
    added = int(lack.details["added"])
    counts = {"n": f"{lack.count:,}", "all": f"{added:,}", "sources": lack.details["sources"]}
    title = ngettext(
        "%(n)s of %(all)s new deal seems to be known already",
        "%(n)s of %(all)s new deals seem to be known already",
        added,
    )
    follows = ngettext(
        "%(n)s of %(all)s new deal has owner, name, days and amount of a deal known from %(sources)s. "
        "Taken in as a new deal, it counts twice. Left out, the known one stays as it is.",
        "%(n)s of %(all)s new deals have owner, name, days and amount of deals known from %(sources)s. "
        "Taken in as new deals, they count twice. Left out, the known ones stay as they are, and the rest goes in.",
        added,
    )
    return title % counts, follows % counts


WORDS = {Code.KNOWN_ELSEWHERE: _known_elsewhere}
