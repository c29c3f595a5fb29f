"""Today ready to print: this week's practice, today's workout, the next reward, the last word on the plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.calculations import week
from coaching.models import PracticeEntry
from coaching.pages import words
from coaching.pages.sent_back import SentBack, sent_back
from coaching.pages.today.ending import Ending, ending
from coaching.pages.today.lasting import Lasting, lasting
from coaching.pages.today.strength import StrengthWords, strength_words
from coaching.pages.today.win import Win, win
from coaching.pages.today.wish import WishWords, wish_words
from coaching.queries.standing import Standing
from coaching.queries.today import LastWord, OpenFacts, TodayFacts
from plans.models import FocusQuestion, Plan, ProgrammeItem
from plans.pages.changing import Changing, changing
from plans.pages.typed_weeks import Note, note
from plans.queries.days_off import back_on
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class Exercise:
    """One drill of today: done, next, or open."""

    name: str
    line: str
    state: str
    url: str
    minutes: int
    cue: str
    drill_url: str


@dataclass(frozen=True, slots=True)
class NextReward:
    """The step being climbed, and what waits on it."""

    what: str
    is_reward: bool
    left: str
    percent: int
    line: str
    bar: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """Everything the page prints. `state` is a plan's status, "waiting" before its first day, "none" without one.

    `back_on` is the day on which a leave ends during which the plan is paused.
    """

    plan: Plan | None
    state: str
    has_signed: bool = False
    days: tuple[str, ...] = ()
    days_words: str = ""
    days_line: str = ""
    exercises: Sequence[Exercise] = ()
    workout_line: str = ""
    sent_back: Sequence[SentBack] = ()
    reward: NextReward | None = None
    word: LastWord | None = None
    warm_up: str = ""
    numbers_to: date | None = None
    question: FocusQuestion | None = None
    changing: Changing | None = None
    ending: Ending | None = None
    lasting: Lasting | None = None
    strength: StrengthWords | None = None
    win: Win | None = None
    back_on: date | None = None
    typed: Note | None = None
    wish: WishWords | None = None
    can_ask: bool = False

    @property
    def is_reading(self) -> bool:
        """Whether it is one column of text: before a plan, between two, and while a proposal waits."""
        return self.state in {"none", "closed", Plan.Status.PROPOSED}


def today(facts: TodayFacts, *, say: Sayers, on: date, is_member: bool = False) -> TodayPage:
    """The page of a rep with an open plan, after the last one, or before the first.

    Between plans a member of a team may ask for one, unless they have asked or their manager has begun.
    """
    strength = strength_words(facts.strength, say) if facts.strength is not None else None
    if facts.open is not None:
        return replace(_open(facts.open, say=say, on=on), strength=strength)
    has_begun = facts.question is not None or facts.changing is not None
    wish = None if has_begun else facts.wish
    return TodayPage(
        facts.closed,
        "closed" if facts.closed else "none",
        question=facts.question,
        changing=changing(facts.changing, facts.managers) if facts.changing is not None else None,
        ending=ending(facts.closed, facts.earned) if facts.closed is not None else None,
        strength=strength,
        lasting=lasting(facts.look, facts.old_programme, say, on=on),
        wish=wish_words(wish, facts.managers) if wish is not None else None,
        can_ask=is_member and not has_begun and wish is None,
    )


def _open(facts: OpenFacts, *, say: Sayers, on: date) -> TodayPage:
    plan, work_days = facts.own.plan, facts.own.work_days
    # A plan that rests or is over asks for nothing: no workout, no open days, no next step.
    runs = plan.status in {Plan.Status.ACTIVE, Plan.Status.PROPOSED}
    exercises = _exercises(facts.programme, facts.entries, on=on) if runs else []
    practiced = {entry.practiced_on for entry in facts.entries}
    return TodayPage(
        plan=plan,
        state=_state(plan, on=on),
        has_signed=facts.own.has_signed,
        days=week.dots(on=on, practiced=practiced, work_days=work_days)
        if plan.status == Plan.Status.ACTIVE
        else (),
        days_words=words.practice_days(len(practiced)),
        days_line=_days_line(len(practiced), work_days),
        exercises=exercises,
        workout_line=_workout_line(exercises, is_rest_day=str(on.isoweekday()) not in work_days),
        sent_back=sent_back(plan, facts.steps, reader=plan.rep, say=say),
        win=win(plan, facts.steps, say, on=on, told=facts.told) if plan.is_working else None,
        reward=_reward(plan, facts.standing, say, on=on) if plan.status == Plan.Status.ACTIVE else None,
        word=facts.own.word,
        warm_up=next((one.cue for one in exercises if one.state == "next"), ""),
        numbers_to=facts.numbers_to,
        back_on=back_on(plan, on=on) if plan.status == Plan.Status.PAUSED else None,
        typed=note(plan, reader=plan.rep),
    )


def _state(plan: Plan, *, on: date) -> str:
    if plan.status == Plan.Status.ACTIVE and not plan.has_started(on=on):
        return "waiting"
    return plan.status


def _exercises(
    items: Sequence[ProgrammeItem], entries: Sequence[PracticeEntry], *, on: date
) -> list[Exercise]:
    """What today's workout holds: drills done today, and those whose times this week are still open."""
    exercises = []
    has_next = False
    for item in items:
        mine = [entry for entry in entries if entry.drill_id == item.drill_id]
        done = next((entry for entry in mine if entry.practiced_on == on), None)
        if done is None and len({entry.practiced_on for entry in mine}) >= item.times_a_week:
            continue
        state = "done" if done else "open" if has_next else "next"
        has_next = has_next or state == "next"
        exercises.append(
            Exercise(
                name=item.drill.name,
                line=_logged(done) if done else words.drill_line(item),
                state=state,
                url=reverse("coaching:log_practice", query={"drill": item.drill_id}),
                minutes=item.minutes,
                cue=item.drill.cue,
                drill_url=reverse("coaching:drill", args=[item.drill_id]),
            )
        )
    return exercises


def _logged(entry: PracticeEntry) -> str:
    return _("Logged at %(time)s") % {"time": time_format(timezone.localtime(entry.practiced_at), "G:i")}


def _workout_line(exercises: Sequence[Exercise], *, is_rest_day: bool) -> str:
    """1 of 3 done, 16 min left; on a day off nothing is due."""
    if not exercises:
        return ""
    done = sum(exercise.state == "done" for exercise in exercises)
    if is_rest_day and not done:
        return _("A rest day, an extra one counts")
    left = sum(exercise.minutes for exercise in exercises if exercise.state != "done")
    said = {"done": done, "all": len(exercises), "left": left}
    if not left:
        return _("All %(all)s done") % said if done > 1 else _("Done")
    return _("%(done)s of %(all)s done, %(left)s min left") % said


def _days_line(count: int, work_days: str) -> str:
    """3 days in, weekend off"""
    days = ngettext("%(count)s day in", "%(count)s days in", count) % {"count": count}
    return _("%(days)s, weekend off") % {"days": days} if not set("67") & set(work_days) else days


def _reward(plan: Plan, standing: Standing, say: Sayers, *, on: date) -> NextReward | None:
    step = standing.step
    if step is None:
        return None
    reward = getattr(step, "reward", None)
    return NextReward(
        what=reward.what if reward else words.step_name(plan, step, say),
        is_reward=reward is not None,
        left=_left(step.due_on, on=on),
        percent=standing.percent,
        line=words.to_go(standing, say)
        or _("Done when %(step)s") % {"step": words.step_name(plan, step, say)},
        bar=_("%(percent)s%% of the way to %(goal)s")
        % {"percent": standing.percent, "goal": words.step_goal(step, say)},
    )


def _left(due_on: date, *, on: date) -> str:
    """12 days, due today, or was due 27 Nov."""
    left = (due_on - on).days
    if left < 0:
        return _("was due %(day)s") % {"day": words.day(due_on)}
    return ngettext("%(count)s day", "%(count)s days", left) % {"count": left} if left else _("due today")
