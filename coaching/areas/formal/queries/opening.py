"""Whom a manager may open a formal plan for, and why not for others."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.models import Plan
from plans.queries import hr
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Offer:
    """One rep: their open plan, who of HR may act, and the coaching plans that came before."""

    rep: User
    open_plan: Plan | None
    partners: Sequence[User]
    earlier: Sequence[Plan]

    @property
    def is_offered(self) -> bool:
        return self.open_plan is None and bool(self.partners)


def offer(rep: User, by: User) -> Offer:
    """What stands for and against a formal plan that `by` opens for this rep. Three queries."""
    return Offer(
        rep=rep,
        open_plan=Plan.objects.open().filter(rep=rep).first(),
        partners=list(hr.partners(rep, by).order_by("name", "pk")),
        earlier=list(hr.support_given(rep)),
    )


def rep_of(manager: User, pk: int) -> User | None:
    """The rep, where this person manages them today."""
    return User.objects.managed_by(manager).active().filter(pk=pk).first()


def reps_of(manager: User) -> list[User]:
    """Everybody whom this person manages today."""
    return list(User.objects.managed_by(manager).active().select_related("job_role").order_by("name", "pk"))
