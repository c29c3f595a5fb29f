"""How long an employee may appeal."""

from django.db.models import Subquery

from coaching.areas.formal.models import HrTexts
from coaching.areas.formal.models.hr_texts import USUAL_DAYS
from plans.models import Plan


def appeal_days(plan: Plan) -> int:
    """The working days that the newest text of this plan names: those of HR's texts which held when it was frozen. One query."""
    frozen_at = plan.agreements.order_by("-number").values("created_at")[:1]
    held = HrTexts.objects.filter(confirmed_at__lte=Subquery(frozen_at)).order_by("-pk")
    days = held.values_list("appeal_days", flat=True).first()
    return USUAL_DAYS if days is None else days
