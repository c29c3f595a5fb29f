"""When a draft was last saved, in the query of the plan itself, as every step of the wizard says it."""

from datetime import datetime

from django.db.models import OuterRef, Subquery

from plans.models import Event, Plan
from plans.models.history import History

# A draft comes with it under this name.
LAST_SAVED = "last_saved"


def last_saved() -> Subquery:
    """An annotation of plans, to be named `last_saved`."""
    saved = History.objects.filter(plan=OuterRef("pk"), event=Event.DRAFT_SAVED)
    return Subquery(saved.order_by("-seq").values("at")[:1])


def last_saved_of(plan: Plan) -> datetime | None:
    """When a draft that came with `last_saved()` was last saved; None before the first time."""
    saved: datetime | None = vars(plan)[LAST_SAVED]
    return saved
