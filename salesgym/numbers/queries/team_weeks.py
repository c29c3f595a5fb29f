"""Teams' numbers over the last weeks, read from their sums (salesgym.numbers.actions.team_weeks)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from salesgym.numbers.calculations.weeks import complete_weeks
from salesgym.numbers.models import TeamWeek


@dataclass(frozen=True, slots=True)
class BesideBefore:
    """A total of the last weeks beside the one of as many weeks before; None where nobody knows any."""

    now: Decimal | None = None
    before: Decimal | None = None


def beside_before(
    team_ids: Collection[int], keys: Collection[str], *, until: date, weeks: int
) -> dict[tuple[int, str], BesideBefore]:
    """The totals of these metrics for each team, by (team id, metric's key). One query."""
    mondays = complete_weeks(until=until, weeks=2 * weeks)
    is_now = Q(week_start__gte=mondays[weeks])
    rows = (
        TeamWeek.objects.filter(
            team__in=team_ids,
            week_start__range=(mondays[0], mondays[-1]),
            metric__key__in=keys,
        )
        .values_list("team", "metric__key")
        .annotate(now=Sum("total", filter=is_now), before=Sum("total", filter=~is_now))
        .order_by()
    )
    return {(team_id, key): BesideBefore(now, before) for team_id, key, now, before in rows}
