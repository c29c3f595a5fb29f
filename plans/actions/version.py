"""Locks and versions of plans, so that a page opened before a change cannot overwrite it."""

from django.utils.translation import gettext as _

from plans.models import Plan
from salesgym.errors import Refused


class StaleVersion(Refused):
    """The plan has changed since the page was opened. `plan` is the stored one, to compare."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        super().__init__(
            _(
                "This plan has changed since you opened the page. Nothing of yours is lost: compare, then save again."
            )
        )


def lock(plan: Plan, *, version: int | None = None) -> Plan:
    """The plan, fresh and with its row locked. Raises StaleVersion where it is not at this `version`."""
    locked = Plan.objects.select_for_update(of=("self",)).select_related("rep", "manager", "skill", "metric")
    found = locked.get(pk=plan.pk)
    if version is not None and found.version != version:
        raise StaleVersion(found)
    return found


def save(plan: Plan, *fields: str) -> None:
    """Save these fields of a locked plan, and add one to its version."""
    plan.version += 1
    plan.save(update_fields=[*fields, "version"])
