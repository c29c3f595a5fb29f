"""How formal plans of the sample end: a request to HR, an override, an outcome that was shown, and an appeal."""

from datetime import datetime, timedelta
from functools import partial

from coaching.areas.formal.management.sample.drafts import Life
from coaching.areas.formal.management.sample.story import Until
from coaching.management.sample.life import Diary, moment
from plans.actions import announced_outcome, forecast, outcome, override, statement
from plans.models import Outcome, Override, Plan
from plans.queries.closing import open_debts
from salesgym.numbers.calculations.weeks.calendar import monday

A_DAY = timedelta(days=1)
ASKED = (
    "The colleague who was to be the second mentor has left, so this promise could not be kept. "
    "Everything else was, and the weeks stayed as they were."
)
ASKED_OF_SAMUEL = "The day with the partner team could not take place. Everything else was given, and the weeks stayed as they were."
OVERRIDDEN = (
    "The partner team was dissolved in the second month, so the day with them could not take place. "
    "The other help was given, the course late."
)
NOT_MET = "Fourteen weeks went by at the level before. The calls side by side were good, and did not carry into the other days."
LEARNED = "Calls side by side help on their day. Next time begin with one fixed hour a day, and add to it."
STATEMENT = "I worked on this every week. I would like to stay in a role with fewer and longer talks."
APPEAL = "The course came six days late and the day with the partners never. I was judged on weeks without the help I was promised."


def put(diary: Diary, life: Life) -> None:
    """What happens after the last day."""
    over = moment(life.ends_on + A_DAY, 7)
    diary.put(over, partial(_review, life))
    if life.story.until == Until.IN_REVIEW:
        last = monday(life.now.date())
        diary.put(min(moment(last, 9), life.now - timedelta(hours=2)), partial(_ask, life))
    if life.story.until == Until.SHOWN:
        diary.put(life.now - timedelta(hours=1), partial(_announce, life, Outcome.NextStep.OTHER_ROLE))
        diary.put(life.now - timedelta(minutes=20), partial(_say, life))
    if life.story.until == Until.CLOSED:
        tuesday = life.ends_on + 4 * A_DAY
        diary.put(moment(tuesday, 10), partial(_ask, life))
        diary.put(moment(tuesday + A_DAY, 11), partial(_override, life))
        diary.put(moment(tuesday + A_DAY, 15), partial(_announce, life, Outcome.NextStep.FURTHER_HELP))
        diary.put(moment(tuesday + 2 * A_DAY, 9), _settle)
        diary.put(moment(tuesday + 15 * A_DAY, 14), partial(_appeal, life))


def _review(life: Life, at: datetime) -> None:
    outcome.open_reviews(at=at)
    forecast.forecast(plan_ids=[life.plan.pk], at=at)


def _ask(life: Life, at: datetime) -> None:
    override.ask(
        plan=_now(life),
        by=life.manager,
        why=ASKED if life.story.until == Until.IN_REVIEW else ASKED_OF_SAMUEL,
        at=at,
    )


def _override(life: Life, at: datetime) -> None:
    override.give(plan=_now(life), by=life.hr, blocks=[Override.Block.SUPPORT], reason=OVERRIDDEN, at=at)


def _announce(life: Life, next_step: str, at: datetime) -> None:
    plan = _now(life)
    left = list(open_debts(plan).keys.values())
    announced_outcome.announce(
        plan=plan,
        by=life.manager,
        reasons=NOT_MET,
        learned=LEARNED,
        next_step=next_step,
        given_up=left,
        at=at,
    )


def _settle(at: datetime) -> None:
    announced_outcome.settle_due(at=at)


def _say(life: Life, at: datetime) -> None:
    statement.add(plan=_now(life), by=life.rep, text=STATEMENT, at=at)


def _appeal(life: Life, at: datetime) -> None:
    statement.appeal(plan=_now(life), by=life.rep, text=APPEAL, at=at)


def _now(life: Life) -> Plan:
    return Plan.objects.get(pk=life.plan.pk)
