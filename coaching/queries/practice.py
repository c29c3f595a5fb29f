"""Which drills a rep may log, prefilled from their programme."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from coaching.models import PracticeEntry
from plans.models import Drill, Plan, ProgrammeItem

LAST = 99


@dataclass(frozen=True, slots=True)
class DrillChoice:
    """One chip of the log sheet."""

    drill: Drill
    repetitions: int
    minutes: int
    is_done_today: bool
    when: str = ""
    where: str = ""
    what: str = ""

    @property
    def label(self) -> str:
        return self.drill.short_name or self.drill.name


def drills(plan: Plan, *, on: date) -> list[DrillChoice]:
    """The programme's drills first, then the skill's others; one query."""
    item = ProgrammeItem.objects.filter(plan=plan, drill=OuterRef("pk"))
    today = PracticeEntry.objects.standing().filter(plan=plan, drill=OuterRef("pk"), practiced_on=on)
    found = (
        Drill.objects.filter(Q(skill=plan.skill_id, is_active=True) | Exists(item))
        .annotate(
            place=Coalesce(Subquery(item.values("position")[:1]), LAST),
            own_repetitions=Coalesce(Subquery(item.values("repetitions")[:1]), "repetitions"),
            own_minutes=Coalesce(Subquery(item.values("minutes")[:1]), "minutes"),
            is_done=Exists(today),
            own_when=Coalesce(Subquery(item.values("when")[:1]), Value("")),
            own_where=Coalesce(Subquery(item.values("where")[:1]), Value("")),
            own_what=Coalesce(Subquery(item.values("what")[:1]), Value("")),
        )
        .order_by("place", "position", "pk")
    )
    return [
        DrillChoice(
            drill,
            drill.own_repetitions,
            drill.own_minutes,
            drill.is_done,
            drill.own_when,
            drill.own_where,
            drill.own_what,
        )
        for drill in found
    ]


def first_open(choices: list[DrillChoice]) -> DrillChoice | None:
    """The drill that comes next: the first one not logged today."""
    return next((choice for choice in choices if not choice.is_done_today), choices[0] if choices else None)
