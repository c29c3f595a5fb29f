"""Changes of the practice programme, which the rep may make at any time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.version import lock, save
from plans.models import Drill, Event, Plan, ProgrammeItem
from plans.models.programme import MOST_DRILLS
from salesgym.errors import Refused
from salesgym.people.models import User


class ProgrammeRefused(Refused):
    """These drills are no possible programme, or the plan is closed; the message says why."""


@dataclass(frozen=True)
class Item:
    """One drill: how often a week, when, where and what then, how much at a time (None: as the drill suggests)."""

    drill: Drill
    times_a_week: int
    when: str = ""
    where: str = ""
    what: str = ""
    repetitions: int | None = None
    minutes: int | None = None


@transaction.atomic
def change(*, plan: Plan, by: User, items: Sequence[Item], at: datetime, version: int | None = None) -> Plan:
    """Replace the programme by these one to three drills. The same drills again change nothing."""
    plan = lock(plan, version=version)
    _refuse_wrong_items(plan, items)
    wanted = [_row(plan, position, item) for position, item in enumerate(items, start=1)]
    before = list(plan.programme.order_by("position"))
    if [_key(row) for row in before] == [_key(row) for row in wanted]:
        return plan
    plan.programme.all().delete()
    ProgrammeItem.objects.bulk_create(wanted)
    save(plan)
    detail = {"drills": [{"drill": row.drill.name, "times_a_week": row.times_a_week} for row in wanted]}
    history.record(plan=plan, actor=by, event=Event.PROGRAMME_CHANGED, at=at, detail=detail)
    return plan


def _refuse_wrong_items(plan: Plan, items: Sequence[Item]) -> None:
    if not plan.is_open:
        raise ProgrammeRefused(_("This plan is closed. Its programme stays as it was."))
    if not 1 <= len(items) <= MOST_DRILLS:
        raise ProgrammeRefused(_("Choose one to three drills: a small programme is kept."))
    if len({item.drill.pk for item in items}) < len(items):
        raise ProgrammeRefused(_("Choose each drill once, and set how often a week instead."))
    if any(item.what.strip() and not item.when.strip() for item in items):
        raise ProgrammeRefused(_("Say when it is time for it: the moment is what makes it happen."))


def _row(plan: Plan, position: int, item: Item) -> ProgrammeItem:
    return ProgrammeItem(
        plan=plan,
        drill=item.drill,
        position=position,
        times_a_week=item.times_a_week,
        when=item.when.strip(),
        where=item.where.strip(),
        what=item.what.strip(),
        repetitions=item.repetitions or item.drill.repetitions,
        minutes=item.minutes or item.drill.minutes,
    )


def _key(row: ProgrammeItem) -> tuple[object, ...]:
    return row.drill_id, row.times_a_week, row.when, row.where, row.what, row.repetitions, row.minutes
