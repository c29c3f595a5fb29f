"""A pause: leave or another reason. Its working days move every date that is still open."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Pause(models.Model):
    """The days a plan stood still. `days_moved` are the working days by which its end moved the open dates."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="pauses")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    leave = models.ForeignKey("people.Leave", models.SET_NULL, related_name="+", null=True)
    paused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    days_moved = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(ends_on=None), name="one_running_pause_per_plan"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="pause_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"pause of plan {self.plan_id} from {self.starts_on}"
