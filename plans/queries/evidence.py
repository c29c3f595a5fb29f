"""A rep's own evidence: theirs alone, and what was shared with a plan for its two parties."""

from collections.abc import Collection

from django.db.models import Prefetch

from plans.models import Attachment, Evidence, Plan
from plans.permissions import can_read_evidence, can_see_terms
from salesgym.people.models import User


def own(user: User) -> list[Evidence]:
    """All that this person keeps, with its files: the private ones first, then by day, the newest first. Two queries."""
    rows = Evidence.objects.of(user).select_related("plan__skill").prefetch_related(_files())
    return sorted(rows, key=lambda row: (not row.is_shared, row.happened_on, row.pk), reverse=True)


def private(user: User, pk: int) -> Evidence | None:
    """One that nobody but this person reads, with the person and its files."""
    rows = Evidence.objects.of(user).private().select_related("rep", "plan").prefetch_related(_files())
    return rows.filter(pk=pk).first()


def to_share(user: User, pks: Collection[int] | None = None) -> list[Evidence]:
    """Those of this person that are private, or these of them, in the order of their days."""
    rows = Evidence.objects.of(user).private().prefetch_related(_files()).order_by("happened_on", "pk")
    return list(rows if pks is None else rows.filter(pk__in=pks))


def plan_of(user: User) -> Plan | None:
    """The plan with which this person may share: their open one, from its proposal on."""
    plans = Plan.objects.visible_to(user).open().filter(rep=user)
    return plans.select_related("manager", "skill").first()


def readable(user: User, pk: int) -> Evidence | None:
    """One with its rep and plan, where this person may read it today."""
    row = Evidence.objects.select_related("rep", "plan__rep", "plan__skill").filter(pk=pk).first()
    return row if row is not None and can_read_evidence(user, row) else None


def of_plan(user: User, plan: Plan) -> list[Evidence] | None:
    """What was shared with this plan, the earliest day first, with its files; None for who does not read its terms."""
    if not can_see_terms(user, plan):
        return None
    rows = Evidence.objects.filter(plan=plan).prefetch_related(_files())
    return list(rows.order_by("happened_on", "pk"))


def _files() -> Prefetch:
    return Prefetch("files", Attachment.objects.standing().order_by("added_at", "pk"))
