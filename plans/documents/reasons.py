"""The section of an agreement that says why: facts, what was seen and when, strengths, causes."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.documents import sentences
from plans.models import Plan
from plans.models.diagnosis import Cause

# What fits both: practice holds what is good, and more of it is what helps.
LOW_VOLUME = gettext_lazy("Capable, and too little of it: the rates hold, the volume is low.")


def lines(plan: Plan) -> list[str]:
    """The lines of the section; one that says so where nothing was written down."""
    found = [*_facts(plan), *_seen(plan), *_others(plan)]
    return found or [_("None written down.")]


def _facts(plan: Plan) -> list[str]:
    diagnosis = getattr(plan, "diagnosis", None)
    return _told([(_("Facts"), diagnosis.evidence)]) if diagnosis else []


def _seen(plan: Plan) -> list[str]:
    """What the manager saw, by its day; plans without any keep their text to the byte."""
    return [
        sentences.SEEN
        % {"day": _day(row.seen_on), "kind": row.get_source_display(), "what": " ".join(row.what.split())}
        for row in plan.observations.order_by("seen_on", "position")
    ]


def _others(plan: Plan) -> list[str]:
    diagnosis = getattr(plan, "diagnosis", None)
    if diagnosis is None:
        return []
    volume = [str(LOW_VOLUME)] if diagnosis.has_low_volume else []
    return volume + _told(
        [
            (_("Already strong at"), diagnosis.strengths),
            (_("Loves doing, and how it carries over"), diagnosis.bridge),
            (_("What has been tried"), diagnosis.tried),
            (_("%(name)s trains") % {"name": plan.rep.first_name}, _causes(diagnosis.trainable)),
            (_("Ours to fix"), _causes(diagnosis.ours)),
        ]
    )


def _told(told: Iterable[tuple[str, str]]) -> list[str]:
    """Each label with its words on one line; none without words."""
    parts = ((label, [line.strip() for line in words.splitlines() if line.strip()]) for label, words in told)
    return [f"{label}: {' '.join(said)}" for label, said in parts if said]


def _day(day: date) -> str:
    """A date that people and machines read alike."""
    return f"{date_format(day, 'l j F Y')} ({day.isoformat()})"


def _causes(causes: Iterable[str]) -> str:
    return ", ".join(str(Cause(cause).label) for cause in causes)
