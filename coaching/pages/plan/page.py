"""The overview of a plan ready to print: stairs, truth, this week, conversation and the cards beside them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.models import Comment
from coaching.pages import words
from coaching.pages.plan import cards as plan_cards
from coaching.pages.plan import ledger as plan_ledger
from coaching.pages.plan import picture as plan_picture
from coaching.pages.plan import talks as plan_talks
from coaching.pages.plan import this_week as plan_week
from coaching.pages.plan import truth as plan_truth
from coaching.pages.plan.cards import Cards
from coaching.pages.plan.ledger import Ledger
from coaching.pages.plan.picture import Picture
from coaching.pages.plan.talks import FromTalks, NextTalk
from coaching.pages.plan.this_week import ThisWeek
from coaching.pages.plan.truth import Truth
from coaching.pages.sent_back import SentBack, sent_back
from coaching.queries.opened_plan import OpenedPlan
from coaching.queries.plan import PlanFacts
from coaching.queries.standing import Standing
from plans import permissions
from plans.calculations.status import StatusWord
from plans.models import Milestone, Plan
from plans.pages.corrections import corrections
from plans.pages.status import Status, shown
from plans.pages.step_question import SaidOfStep, said
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the overview prints. `said` is how many comments there are, `comments` the last of them."""

    steps: list[Milestone]
    standing: Standing
    status: Status
    picture: Picture
    corrections: list[str]
    sent_back: list[SentBack]
    truth: Truth | None
    week: ThisWeek
    cards: Cards
    comments: list[Comment]
    said: int
    line: str
    successor_id: int | None
    next_talk: NextTalk | None
    ledger: Ledger
    from_talks: FromTalks
    questions: list[SaidOfStep]

    @property
    def newest(self) -> Comment | None:
        """The newest word, where it still stands."""
        newest = self.comments[-1] if self.comments else None
        return newest if newest is not None and newest.withdrawn_at is None else None


def page(facts: PlanFacts, *, reader: User, say: Sayers, at: datetime) -> PlanPage:
    """The overview of a plan for one reader."""
    on = localtime(at).date()
    numbers, opened = facts.numbers, facts.numbers.opened
    plan, steps, standing = opened.plan, numbers.steps, numbers.standing
    is_rep = permissions.is_rep(reader, plan)
    return PlanPage(
        steps=steps,
        standing=standing,
        status=shown(standing.status, chance=None if is_rep else standing.chance),
        picture=plan_picture.picture(plan, steps, standing, say=say, on=on, reader=reader),
        corrections=corrections(steps, say),
        sent_back=sent_back(plan, steps, reader=reader, say=say),
        truth=plan_truth.truth(numbers, reader=reader, say=say),
        week=plan_week.this_week(opened, on=on),
        cards=plan_cards.cards(opened, steps, reader=reader, say=say, at=at),
        comments=facts.comments,
        said=facts.said,
        line=_line(plan, standing, on=on),
        successor_id=opened.successor_id,
        next_talk=plan_talks.next_talk(opened, reader),
        ledger=plan_ledger.ledger(opened, reader=reader, at=at),
        from_talks=plan_talks.from_talks(opened, on=on),
        questions=_questions(opened, reader),
    )


def _questions(opened: OpenedPlan, reader: User) -> list[SaidOfStep]:
    """What the two parties read about the steps; nothing for the mentor."""
    if not permissions.can_see_terms(reader, opened.plan):
        return []
    return [said(question, reader=reader) for question in opened.step_questions]


def _line(plan: Plan, standing: Standing, *, on: date) -> str:
    """Week 7 of 12, 34 days left; before it begins the day on which it does."""
    if plan.starts_on and standing.status == StatusWord.WAITING_TO_START:
        return words.starts(plan.starts_on, on=on)
    if not plan.is_open or plan.ends_on is None:
        return ""
    week, left = words.week_of(plan, on=on), words.days_left(plan.ends_on, on=on)
    return _("%(week)s, %(left)s") % {"week": week, "left": left}
