"""What a rep gets for a step: promised, earned when verified, delivered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Reward(models.Model):
    """A reward for one milestone. The cost is in minor units, and only managers see it."""

    milestone = models.OneToOneField("plans.Milestone", models.CASCADE, related_name="reward")
    what = models.CharField(_("reward"), max_length=120)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cost_minor = models.PositiveBigIntegerField(_("cost"), default=0)
    currency = models.CharField(max_length=3)
    earned_at = models.DateTimeField(null=True)
    delivered_on = models.DateField(null=True)
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [
            # Each page of a manager asks which rewards are earned and not given yet.
            models.Index(
                fields=["milestone"],
                condition=Q(earned_at__isnull=False, delivered_on=None),
                name="rewards_that_are_owed",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="reward_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(delivered_on=None, delivered_by=None)
                | Q(delivered_on__isnull=False, delivered_by__isnull=False, earned_at__isnull=False),
                name="rewards_are_earned_before_delivered",
            ),
        ]

    def __str__(self) -> str:
        return f"reward for milestone {self.milestone_id}"

    @property
    def is_earned(self) -> bool:
        return self.earned_at is not None

    @property
    def is_delivered(self) -> bool:
        return self.delivered_on is not None

    @property
    def is_owed(self) -> bool:
        """Earned and not given yet."""
        return self.is_earned and not self.is_delivered
