"""What somebody typed, in words: where it counts, and where it stands beside an import that counts."""

from decimal import Decimal

from django.utils.translation import gettext as _

from salesgym.numbers.calculations.wording import plain
from salesgym.people.models import User
from salesgym.people.pages.sentence import sentence


def who_and_when(by: User | None, day: str) -> str:
    """Typed by whom, and on which day; None where that is not known."""
    if by is None:
        return _("typed on %(day)s") % {"day": day}
    return sentence(_("typed by %(name)s on %(day)s"), {"name": by.name, "day": day}, name=by.pk)


def beside(value: str, by: User | None, day: str) -> str:
    """The sentence below an imported number; None where nobody knows who typed."""
    if by is None:
        return _("%(value)s was typed on %(day)s. The import counts.") % {"value": value, "day": day}
    said = {"value": value, "name": by.name, "day": day}
    return sentence(_("%(value)s was typed by %(name)s on %(day)s. The import counts."), said, name=by.pk)


def in_cell(value: str) -> str:
    """The small line below an imported number of a table."""
    return _("typed %(value)s") % {"value": value}


def below_field(typed: Decimal | None, imported: Decimal) -> str:
    """The hint of a field whose number an import brought, too."""
    if typed is None:
        return _("Imported %(imported)s, which counts. What you type stands beside it.") % {
            "imported": plain(imported)
        }
    said = {"typed": plain(typed), "imported": plain(imported)}
    return _("Typed %(typed)s, imported %(imported)s: the import counts.") % said


def saved_beside(names: str) -> str:
    """What is said after a week was saved in which imports count; `names` are those of the metrics."""
    return _("Imported numbers count for %(metrics)s. What you typed stands beside them.") % {
        "metrics": names
    }


def gives_way(name: str, day: str) -> str:
    """Below a typed number that an import is about to replace."""
    if not name:
        return _("Typed on %(day)s. The file's number counts, this one stays beside it.") % {"day": day}
    said = {"name": name, "day": day}
    return _("Typed by %(name)s on %(day)s. The file's number counts, this one stays beside it.") % said
