"""One deal in coaching as its card prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coaching.areas.deals.calculations.stage import Stage, stage_of
from coaching.areas.deals.models import CoachedDeal, JointCall, Preparation, Remark
from coaching.areas.deals.pages import words
from coaching.areas.deals.queries.tab import DealFacts
from coaching.pages.words import counted_within
from plans.calculations.timeline.sales_cycle import Cycle
from plans.models import BehaviorScore
from salesgym.numbers.models import Deal
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User

STEPS: dict[Stage, Promise] = {
    Stage.PREPARE: gettext_lazy("Prepare"),
    Stage.CALL: gettext_lazy("Call"),
    Stage.DEBRIEF: gettext_lazy("Debrief"),
    Stage.RESULT: gettext_lazy("Result"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four steps: "done", "now" or "" is its state. The part _steps.html draws it."""

    label: str
    state: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A preparation as it is read. `next_step` has its day in it."""

    values: Sequence[tuple[str, str]]
    questions: Sequence[str]
    next_step: str
    obstacles: str
    writer: User
    written: str


@dataclass(frozen=True, slots=True)
class Call:
    """A joint call as it is read; `debrief` has the three lines once they are written."""

    pk: int
    facts: Sequence[tuple[str, str]]
    debrief: Sequence[tuple[str, str]]
    is_ahead: bool
    has_begun: bool


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Who scored, and for each behavior what each of them gave, 1 to 5; None where they did not."""

    people: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int | None]]]


@dataclass(frozen=True, slots=True)
class Result:
    """How a deal ended: Won on 27 October, in 31 days."""

    is_won: bool
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One deal: `stage` is the step it is at, `note` what is to know about where it comes from.

    `crm_url` is the page of the CRM's deal, for those who read the rep's numbers; "" where it is not the rep's own.
    """

    pk: int
    name: str
    line: str
    stage: Stage
    steps: Sequence[Step]
    sheet: Sheet | None
    call: Call | None
    result: Result | None
    note: str
    crm_url: str
    remarks: Sequence[Remark]
    scorecard: Scorecard | None
    can_score: bool


def card(
    facts: DealFacts,
    *,
    reader: User,
    rep: User,
    usual: str,
    cycle: Cycle | None,
    say: Sayers,
    at: datetime,
) -> Card:
    deal, sheet, call = facts.deal, facts.sheet, facts.call
    stage = stage_of(
        is_decided=is_decided(deal),
        prepared_at=sheet.written_at if sheet else None,
        call_at=call.starts_at if call else None,
        debriefed_at=call.debriefed_at if call else None,
        at=at,
    )
    return Card(
        pk=deal.pk,
        name=words.name(deal),
        line=_line(facts, stage, cycle, say, at),
        stage=stage,
        steps=_steps(stage, facts),
        sheet=sheet_of(sheet, rep, at) if sheet else None,
        call=call_of(call, rep, sheet, at) if call else None,
        result=_result(facts, usual) if stage is Stage.RESULT else None,
        note=_note(deal),
        crm_url=reverse("numbers:deal", args=[deal.deal_id]) if deal.is_own else "",
        remarks=facts.remarks,
        scorecard=scorecard(facts.scores, rep) if facts.scores else None,
        can_score=_can_score(facts, reader, at),
    )


def is_decided(deal: CoachedDeal) -> bool:
    """Whether the CRM says that it is won or lost."""
    return deal.known is not None and deal.known.stage != Deal.Stage.OPEN


def sheet_of(sheet: Preparation, rep: User, at: datetime) -> Sheet:
    """A preparation in words."""
    said = {"step": sheet.next_step, "name": rep.first_name}
    next_step = sheet.next_step
    if next_step and sheet.next_step_on:
        next_step = _("%(step)s by %(day)s") % {**said, "day": date_format(sheet.next_step_on, "l j F")}
    said["when"] = words.when(sheet.written_at, at=at)
    return Sheet(
        values=[(one["who"], one["gets"]) for one in sheet.values],
        questions=sheet.questions,
        next_step=next_step,
        obstacles=sheet.obstacles,
        writer=rep,
        written=_("Written by %(name)s %(when)s") % said,
    )


def call_of(call: JointCall, rep: User, sheet: Preparation | None, at: datetime) -> Call:
    """A joint call in words: before it when it is, after it how long it took."""
    leads, hears = (rep, call.helper) if call.is_led_by_rep else (call.helper, rep)
    facts = [(_("Leads"), leads.first_name), (_("Listens"), hears.first_name)]
    if call.debriefed_at is None:
        length = words.short_time(call.minutes)
        facts = [(_("When"), words.in_a_row((words.when(call.starts_at, at=at), length))), *facts]
    else:
        said = {"name": hears.first_name, "time": words.short_time(call.minutes_given or call.minutes)}
        facts = [
            (_("Led by"), leads.first_name),
            (_("Listened"), _("%(name)s, %(time)s with the debrief") % said),
        ]
    facts.append((_("What to watch"), call.watch))
    if call.debriefed_at and sheet and sheet.next_step:
        facts.append((_("Next step"), sheet_of(sheet, rep, at).next_step))
    lines = (
        (_("What worked"), call.worked),
        (_("What we learned"), call.learned),
        (_("Next try"), call.next_try),
    )
    return Call(
        pk=call.pk,
        facts=facts,
        debrief=lines if call.debriefed_at else (),
        is_ahead=call.is_ahead,
        has_begun=call.starts_at <= at,
    )


def _can_score(facts: DealFacts, reader: User, at: datetime) -> bool:
    """Whether this reader may still score the newest call: it has begun, and they have not."""
    has_begun = facts.call is not None and facts.call.starts_at <= at
    return facts.can_be_scored and has_begun and reader.pk not in _scorers(facts.scores)


def _scorers(scores: Sequence[BehaviorScore]) -> dict[int, User]:
    return {one.scoring.scored_by_id: one.scoring.scored_by for one in scores}


def scorecard(scores: Sequence[BehaviorScore], rep: User) -> Scorecard:
    """What everybody gave, the rep's own first."""
    people = sorted(_scorers(scores).values(), key=lambda one: (one.pk != rep.pk, one.name))
    given = {(one.behavior_id, one.scoring.scored_by_id): one.score for one in scores}
    behaviors = {one.behavior_id: one.behavior.name for one in scores}
    rows = [(name, [given.get((pk, one.pk)) for one in people]) for pk, name in behaviors.items()]
    return Scorecard([one.first_name for one in people], rows)


def _steps(stage: Stage, facts: DealFacts) -> list[Step]:
    """The four steps. Of a decided deal only what happened is done: none of it was owed."""
    order = list(STEPS)
    happened = {
        Stage.PREPARE: bool(facts.sheets),
        Stage.CALL: bool(facts.calls),
        Stage.DEBRIEF: any(one.debriefed_at for one in facts.calls),
        Stage.RESULT: True,
    }

    def state(step: Stage) -> str:
        if stage is Stage.RESULT:
            return "done" if happened[step] else ""
        if step is stage:
            return "now"
        return "done" if order.index(step) < order.index(stage) and happened[step] else ""

    return [Step(str(label), state(step)) for step, label in STEPS.items()]


def _line(facts: DealFacts, stage: Stage, cycle: Cycle | None, say: Sayers, at: datetime) -> str:
    """$9,200, first meeting today at 10:00, open for 6 days"""
    deal, sheet, call = facts.deal, facts.sheet, facts.call
    parts = [words.amount(deal, say)]
    if stage is Stage.RESULT:
        return words.in_a_row([*parts, _work(facts)])
    if stage is Stage.PREPARE and sheet and sheet.meets_at:
        meeting = sheet.meeting or _("the meeting")
        said = {"meeting": meeting, "when": words.when(sheet.meets_at, at=at)}
        parts.append(_("%(meeting)s %(when)s") % said)
    elif stage is not Stage.PREPARE and call:
        parts.append(_("joint call %(when)s") % {"when": words.when(call.starts_at, at=at)})
    return words.in_a_row([*parts, _age(deal, cycle, localtime(at).date())])


def _age(deal: CoachedDeal, cycle: Cycle | None, on: date) -> str:
    """open for 52 days, 14 more than usual"""
    opened_on = deal.known.opened_on if deal.known else deal.opened_on
    said = words.age(opened_on, on)
    if opened_on is None or cycle is None or cycle.is_at_least:
        return said
    beyond = (on - opened_on).days - round(cycle.days)
    if beyond <= 0:
        return said
    more = ngettext("one more than usual", "%(count)s more than usual", beyond) % {"count": beyond}
    return words.in_a_row((said, more))


def _work(facts: DealFacts) -> str:
    """two preparations and one joint call"""
    sheets, calls = len(facts.sheets), sum(one.debriefed_at is not None for one in facts.calls)
    prepared = ngettext("one preparation", "%(count)s preparations", sheets) % {
        "count": counted_within(sheets)
    }
    called = ngettext("one joint call", "%(count)s joint calls", calls) % {"count": counted_within(calls)}
    if sheets and calls:
        return _("%(prepared)s and %(called)s") % {"prepared": prepared, "called": called}
    return prepared if sheets else called if calls else ""


def _result(facts: DealFacts, usual: str) -> Result | None:
    known = facts.deal.known
    if known is None or known.closed_on is None:
        return None
    learned = next((one.learned for one in reversed(facts.calls) if one.learned), "")
    return Result(
        is_won=known.stage == Deal.Stage.WON,
        title=words.decided(known.stage, known.closed_on, known.opened_on),
        text=" ".join(filter(None, (usual, learned))),
    )


def _note(deal: CoachedDeal) -> str:
    """What became of the deal in the CRM, where it is not as usual."""
    if deal.is_typed or deal.known:
        return ""
    if deal.deal is None:
        return _("The import that brought this deal was undone. What was written here is kept.")
    if deal.is_own:
        return _("This deal was taken out of the numbers. Go on with it here, or close it and take the next.")
    return _("In the CRM this deal has another owner now. Go on with it here, or close it and take the next.")
