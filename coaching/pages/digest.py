"""A weekly digest as its mail prints it: each plan in words, and for a manager what needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from coaching.pages.board import needs as board_needs
from coaching.pages.board.need import Need
from coaching.pages.check_ins import promises as promise_words
from coaching.pages.check_ins import words as talk_words
from coaching.pages.check_ins.promises import Line
from coaching.queries.digest import DigestFacts, DigestLine, DigestPlan
from coaching.queries.standing import Standing
from plans.models import Milestone, Plan, ProgrammeItem
from plans.pages.figures import level
from plans.pages.status import Status, shown
from salesgym.numbers.pages.attainment import AttainmentWords, in_words
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan as a digest tells of it. `attainment` is read by the rep and the rep's managers alone.

    `next_step` is the step being climbed with its date, "" without one. `rests` says why a plan that is paused or over
    asks for nothing now; "" where it runs.
    """

    plan: Plan
    standing: Standing
    status: Status
    now: str
    start: str
    next_step: str
    way_to_go: str
    practice_days: int
    programme: Sequence[ProgrammeItem]
    attainment: AttainmentWords | None
    rests: str = ""

    @property
    def facts(self) -> str:
        """For those around the rep: the focus, where it stands, on how many days it was practiced, what is in."""
        said = {"focus": self.plan.skill, "now": self.now, "start": self.start}
        days = ngettext("Workouts on %(days)s day.", "Workouts on %(days)s days.", self.practice_days)
        sentences = [
            _("%(focus)s: %(now)s, from %(start)s.") % said if self.now else _("%(focus)s.") % said,
            days % {"days": self.practice_days},
        ]
        if self.attainment:
            sentences.append(_("%(number)s.") % {"number": self.attainment.short})
        return " ".join(sentences)


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person reads: plans, for a manager what needs them, the check-ins of the week, what is owed from them, and
    what areas tell.
    """

    lines: Sequence[PlanLine]
    needs: Sequence[Need]
    talks: Sequence[str] = ()
    promises: Sequence[Line] = ()
    news: Sequence[DigestLine] = ()


def digest(facts: DigestFacts, *, reader: User, say: Sayers, on: date) -> Digest:
    """The digest of one person in the words of this day, with no more needs than the board shows."""
    needs = board_needs.queue(
        facts.waiting,
        wishes=facts.wishes,
        owed=facts.owed,
        talks=facts.talks,
        talk_needs=facts.talk_needs,
        reader=reader,
        say=say,
        on=on,
    )
    coming = sorted(facts.coming, key=lambda talk: talk.planned_for)
    return Digest(
        [_line(one, say, on=on) for one in facts.plans],
        needs.shown,
        [talk_words.planned(talk, reader) for talk in coming],
        promise_words.lines(
            sorted(facts.promises, key=lambda one: (one.due_on, one.pk)), reader=reader, on=on
        ),
        facts.news,
    )


def _line(facts: DigestPlan, say: Sayers, *, on: date) -> PlanLine:
    plan, standing = facts.plan, facts.standing
    return PlanLine(
        plan=plan,
        standing=standing,
        status=shown(standing.status, chance=standing.chance),
        now=level(standing.plan_value, plan.metric, say),
        start=say(plan.metric).now(plan.baseline),
        next_step=_next_step(plan, standing.step, say, on=on) if standing.step else "",
        way_to_go=words.way_to_go(standing, say, is_own=True),
        practice_days=facts.practice_days,
        programme=facts.programme,
        attainment=in_words(facts.attainment) if facts.attainment else None,
        rests=_rests(plan),
    )


def _next_step(plan: Plan, step: Milestone, say: Sayers, *, on: date) -> str:
    said = {"step": words.step_name(plan, step, say), "day": words.long_day(step.due_on)}
    if step.due_on < on:
        return _("Next step: %(step)s, was due %(day)s") % said
    return _("Next step: %(step)s by %(day)s") % said


def _rests(plan: Plan) -> str:
    if plan.status == Plan.Status.PAUSED:
        return _("Your plan rests. Nothing is counted until it goes on.")
    if plan.status == Plan.Status.IN_REVIEW and plan.ends_on is not None:
        return _("Your plan ended on %(day)s. Its outcome is written next.") % {
            "day": words.long_day(plan.ends_on)
        }
    return ""
