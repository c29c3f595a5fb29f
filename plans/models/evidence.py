"""A rep's own evidence: dated notes and files that only they read until they share them with a plan."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesgym.people.models import User

MOST_SAID = 2000
MOST_KEPT = 200


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def of(self, user: User) -> "EvidenceQuerySet":
        """This person's own, shared or not."""
        return self.filter(rep=user)

    def private(self) -> "EvidenceQuerySet":
        """Those that nobody but the rep reads."""
        return self.filter(plan=None)


class Evidence(models.Model):
    """One thing that the rep keeps: the day it is about, what happened, and files (`Attachment.evidence`).

    `plan` is the plan with whose record it was shared; from then on neither text nor files change.
    """

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence")
    happened_on = models.DateField(_("day"))
    text = models.TextField(_("what happened"), max_length=MOST_SAID)
    written_at = models.DateTimeField()
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="evidence", null=True)
    shared_at = models.DateTimeField(null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="evidence_says_what_happened"),
            models.CheckConstraint(
                condition=Q(plan=None, shared_at=None) | Q(plan__isnull=False, shared_at__isnull=False),
                name="shared_evidence_has_its_plan_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"

    @property
    def is_shared(self) -> bool:
        return self.plan_id is not None
