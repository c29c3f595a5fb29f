"""The pairing of a plan with a mentor: asked, answered, ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MENTOR_CAPACITY = 2


class Mentorship(models.Model):
    """An invitation to mentor one plan and what became of it."""

    class Status(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        ENDED = "ended", _("ended")

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="mentorships")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentorships")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    message = models.TextField(_("what you ask of them"), max_length=500, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)
    # Whom to ask instead: after a no, after days without an answer, or where the mentor has gone silent.
    offered = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    offered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status="accepted"),
                name="one_mentor_per_plan_at_a_time",
            ),
            # Beside a mentor who has gone silent one more person may be asked; with their yes the first pairing ends.
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status="asked"),
                name="one_invitation_per_plan_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(offered=None) | Q(offered_at__isnull=False),
                name="an_offer_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "accepted", "declined", "ended"]),
                name="mentorship_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"mentorship {self.pk} of plan {self.plan_id}"
