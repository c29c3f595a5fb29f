"""HR's letter of the month in words: what waits, each formal plan, and coaching plans as counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from coaching.areas.formal.pages import desk as desk_pages
from coaching.areas.formal.pages.coaching_counts import counted
from coaching.areas.formal.pages.desk import Line, Wait
from coaching.areas.formal.queries.desk import DeskPlan
from coaching.areas.formal.queries.letter import LetterFacts
from plans.models import Commitment
from plans.pages.promises import by_side
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One formal plan: of whom, where it is read, and the sentences about it, those about what is late last."""

    name: str
    url: str
    sentences: Sequence[str]

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one HR partner reads."""

    title: str
    waits: Sequence[Wait]
    heading: str
    lines: Sequence[PlanLine]
    coaching: str


def letter(facts: LetterFacts, *, reader: User, on: date) -> Letter:
    """The letter of this day: what waits and how plans stand as the desk says it."""
    desk = desk_pages.desk(facts.plans, reader=reader, on=on)
    known = {desk_pages.url_of(one.plan): one for one in facts.plans}
    return Letter(
        title=desk.title,
        waits=desk.waits,
        heading=desk.heading if desk.open else _("No formal plan is open"),
        lines=[_line(line, known[line.url], on) for line in desk.open],
        coaching=counted(facts.coaching),
    )


def _line(line: Line, facts: DeskPlan, on: date) -> PlanLine:
    sides = by_side(facts.promises)
    told = {"state": line.state, "manager": line.manager, "day": line.when, "what": line.what}
    said = [_("%(state)s, %(manager)s.") % told]
    if line.when:
        said.append(_("Next: %(day)s, %(what)s.") % told)
    if facts.plan.is_working:
        said.append(_("We promised: %(words)s.") % {"words": line.ours.words})
        said.append(_("They promised: %(words)s.") % {"words": line.own.words})
        said += _due_this_month(sides.ours, sides.own, on)
    said += [_("Late on our side: %(what)s.") % {"what": one} for one in line.ours.late]
    said += [_("Late on theirs: %(what)s.") % {"what": one} for one in line.own.late]
    return PlanLine(line.rep.name, line.url, said)


def _due_this_month(ours: Sequence[Commitment], own: Sequence[Commitment], on: date) -> list[str]:
    counts = {"ours": _still_due(ours, on), "theirs": _still_due(own, on)}
    if not any(counts.values()):
        return []
    return [_("Due this month: %(ours)s of ours, %(theirs)s of theirs.") % counts]


def _still_due(promises: Sequence[Commitment], on: date) -> int:
    month = (on.year, on.month)
    return sum(
        one.delivered_on is None and one.due_on >= on and (one.due_on.year, one.due_on.month) == month
        for one in promises
    )
