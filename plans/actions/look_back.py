"""The number of a plan that ended well is looked at once more, and its workout may be taken up again. No plan is opened."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.announcement import give, page_of
from plans.models import Event, LookBack, Plan, WorkoutAgain
from plans.models.look_back import WORKOUT_LASTS
from plans.pages.look_back import held_words, slipped_words
from plans.queries import found
from plans.queries import look_back as queries
from plans.queries.calendar import local_day
from plans.queries.kept_records import look_digests
from plans.queries.look_back import Due
from plans.queries.people import managers_of
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization, User

KIND = "plans.gain_looked_at"
BATCH = 200
FOUR, TWO = Decimal("0.0001"), Decimal("0.01")
TOLD = {LookBack.Verdict.HELD: Event.GAIN_HELD, LookBack.Verdict.SLIPPED: Event.GAIN_SLIPPED}


class NothingSlipped(Refused):
    """The gain did not slip, so there is no workout to take up again."""


class PlanComesFirst(Refused):
    """The rep has an open plan: one focus at a time."""


def look_again(*, at: datetime) -> int:
    """Take each look that is due, 4 and 13 full weeks after the end; how many. A repeat changes nothing.

    Rep and manager read one line where the gain held or slipped, and nothing where it is too early to tell.
    """
    plan_ids = queries.waiting(at=at)
    batches = [plan_ids[start : start + BATCH] for start in range(0, len(plan_ids), BATCH)]
    return sum(_keep(due, at) for batch in batches for due in queries.looks_due(batch, at=at))


@transaction.atomic
def take_up_workout(*, look: LookBack, by: User, at: datetime) -> WorkoutAgain:
    """Show the rep the drills of the old plan on their days for two weeks; once for each look."""
    Plan.objects.select_for_update().only("pk").get(pk=look.plan_id)
    taken = WorkoutAgain.objects.filter(look=look).first()
    if taken is not None:
        return taken
    if not look.is_slipped:
        raise NothingSlipped(_("Your gain held: there is nothing to take up again."))
    if found.has_open_plan(look.plan.rep):
        raise PlanComesFirst(_("You have a plan now: one focus at a time."))
    today = local_day(at)
    workout = WorkoutAgain.objects.create(
        look=look, starts_on=today, until=today + WORKOUT_LASTS - timedelta(days=1), taken_up_at=at
    )
    detail = {"look": look.pk, "until": workout.until.isoformat()}
    history.record(plan=look.plan, actor=by, event=Event.GAIN_WORKOUT_TAKEN_UP, at=at, detail=detail)
    return workout


@transaction.atomic
def _keep(due: Due, at: datetime) -> bool:
    """Store one look and tell of it; False where another task was faster."""
    Plan.objects.select_for_update().only("pk").get(pk=due.plan.pk)
    looked, figure = due.found, due.found.figure
    look, is_new = LookBack.objects.get_or_create(
        plan=due.plan,
        weeks=due.weeks,
        defaults={
            "verdict": str(looked.verdict),
            "milestone": due.step,
            "mark": due.step.target,
            "half": _places(looked.half, FOUR),
            "value": None if figure is None else _places(figure, FOUR),
            "numerator": _places(looked.total, TWO),
            "denominator": _places(looked.over, TWO),
            "chance": None if looked.chance is None else _places(looked.chance, FOUR),
            "first_week": due.first_week,
            "last_week": due.last_week,
            "looked_at": at,
        },
    )
    event = TOLD.get(LookBack.Verdict(look.verdict))
    if is_new and event is not None:
        detail = {"number": look.weeks, "look": look.pk} | look_digests(look)
        history.record(plan=due.plan, actor=None, event=event, at=at, detail=detail)
        if due.is_news:
            _tell(look, at)
    return is_new


def _tell(look: LookBack, at: datetime) -> None:
    """One line to the rep, and one to whoever manages them today."""
    say, rep = Sayers(Organization.objects.current().currency), look.plan.rep
    words = held_words if look.is_held else slipped_words
    for people, is_rep in (([rep], True), (managers_of(rep), False)):
        give(
            KIND,
            look.plan,
            to=people,
            title=words(look, say, is_rep=is_rep),
            url=f"{page_of(look.plan)}#lasting",
            occurrence=f"{look.weeks}w",
            refs={"look": look.pk},
            at=at,
        )


def _places(value: float, places: Decimal) -> Decimal:
    return Decimal(value).quantize(places)
