"""A check-in on one page: what each part of its agenda and of its record needs, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from coaching.models import (
    CheckIn,
    CheckInKind,
    CheckInState,
    HelpRating,
    PrivateNote,
    TalkPromise,
    Topic,
)
from coaching.queries import opened_plan
from coaching.queries import talk_found as found
from coaching.queries.opened_plan import OpenedPlan, QuickReply
from coaching.queries.plan import PlanNumbers, plan_numbers
from plans.models import Plan
from plans.queries.baselines import setting_of
from salesgym import hooks
from salesgym.numbers.calculations.statistics.setting_weeks import Setting
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import EarlySignal
from salesgym.people.models import User

# An agenda is filled in while there is something to talk about; afterwards the page is a record.
WITH_AGENDA = frozenset({CheckInState.PLANNED, CheckInState.DUE, CheckInState.RUNNING, CheckInState.WAITS})
# Without an earlier talk the agenda looks back so far.
FIRST_LOOK_BACK = timedelta(days=14)
# Whether promises came is asked of a rep once in so many days.
QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class TalkDeal:
    """A deal to talk about: `what` is its amount and the step it is at, in words."""

    name: str
    what: str
    url: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What there is to talk about. `since` is the day of the last talk that counts, or `FIRST_LOOK_BACK` before today where this `is_first`.

    With a plan that the reader may open there are `opened` and `numbers`, and `setting`, the weeks of its usual range.
    `signals` are the open ones of the rep and `deals` those in coaching, both for a talk with the manager. `promises` are those of earlier talks that are
    open or were kept since the last, `quick_replies` those said on the plan since then, like a thank-you, the newest first.
    """

    since: date
    is_first: bool
    opened: OpenedPlan | None
    numbers: PlanNumbers | None
    setting: Setting | None
    signals: Sequence[EarlySignal]
    promises: Sequence[TalkPromise]
    quick_replies: Sequence[QuickReply]
    deals: Sequence[TalkDeal]


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """One check-in for one of its two sides. `last` is the talk before it that both confirmed, `number` which it is.

    `made` are the promises of this talk, `topics` what waits for it or was talked about in it, `note` the reader's own,
    `rating` what the rep said of it, None for everybody else. `asks_promises`: the question of the quarter is due.
    """

    talk: CheckIn
    state: CheckInState
    lead: User
    plan: Plan | None
    last: CheckIn | None
    number: int
    made: Sequence[TalkPromise]
    topics: Sequence[Topic]
    note: str
    rating: HelpRating | None
    asks_promises: bool
    agenda: Agenda | None

    @property
    def edition(self) -> str:
        """What a reader of this page confirms, as `coaching.actions.check_in.edition` has it."""
        made = sorted(one.pk for one in self.made)
        return ".".join(str(part) for part in (self.talk.notes_version, *made))


def facts(talk: CheckIn, reader: User, *, at: datetime) -> TalkFacts:
    """Everything on the page of this check-in (of `talk_found.talk`) for one of its two sides."""
    state = talk.state(at)
    held = _held_before(talk)
    last = held[0] if held else None
    promises = _promises(talk, last)
    earlier = [one for one in promises if one.check_in_id != talk.pk]
    agenda = _agenda(talk, last, reader, earlier, at=at) if state in WITH_AGENDA else None
    rating, asks_promises = _rating(talk, reader, at=at)
    own_note = PrivateNote.objects.of(reader).filter(check_in=talk)
    return TalkFacts(
        talk=talk,
        state=state,
        lead=found.lead_of(talk, reader),
        plan=_plan(talk, agenda),
        last=last,
        number=len(held) + 1,
        made=[one for one in promises if one.check_in_id == talk.pk],
        topics=_topics(talk, state),
        note=own_note.values_list("text", flat=True).first() or "",
        rating=rating,
        asks_promises=asks_promises,
        agenda=agenda,
    )


def _held_before(talk: CheckIn) -> list[CheckIn]:
    """The talks of these two before this one that both confirmed, the newest first."""
    before = CheckIn.objects.held().filter(rep=talk.rep_id, kind=talk.kind, planned_for__lt=talk.planned_for)
    return list(before.only("planned_for").order_by("-planned_for", "-pk"))


def _promises(talk: CheckIn, last: CheckIn | None) -> list[TalkPromise]:
    since = localtime(last.planned_for).date() if last else None
    rows = TalkPromise.objects.of_agenda(talk, since=since).select_related("commitment__promised_by")
    return list(rows.order_by("commitment__due_on", "pk"))


def _plan(talk: CheckIn, agenda: Agenda | None) -> Plan | None:
    """The plan of its agenda; of a talk that is over its own."""
    if agenda is not None and agenda.opened is not None:
        return agenda.opened.plan
    return talk.plan if agenda is None or found.plan_id_of(talk) == talk.plan_id else None


def _topics(talk: CheckIn, state: CheckInState) -> list[Topic]:
    topics = Topic.objects.of_talk(talk) if state in WITH_AGENDA else Topic.objects.filter(talked_in=talk)
    return list(topics.select_related("added_by").order_by("added_at", "pk"))


def _rating(talk: CheckIn, reader: User, *, at: datetime) -> tuple[HelpRating | None, bool]:
    """What the rep said of this talk, and whether the question of the quarter is due. Others read nothing."""
    if reader.pk != talk.rep_id:
        return None, False
    said = list(HelpRating.objects.of_talk_or_since(talk, at - QUARTER))
    own = next((one for one in said if one.check_in_id == talk.pk), None)
    asked = any(one.promises_came is not None for one in said if one.check_in_id != talk.pk)
    return own, not asked


def _agenda(
    talk: CheckIn, last: CheckIn | None, reader: User, promises: Sequence[TalkPromise], *, at: datetime
) -> Agenda:
    on, is_line = localtime(at).date(), talk.kind == CheckInKind.LINE
    since = localtime(last.planned_for).date() if last else on - FIRST_LOOK_BACK
    begins = last.planned_for if last else at - FIRST_LOOK_BACK
    plan_id = found.plan_id_of(talk)
    opened = None
    if plan_id is not None:
        opened = opened_plan.find(reader, plan_id, part="talk", since=min(since, monday(on)))
    signals = EarlySignal.objects.filter(rep=talk.rep_id).open().select_related("metric")
    return Agenda(
        since=since,
        is_first=last is None,
        opened=opened,
        numbers=plan_numbers(opened, on=on, with_proof=True) if opened is not None else None,
        setting=setting_of(opened.plan, on=on) if opened is not None else None,
        signals=list(signals) if is_line else [],
        promises=promises,
        quick_replies=[one for one in opened.quick_replies if one.at >= begins] if opened else [],
        deals=[one for source in hooks.talk_deals for one in source(reader, talk.rep, at)] if is_line else [],
    )
