"""What needs a manager, most urgent first: each line with its icon, its words and its one verb."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from coaching.pages.board import desk_needs, hr_needs, mentor_needs, typed_needs
from coaching.pages.board import talk_needs as talk_lines
from coaching.pages.board.need import Need, Waiting, shortened
from coaching.queries.needs import LatePromise, PlanNeeds
from coaching.queries.on_desk import OnDesk
from coaching.queries.owed import Owed
from coaching.queries.talk_asks import TalkAsk
from coaching.queries.talk_needs import NOTHING, TalkNeeds
from coaching.queries.vague_needs import VagueStep
from coaching.queries.wishes import Wish
from plans.calculations.status import StatusWord
from plans.models import Milestone, Plan
from plans.pages.status import shown
from salesgym.numbers.models import EarlySignal
from salesgym.numbers.pages.signals import words as signal_words
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from salesgym.people.pages.sentence import sentence

MOST_SHOWN = 5
# So many stand there once all of them are asked for.
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, most urgent first: the lines that are shown, and how many there are in all."""

    shown: list[Need]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.shown)

    @property
    def minutes(self) -> int:
        """About how long the lines that are shown take together."""
        return sum(need.minutes for need in self.shown)


def queue(
    plans: Iterable[PlanNeeds],
    signals: Iterable[EarlySignal] = (),
    wishes: Iterable[Wish] = (),
    owed: Iterable[Owed] = (),
    talks: Iterable[TalkAsk] = (),
    talk_needs: TalkNeeds = NOTHING,
    desk: OnDesk | None = None,
    *,
    reader: User,
    say: Sayers,
    on: date,
    most: int = MOST_SHOWN,
) -> Queue:
    """What waits on these plans as lines for the reader to print, at most so many, the oldest first in a kind.

    `signals` are those that wait and are no good news, with their reps and metrics; `wishes` are plans that reps
    without one ask for, `owed` rewards of closed plans, `talks` what reps want to talk about,
    `talk_needs` the check-ins that wait, `desk` what waits for the manager as a mentor.
    """
    waiting = [Waiting("signal", signal.since, partial(_signal, signal, say)) for signal in signals]
    waiting += [Waiting("wish", wish.asked_on, partial(_wish, wish)) for wish in wishes]
    waiting += [Waiting("reward", one.earned_on, partial(_reward, one)) for one in owed]
    waiting += talk_lines.waiting(talks) + talk_lines.of_talks(talk_needs, reader)
    waiting += desk_needs.waiting(desk) if desk else []
    for one in plans:
        waiting += _of_plan(one, reader, say, on=on)
    shown_first = sorted(waiting, key=attrgetter("place"))[:most]
    return Queue([one.build() for one in shown_first], len(waiting))


def _of_plan(needs: PlanNeeds, reader: User, say: Sayers, *, on: date) -> Iterator[Waiting]:
    plan = needs.plan
    if needs.counts.get("review"):
        yield Waiting("review", plan.review_due_on or plan.ends_on, partial(_review, plan, on=on))
    for kind, (since, build) in ONE_A_PLAN.items():
        if needs.counts.get(kind):
            yield Waiting(kind, since(plan), partial(build, plan))
    yield from mentor_needs.waiting(plan, needs.mentor, _day(plan.proposed_at))
    for asked in needs.vague:
        yield Waiting("vague", asked.since, partial(_vague, plan, asked))
    yield from typed_needs.waiting(plan, needs.typed)
    for promise in needs.late:
        yield Waiting("promise", promise.due_on, partial(_promise, plan, promise, reader))
    for step in needs.steps:
        yield from _of_step(needs, step, say)


def _of_step(needs: PlanNeeds, step: Milestone, say: Sayers) -> Iterator[Waiting]:
    plan = needs.plan
    if step.pk in needs.overdue:
        yield Waiting("overdue", step.due_on, partial(_overdue, plan, step))
    if step.is_to_verify:
        yield Waiting("verify", step.reached_on, partial(_verify, plan, step, say))
    reward = getattr(step, "reward", None)
    if reward and reward.is_owed:
        earned_on = _day(reward.earned_at)
        one = Owed(reward.pk, plan.pk, plan.rep_id, plan.rep.first_name, reward.what, earned_on)
        yield Waiting("reward", earned_on, partial(_reward, one))


def _review(plan: Plan, *, on: date) -> Need:
    due = plan.review_due_on
    is_late = due is not None and due < on
    said = {"focus": plan.skill, "day": words.long_day(due)}
    text = _("%(focus)s. Was due %(day)s.") % said if is_late else _("%(focus)s. Due %(day)s.") % said
    return Need(
        "review", "clock" if is_late else "clipboard-check", "clay",
        sentence(_("%(name)s's plan is ready for its outcome"), {"name": plan.rep.first_name}, name=plan.rep_id),
        text if due else str(plan.skill),
        _("Decide the outcome"), reverse("plans:close_plan", args=[plan.pk]),
    )  # fmt: skip


def _changes(plan: Plan) -> Need:
    return Need(
        "changes", "message-square-diff", "lake",
        sentence(_("%(name)s suggests a change to the plan"), {"name": plan.rep.first_name}, name=plan.rep_id),
        shortened(plan.suggested_changes), _("Read and answer"),
        reverse("plans:proposal", args=[plan.pk]),
    )  # fmt: skip


def _vague(plan: Plan, asked: VagueStep) -> Need:
    said = {"name": plan.rep.first_name, "number": asked.number}
    return Need(
        "vague", "circle-question-mark", "lake",
        sentence(_("%(name)s finds step %(number)s vague"), said, name=plan.rep_id),
        shortened(asked.unclear), _("Read and answer"), reverse("plans:answer_step", args=[asked.question]),
    )  # fmt: skip


def _sign(plan: Plan) -> Need:
    weeks = round((plan.ends_on - plan.starts_on).days / 7) if plan.ends_on and plan.starts_on else 0
    text = (
        _("%(name)s has answered, your turn")
        if plan.is_formal
        else _("%(name)s signed the agreement, your turn")
    )
    to_sign = "plans:acknowledgement" if plan.is_formal else "plans:agreement"
    return Need(
        "sign", "pen-line", "lake", sentence(text, {"name": plan.rep.first_name}, name=plan.rep_id),
        ngettext("%(focus)s, %(weeks)s week from %(day)s.", "%(focus)s, %(weeks)s weeks from %(day)s.", weeks)
        % {"focus": plan.skill, "weeks": weeks, "day": words.long_day(plan.starts_on)},
        _("Read and sign"), reverse(to_sign, args=[plan.pk]),
    )  # fmt: skip


def _stalled(plan: Plan) -> Need:
    status = shown(StatusWord.STALLED)
    return Need(
        "stalled", status.icon, status.tint,
        sentence(_("%(name)s's plan has stood still for two weeks"), {"name": plan.rep.first_name}, name=plan.rep_id),
        _("No workout and no numbers. It may be the plan: a good moment to ask."),
        _("Take a look"), reverse("coaching:plan_page", args=[plan.pk]),
    )  # fmt: skip


def _promise(plan: Plan, promise: LatePromise, reader: User) -> Need:
    said = {"name": plan.rep.first_name, "what": promise.what}
    due = words.long_day(promise.due_on)
    return Need(
        "promise", "clock-alert", "clay",
        sentence(_("What was promised to %(name)s is late: %(what)s"), said, name=plan.rep_id),
        _promised_by(promise, reader) % {"who": promise.by.partition(" ")[0], "day": due},
        _("Keep it"), f"{reverse('coaching:plan_page', args=[plan.pk])}#promises",
    )  # fmt: skip


def _promised_by(promise: LatePromise, reader: User) -> str:
    if promise.by_id == reader.pk:
        return _("You promised it, and it was due on %(day)s.")
    return _("%(who)s promised it, and it was due on %(day)s.") if promise.by else _("It was due on %(day)s.")


def _overdue(plan: Plan, step: Milestone) -> Need:
    said = {"name": plan.rep.first_name, "number": step.position}
    return Need(
        "overdue", "calendar-clock", "",
        sentence(_("The date of %(name)s's step %(number)s has passed"), said, name=plan.rep_id),
        _("%(focus)s. It was due on %(day)s: ask what is in the way.")
        % {"focus": plan.skill, "day": words.long_day(step.due_on)},
        _("Take a look"), f"{reverse('coaching:plan_page', args=[plan.pk])}#step-{step.position}",
    )  # fmt: skip


def _unanswered(plan: Plan) -> Need:
    return Need(
        "unanswered", "mail-question-mark", "",
        sentence(_("%(name)s has not answered your proposal yet"), {"name": plan.rep.first_name}, name=plan.rep_id),
        _("%(focus)s, proposed on %(day)s. Read it together, or ask what is missing.")
        % {"focus": plan.skill, "day": words.long_day(_day(plan.proposed_at))},
        _("See the proposal"), reverse("plans:proposal", args=[plan.pk]),
    )  # fmt: skip


def _verify(plan: Plan, step: Milestone, say: Sayers) -> Need:
    reward = getattr(step, "reward", None)
    facts = words.step_facts(step, say)
    text = f"{facts} " + (_("Reward: %(what)s.") % {"what": reward.what} if reward else "")
    said = {"name": plan.rep.first_name, "number": step.position}
    return Need(
        "verify", "flag", "leaf",
        sentence(
            _("%(name)s says that step %(number)s is done, ready for you to verify")
            if step.is_claimed
            else _("%(name)s reached step %(number)s, ready for you to verify"),
            said,
            name=plan.rep_id,
        ),
        text.strip(), _("Verify"),
        f"{reverse('coaching:plan_page', args=[plan.pk])}#step-{step.position}",
        # What the rep claims is read first; what the numbers say stands in the line.
        "" if step.is_claimed else reverse("plans:verify_milestone", args=[step.pk]),
    )  # fmt: skip


def _reward(owed: Owed) -> Need:
    return Need(
        "reward", "gift", "sun",
        sentence(
            _("%(what)s for %(name)s is ready to give"), {"what": owed.what, "name": owed.name}, name=owed.rep
        ),
        _("Earned on %(day)s.") % {"day": words.long_day(owed.earned_on)},
        _("Mark as given"), f"{reverse('coaching:plan_page', args=[owed.plan])}#rewards",
        reverse("plans:deliver_reward", args=[owed.pk]),
    )  # fmt: skip


def _wish(wish: Wish) -> Need:
    return Need(
        "wish", "message-circle", "leaf",
        sentence(
            _("%(name)s asks for a plan: %(focus)s"), {"name": wish.name, "focus": wish.focus}, name=wish.rep
        ),
        shortened(wish.sentence), _("Read and answer"), answer_url(wish),
    )  # fmt: skip


def answer_url(wish: Wish) -> str:
    """Where a manager answers the rep."""
    return reverse("plans:answer_wish", args=[wish.pk])


def _signal(signal: EarlySignal, say: Sayers) -> Need:
    return Need(
        "signal", "activity", "",
        signal_words.title(signal, say),
        _("%(facts)s A good moment to ask, not to judge.") % {"facts": signal_words.short(signal, say)},
        _("Take a look"), f"{reverse('numbers:early_signals')}#signal-{signal.pk}",
    )  # fmt: skip


# Since when each of these waits, and how its line is built.
ONE_A_PLAN: dict[str, tuple[Callable[[Plan], date | None], Callable[[Plan], Need]]] = {
    "changes": (lambda plan: _day(plan.suggested_at), _changes),
    "sign": (lambda plan: plan.starts_on, _sign),
    "unanswered": (lambda plan: _day(plan.proposed_at), _unanswered),
    "hr_returned": (lambda plan: plan.starts_on, hr_needs.returned),
    "hr_approved": (lambda plan: plan.starts_on, hr_needs.approved),
    "stalled": (lambda plan: plan.last_practice_on or plan.starts_on, _stalled),
}


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None
