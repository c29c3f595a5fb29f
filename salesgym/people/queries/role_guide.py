"""What good looks like in a job role, for its people and their managers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from salesgym.people.models import JobRole, RoleGuide, User

# Older versions stay stored and are not listed.
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class SeenRole:
    """A role for one reader, and whether they may write its page."""

    role: JobRole
    may_write: bool


def seen_role(user: User, pk: int) -> SeenRole | None:
    """The role, for who works in it and for who manages somebody in it: those may write. None for others. One query."""
    people = User.objects.managed_by(user).active().filter(job_role=OuterRef("pk"))
    roles = JobRole.objects.annotate(may_write=Exists(people))
    role = roles.filter(Q(may_write=True) | Q(pk=user.job_role_id), pk=pk).first()
    return SeenRole(role, vars(role)["may_write"]) if role is not None else None


def newest(role_id: int | None) -> RoleGuide | None:
    """The version that counts; None before the first, and without a role. One query."""
    if role_id is None:
        return None
    found = RoleGuide.objects.filter(job_role=role_id).select_related("written_by")
    return found.order_by("-number").first()


def versions(role: JobRole) -> Sequence[RoleGuide]:
    """The newest versions, the one that counts first. One query."""
    found = RoleGuide.objects.filter(job_role=role).select_related("written_by")
    return list(found.order_by("-number")[:MOST_SHOWN])
