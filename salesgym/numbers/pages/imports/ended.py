"""What a person reads in their inbox once the work that they started on a file has ended."""

from enum import StrEnum

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.models import Import

LONGEST_NAME = 80


class Ended(StrEnum):
    """How the work of taking a file in or back ended."""

    IN = "in"
    NOT_IN = "not_in"
    LOOK_AGAIN = "look_again"
    OUT = "out"
    STAYS = "stays"


def title_of(file: Import, ended: Ended) -> str:
    """The title of the notice, one sentence that names the file."""
    told = {"name": Truncator(file.file_name).chars(LONGEST_NAME)}
    if ended is Ended.IN:
        return _is_in(told, file.added + file.changed)
    return {
        Ended.NOT_IN: _("%(name)s could not be taken in. Nothing was changed"),
        Ended.LOOK_AGAIN: _("%(name)s waits for your yes again, because numbers changed in the meantime"),
        Ended.OUT: _("%(name)s is taken back. Numbers are as they were before it"),
        Ended.STAYS: _("%(name)s could not be taken back. Nothing was changed"),
    }[ended] % told


def _is_in(told: dict[str, str], changes: int) -> str:
    if not changes:
        return _("%(name)s is in. Everything in it was known already") % told
    sentence = ngettext("%(name)s is in: %(count)s change", "%(name)s is in: %(count)s changes", changes)
    return sentence % {**told, "count": intcomma(changes)}
