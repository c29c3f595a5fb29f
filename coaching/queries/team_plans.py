"""Plans of teams, counted by status and by whether their reps improve. Never whose, never what is in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from plans.calculations.status import NOT_LOOKED_AT, RUNNING, StatusWord
from plans.models import Plan
from salesgym.numbers.calculations.statistics.improvement import LIKELY
from salesgym.people.models import Membership

# In the order they are told, those first that run.
STATUSES = (
    StatusWord.JUST_STARTED,
    StatusWord.ON_TRACK,
    StatusWord.NEEDS_A_PUSH,
    StatusWord.STALLED,
    NOT_LOOKED_AT,
    StatusWord.PAUSED,
    StatusWord.WAITING_TO_START,
    StatusWord.IN_REVIEW,
)


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """Open plans by status. `known` running ones have a judgement of whether they changed something, `better` likely did."""

    by_status: Mapping[str, int]
    known: int = 0
    better: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


def by_team(
    team_ids: QuerySet[Any, Any] | Collection[int], *, kind: str | None = None
) -> dict[int, PlanCounts]:
    """The open plans of each team's people today, of this kind where one is named, drafts left out. One query."""
    seen = [one for one in Plan.Status.values if one not in {Plan.Status.DRAFT, Plan.Status.CLOSED}]
    active = Q(person__plans__status=Plan.Status.ACTIVE)
    of_kind = Q() if kind is None else Q(person__plans__kind=kind)
    rows = (
        Membership.objects.today_in(team_ids)
        .filter(of_kind, person__plans__status__in=seen)
        .values_list("team", "person__plans__status", "person__plans__forecast__status")
        .annotate(
            many=Count("person__plans"),
            known=Count("person__plans__forecast__real", filter=active),
            better=Count("person__plans", filter=active & Q(person__plans__forecast__real__gte=LIKELY)),
        )
        .order_by()
    )
    found: defaultdict[int, list[tuple[str, int, int, int]]] = defaultdict(list)
    for team_id, stored, forecast, many, known, better in rows:
        found[team_id].append((_status(stored, forecast), many, known, better))
    return {team_id: _counts(several) for team_id, several in found.items()}


def together(several: Mapping[int, PlanCounts]) -> PlanCounts:
    """All teams as one."""
    return _counts(
        [(key, many, 0, 0) for counts in several.values() for key, many in counts.by_status.items()]
        + [("", 0, counts.known, counts.better) for counts in several.values()]
    )


def _status(stored: str, forecast: str | None) -> str:
    """A plan's status as it is counted: the forecast's for a running plan, once it has one."""
    if stored == Plan.Status.ACTIVE:
        told = {*map(str, RUNNING), str(StatusWord.WAITING_TO_START)}
        return forecast if forecast in told else NOT_LOOKED_AT
    return StatusWord.WAITING_TO_START if stored == Plan.Status.PROPOSED else stored


def _counts(rows: list[tuple[str, int, int, int]]) -> PlanCounts:
    by_status: defaultdict[str, int] = defaultdict(int)
    for key, many, _known, _better in rows:
        by_status[key] += many
    return PlanCounts(
        {key: by_status[key] for key in STATUSES if by_status[key]},
        known=sum(row[2] for row in rows),
        better=sum(row[3] for row in rows),
    )
