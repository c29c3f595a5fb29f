"""The overview of a plan ready to print: drawings, odds, practice, conversation and the cards beside them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.calculations import week
from coaching.models import Comment, PracticeEntry
from coaching.pages import words
from coaching.pages.plan import cards as plan_cards
from coaching.pages.plan import chances, quality, usual_range, volume
from coaching.pages.plan import picture as plan_picture
from coaching.pages.plan import practice as plan_practice
from coaching.pages.plan.cards import Cards
from coaching.pages.plan.chances import Odds
from coaching.pages.plan.picture import Picture
from coaching.pages.plan.practice import Effect
from coaching.pages.plan.quality import Pair
from coaching.pages.plan.usual_range import Usual
from coaching.pages.sent_back import SentBack, sent_back
from coaching.queries.plan import PlanFacts
from coaching.queries.standing import Standing
from plans import permissions
from plans.calculations.status import StatusWord
from plans.models import Milestone, Plan
from plans.pages.corrections import corrections
from plans.pages.status import Status, shown
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User

PRACTICE_SHOWN = 5
COMMENTS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the overview prints."""

    steps: list[Milestone]
    standing: Standing
    status: Status
    picture: Picture
    corrections: list[str]
    sent_back: list[SentBack]
    odds: Odds | None
    pairs: list[Pair]
    effect: Effect | None
    log_notes: list[str]
    cards: Cards
    practice: list[PracticeEntry]
    days: tuple[str, ...]
    days_words: str
    comments: list[Comment]
    earlier_comments: int
    line: str
    successor_id: int | None


def page(
    facts: PlanFacts, *, reader: User, say: Sayers, at: datetime, all_comments: bool = False
) -> PlanPage:
    """The overview of a plan for one reader. Without `all_comments` only the last ones are shown."""
    on = localtime(at).date()
    opened, steps, standing, series = facts.opened, facts.steps, facts.standing, facts.series
    plan, is_rep = opened.plan, permissions.is_rep(reader, opened.plan)
    practiced = {entry.practiced_on for entry in facts.practice if entry.practiced_on >= monday(on)}
    comments = facts.comments if all_comments else facts.comments[-COMMENTS_SHOWN:]
    return PlanPage(
        steps=steps,
        standing=standing,
        status=shown(standing.status, chance=None if is_rep else standing.chance),
        picture=_picture(facts, say, on=on, reader=reader),
        corrections=corrections(steps, say),
        sent_back=sent_back(plan, steps, reader=reader, say=say),
        odds=chances.odds(
            plan,
            standing.step,
            steps,
            qualities=facts.qualities,
            next_weeks=words.way_to_go(standing, say),
            say=say,
            is_rep=is_rep,
            on=facts.until,
        ),
        pairs=_pairs(facts, say),
        effect=plan_practice.effect(opened, series.get((plan.rep_id, plan.metric_id or 0))),
        log_notes=plan_practice.patterns(opened, on=on) if is_rep and plan.is_working else [],
        cards=plan_cards.cards(opened, steps, reader=reader, say=say, at=at),
        practice=facts.practice[:PRACTICE_SHOWN],
        days=week.dots(on=on, practiced=practiced, work_days=opened.work_days),
        days_words=words.practice_days(len(practiced)),
        comments=comments,
        earlier_comments=len(facts.comments) - len(comments),
        line=_line(plan, standing, on=on),
        successor_id=opened.successor_id,
    )


def _pairs(facts: PlanFacts, say: Sayers) -> list[Pair]:
    """The quality beside each activity, and of how many tries each share is made."""
    plan = facts.opened.plan
    return [
        *quality.beside(plan, facts.qualities, facts.series, say, facts.steps),
        *volume.beside(plan, facts.steps, facts.series, say),
    ]


def _picture(facts: PlanFacts, say: Sayers, *, on: date, reader: User) -> Picture:
    return plan_picture.picture(
        facts.opened.plan,
        facts.steps,
        facts.standing,
        facts.series,
        _usual(facts, say),
        say=say,
        on=on,
        reader=reader,
    )


def _usual(facts: PlanFacts, say: Sayers) -> Usual | None:
    """What is usual in the plan's number; None where nobody knows the number."""
    plan = facts.opened.plan
    own = facts.series.get((plan.rep_id, plan.metric_id)) if plan.metric_id else None
    if own is None or own.is_empty:
        return None
    return usual_range.usual(plan, own, facts.opened.signals, say(plan.metric), on=facts.until)


def _line(plan: Plan, standing: Standing, *, on: date) -> str:
    """Week 7 of 12, 34 days left; before it begins the day on which it does."""
    if plan.starts_on and standing.status == StatusWord.WAITING_TO_START:
        return words.starts(plan.starts_on, on=on)
    if not plan.is_open or plan.ends_on is None:
        return ""
    week, left = words.week_of(plan, on=on), words.days_left(plan.ends_on, on=on)
    return _("%(week)s, %(left)s") % {"week": week, "left": left}
