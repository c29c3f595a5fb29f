"""Who works beside a rep, and what is stored of their role: asked together, as whom to ask as a mentor needs them all."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FilteredRelation, Q

from salesgym.numbers.calculations.statistics.role_figures import Figures
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.peers import MOST_PEERS, same_role, without
from salesgym.people.models import Membership, User


@dataclass(frozen=True, slots=True)
class Colleagues:
    """The ids of those around a rep, and the stored figures of the role in one number; None where none are stored.

    `role` has the first sixty-one of the rep's role past its ramp, maybe the rep among them; `team` everybody of the
    rep's team, the rep too.
    """

    rep_id: int
    role: tuple[int, ...]
    team: frozenset[int]
    figures: Figures | None

    @property
    def peers(self) -> list[int]:
        """Up to sixty of the role without the rep: those of `peer_ids`."""
        return without(self.rep_id, self.role)


def colleagues_of(rep: User, metric: Metric | None, *, on: date) -> Colleagues:
    """Who works beside this rep on this day, with the figures of their role in this number. One query."""
    role = User.objects.none() if rep.job_role_id is None else same_role(rep.job_role_id, on=on)
    own = Membership.objects.filter(person=rep, ends_on=None)
    team = Membership.objects.filter(ends_on=None, team__in=own.values("team"))
    figures = FilteredRelation("job_role__figures", condition=Q(job_role__figures__metric=metric))
    found = User.objects.filter(pk=rep.pk).annotate(figures=figures)
    ids, members, *stored = found.values_list(
        ArraySubquery(role.values("pk")[: MOST_PEERS + 1]),
        ArraySubquery(team.values("person")),
        *(f"figures__{name}" for name in ("kind", "reps", "until", "spread", "mean", "variance")),
    ).get()
    known = Figures(*stored) if stored[0] is not None else None
    return Colleagues(rep.pk, tuple(ids or ()), frozenset(members), known)
