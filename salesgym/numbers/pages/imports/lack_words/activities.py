"""The sentences for what a file of activities cannot tell."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.lacks import Code, Lack


def labels() -> dict[tuple[Code, str], str]:
    """The words of each choice."""
    return {
        (Code.FEWER_TYPES, "keep"): _("Keep the higher ones"),
        (Code.FEWER_TYPES, "take"): _("Take the file's"),
    }


def _fewer(lack: Lack) -> tuple[str, str]:
    title = ngettext(
        "The file counts less than the last one, in %(n)s number",
        "The file counts less than the last one, in %(n)s numbers",
        lack.count,
    )
    follows = _(
        "The last file of this source also had: %(types)s. What is known already stays, where it is more. "
        "Export all types in one file, and they add up."
    )
    return title % {"n": f"{lack.count:,}"}, follows % lack.details


WORDS: Mapping[Code, Callable[[Lack], tuple[str, str]]] = {Code.FEWER_TYPES: _fewer}
