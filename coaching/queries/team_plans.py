"""Plans of teams, counted by status and by whether their reps improve. Never whose, never what is in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models import Plan
from salesgym.people.models import Membership, Today

STATUSES = ("on_track", "needs_a_push", "stalled", "active", "paused", "waiting_to_start", "in_review")
# From here on a rep counts as improving: "likely" (statistics.md 2).
IMPROVING = 0.8
# A share of fewer plans would say something about single people.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """Open plans by status. `known` running ones have a forecast of whether their rep improves, `better` do."""

    by_status: Mapping[str, int]
    known: int = 0
    better: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_status.values())

    @property
    def words(self) -> list[str]:
        """3 on track, 1 stalled: those that there are."""
        return [_in_words(key, self.by_status[key]) for key in STATUSES if self.by_status.get(key)]

    @property
    def improving(self) -> str:
        """6 of 9; with too few of them no figure, since it would point at people."""
        if self.known >= FEWEST:
            return _("%(better)s of %(known)s") % {"better": self.better, "known": self.known}
        return _("too few to say") if self.total else ""


def _in_words(key: str, count: int) -> str:
    said = {
        "on_track": _("%(count)s on track"),
        "needs_a_push": ngettext("%(count)s needs a push", "%(count)s need a push", count),
        "stalled": _("%(count)s stalled"),
        "active": _("%(count)s not looked at yet"),
        "paused": _("%(count)s paused"),
        "waiting_to_start": _("%(count)s waiting to start"),
        "in_review": _("%(count)s in review"),
    }
    return said[key] % {"count": count}


def by_team(team_ids: Collection[int]) -> dict[int, PlanCounts]:
    """The open plans of each team's people today, drafts left out. One query."""
    running = Q(starts_on__lte=Today()) & (Q(ends_on=None) | Q(ends_on__gte=Today()))
    seen = [status for status in Plan.Status.values if status not in {Plan.Status.DRAFT, Plan.Status.CLOSED}]
    active = Q(person__plans__status=Plan.Status.ACTIVE)
    rows = (
        Membership.objects.filter(running, team__in=team_ids, person__plans__status__in=seen)
        .values_list("team", "person__plans__status", "person__plans__forecast__status")
        .annotate(
            many=Count("person__plans"),
            known=Count("person__plans__forecast__improved", filter=active),
            better=Count(
                "person__plans", filter=active & Q(person__plans__forecast__improved__gte=IMPROVING)
            ),
        )
        .order_by()
    )
    found: defaultdict[int, list[tuple[str, int, int, int]]] = defaultdict(list)
    for team_id, status, forecast, many, known, better in rows:
        found[team_id].append((_status(status, forecast), many, known, better))
    return {team_id: _counts(several) for team_id, several in found.items()}


def together(several: Mapping[int, PlanCounts]) -> PlanCounts:
    """All teams as one."""
    return _counts(
        [(key, many, 0, 0) for counts in several.values() for key, many in counts.by_status.items()]
        + [("", 0, counts.known, counts.better) for counts in several.values()]
    )


def _status(status: str, forecast: str | None) -> str:
    """The word of a plan's status: the forecast's for a running plan, once it has one."""
    if status == Plan.Status.ACTIVE:
        told = {"on_track", "needs_a_push", "stalled", "waiting_to_start"}
        return forecast if forecast in told else "active"
    return "waiting_to_start" if status == Plan.Status.PROPOSED else status


def _counts(rows: list[tuple[str, int, int, int]]) -> PlanCounts:
    by_status: defaultdict[str, int] = defaultdict(int)
    for key, many, _known, _better in rows:
        by_status[key] += many
    return PlanCounts(
        {key: by_status[key] for key in STATUSES if by_status[key]},
        known=sum(row[2] for row in rows),
        better=sum(row[3] for row in rows),
    )
