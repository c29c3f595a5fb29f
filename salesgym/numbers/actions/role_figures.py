"""Keeps the figures of job roles: how wide their reps' weeks lie, and the prior of their levels."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from salesgym.handoff import hand_off, wake
from salesgym.numbers.models import RoleFigures
from salesgym.numbers.queries import role_figures
from salesgym.people.models import JobRole, Organization

TASK = "salesgym.numbers.tasks.renew_figures_of_roles"
# Ten roles of sixty reps are a few seconds of work; no task takes more.
ROLES_AT_ONCE = 10


@transaction.atomic
def renew(*, role_ids: Collection[int] | None = None, at: datetime) -> int:
    """Work out the figures of these roles, of all where none are named; returns how many rows there are.

    Rows of metrics that tell nothing any more are deleted. As many statements for any number of roles and metrics. Whoever
    stores what follows from them is woken after the commit: the reps whose numbers changed were woken with them, and
    may have been read before it.
    """
    on = Organization.objects.current().day(at)
    roles = JobRole.objects.order_by("pk").select_for_update(no_key=True)
    # The rows of roles are locked in order, so that two tasks renew a role one after the other.
    locked = list((roles if role_ids is None else roles.filter(pk__in=role_ids)).values_list("pk", flat=True))
    if not locked:
        return 0
    rows = [
        RoleFigures(
            job_role_id=role_id,
            metric_id=metric_id,
            kind=found.kind,
            until=found.until,
            reps=found.reps,
            spread=found.spread,
            mean=found.mean,
            variance=found.variance,
            worked_out_at=at,
        )
        for (role_id, metric_id), found in role_figures.work_out(locked, on=on)
    ]
    RoleFigures.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["job_role", "metric"],
        update_fields=["kind", "until", "reps", "spread", "mean", "variance", "worked_out_at"],
    )
    RoleFigures.objects.filter(job_role__in=locked).exclude(worked_out_at=at).delete()
    wake("role_figures", role_ids=locked)
    return len(rows)


def renew_of_reps(*, rep_ids: Collection[int], at: datetime) -> int:
    """Renew the figures of the roles of these reps, whose numbers have changed; shared out where they are many.

    No call is left out for figures that look newer than the numbers: a number that was taken back and an import that was
    undone leave no time behind, and a long import commits minutes after the time that its numbers carry.
    """
    roles = JobRole.objects.filter(people__in=rep_ids)
    role_ids = sorted(set(roles.values_list("pk", flat=True)))
    if len(role_ids) <= ROLES_AT_ONCE:
        return renew(role_ids=role_ids, at=at) if role_ids else 0
    return _share_out(role_ids)


def renew_all() -> int:
    """Start a task for every few roles; returns how many roles."""
    return _share_out(list(JobRole.objects.order_by("pk").values_list("pk", flat=True)))


def _share_out(role_ids: list[int]) -> int:
    for start in range(0, len(role_ids), ROLES_AT_ONCE):
        hand_off(TASK, role_ids=role_ids[start : start + ROLES_AT_ONCE])
    return len(role_ids)
