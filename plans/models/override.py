"""HR lets a formal plan end as not met though something stands against it, with a reason that the employee reads."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_SAID = 1000


class Override(models.Model):
    """One block of a plan that an HR partner has overridden. It never changes, and stays with the plan."""

    class Block(models.TextChoices):
        """What HR may override, the names being those of the decision rule."""

        PROGRESS = "progress", _("the progress clause")
        SUPPORT = "support", _("support that was not delivered")
        CHECK_INS = "check_ins", _("check-ins that were not held")

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="overrides")
    block = models.CharField(max_length=9, choices=Block.choices)
    reason = models.TextField(_("reason"), max_length=MOST_SAID)
    # What stood against it on that day, in the words of the page.
    missing = models.CharField(max_length=300)
    overridden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    overridden_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "block"], name="each_block_is_overridden_once"),
            models.CheckConstraint(
                condition=Q(block__in=["progress", "support", "check_ins"]), name="block_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_override_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"override of {self.block} on plan {self.plan_id}"


class OverrideRequestQuerySet(models.QuerySet["OverrideRequest"]):
    def open(self) -> "OverrideRequestQuerySet":
        """Those that wait for HR."""
        return self.filter(settled_at=None)


class OverrideRequest(models.Model):
    """A manager asks HR to override what stands against an outcome. Settled by an override, by a no with its reason, or
    with the plan's end."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="override_requests")
    why = models.TextField(_("why"), max_length=MOST_SAID)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # The words of a no; empty where HR has overridden, or the plan has ended.
    answer = models.TextField(_("answer"), max_length=MOST_SAID, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)

    objects = OverrideRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(settled_at=None), name="one_open_request_per_plan"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_request_says_why"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, answer="")
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="a_settled_request_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk} for an override on plan {self.plan_id}"
