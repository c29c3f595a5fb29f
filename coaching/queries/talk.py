"""A check-in on one page: what each part of its agenda and of its record needs, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from coaching.models import CheckIn, CheckInKind, CheckInState, HelpRating, TalkPromise, Topic
from coaching.queries import opened_plan
from coaching.queries import talk_found as found
from coaching.queries.opened_plan import OpenedPlan, QuickReply
from coaching.queries.plan import PlanNumbers, plan_numbers
from coaching.queries.talk_opened import OpenedTalk
from plans.models import Plan
from plans.queries.baselines import setting_of
from salesgym import hooks
from salesgym.numbers.calculations.statistics.setting_weeks import Setting
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import EarlySignal
from salesgym.numbers.queries.scorecard import metrics_by_id
from salesgym.people.models import User

# An agenda is filled in while there is something to talk about; afterwards the page is a record.
WITH_AGENDA = frozenset({CheckInState.PLANNED, CheckInState.DUE, CheckInState.RUNNING, CheckInState.WAITS})
# Without an earlier talk the agenda looks back so far.
FIRST_LOOK_BACK = timedelta(days=14)


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
    """One check-in for one of its two sides. `number` is which it is, of those that both confirmed.

    `made` are the promises of this talk, `topics` what waits for it or was talked about in it, `note` the reader's own,
    `rating` what the rep said of it, None for everybody else. `asks_promises`: the question of the quarter is due.
    """

    talk: CheckIn
    state: CheckInState
    lead: User
    plan: Plan | None
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


def facts(opened: OpenedTalk, reader: User, *, at: datetime) -> TalkFacts:
    """Everything on the page of this check-in for one of its two sides."""
    talk = opened.talk
    state = talk.state(at)
    agenda = _agenda(opened, reader, at=at) if state in WITH_AGENDA else None
    rating, asks_promises = _rating(opened, reader)
    return TalkFacts(
        talk=talk,
        state=state,
        lead=found.lead_of(talk, reader),
        plan=_plan(talk, agenda),
        number=opened.many_held + 1,
        made=[one for one in opened.promises if one.check_in_id == talk.pk],
        topics=[one for one in opened.topics if one.talked_in_id == talk.pk or agenda is not None],
        note=opened.note,
        rating=rating,
        asks_promises=asks_promises,
        agenda=agenda,
    )


def _plan(talk: CheckIn, agenda: Agenda | None) -> Plan | None:
    """The plan of its agenda; of a talk that is over its own."""
    if agenda is not None and agenda.opened is not None:
        return agenda.opened.plan
    return talk.plan if agenda is None or found.plan_id_of(talk) == talk.plan_id else None


def _rating(opened: OpenedTalk, reader: User) -> tuple[HelpRating | None, bool]:
    """What the rep said of this talk, and whether the question of the quarter is due. Others read nothing."""
    talk = opened.talk
    if reader.pk != talk.rep_id:
        return None, False
    own = next((one for one in opened.ratings if one.check_in_id == talk.pk), None)
    asked = any(one.promises_came is not None for one in opened.ratings if one.check_in_id != talk.pk)
    return own, not asked


def _agenda(opened: OpenedTalk, reader: User, *, at: datetime) -> Agenda:
    talk, last = opened.talk, opened.last_held
    on, is_line = localtime(at).date(), talk.kind == CheckInKind.LINE
    since = localtime(last).date() if last else on - FIRST_LOOK_BACK
    begins = last or at - FIRST_LOOK_BACK
    plan_id, plan = found.plan_id_of(talk), None
    if plan_id is not None:
        plan = opened_plan.find(reader, plan_id, part="talk", since=min(since, monday(on)))
    numbers = plan_numbers(plan, on=on, with_proof=True) if plan is not None else None
    return Agenda(
        since=since,
        is_first=last is None,
        opened=plan,
        numbers=numbers,
        setting=setting_of(plan.plan, on=on) if plan is not None else None,
        signals=_signals(opened, numbers) if is_line else [],
        promises=[one for one in opened.promises if one.check_in_id != talk.pk],
        quick_replies=[one for one in plan.quick_replies if one.at >= begins] if plan is not None else [],
        deals=[one for source in hooks.talk_deals for one in source(reader, talk.rep, at)] if is_line else [],
    )


def _signals(opened: OpenedTalk, numbers: PlanNumbers | None) -> list[EarlySignal]:
    """The open signals of the rep; the metrics are asked for where no plan has brought them."""
    if not opened.signals:
        return []
    return opened.signals_with(numbers.metrics if numbers is not None else metrics_by_id())
