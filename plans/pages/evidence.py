"""A rep's own evidence as its pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.models import Evidence


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file to open."""

    pk: int
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One thing that was kept: its day, its words, its files, and with which plan and when it was shared ("" while private)."""

    pk: int
    day: date
    text: str
    files: list[EvidenceFile]
    shared: str


def rows(evidence: Iterable[Evidence], *, with_focus: bool = False) -> list[EvidenceRow]:
    """These in their order; with the plan's focus where they come from several plans."""
    return [_row(one, with_focus=with_focus) for one in evidence]


def _row(one: Evidence, *, with_focus: bool) -> EvidenceRow:
    files = [EvidenceFile(file.pk, file.name, filesizeformat(file.size)) for file in one.files.all()]
    return EvidenceRow(one.pk, one.happened_on, one.text, files, _shared(one, with_focus=with_focus))


def _shared(one: Evidence, *, with_focus: bool) -> str:
    if one.shared_at is None:
        return ""
    day = date_format(localtime(one.shared_at), "j F Y")
    if with_focus and one.plan is not None:
        return _("Shared on %(day)s: %(focus)s") % {"day": day, "focus": one.plan.skill}
    return _("Shared on %(day)s") % {"day": day}
