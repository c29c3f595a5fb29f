"""What stands beside the signatures of a formal plan: that the rep has it, and what its manager wrote down without an answer."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Receipt(models.Model):
    """The rep has the text: of a proposal, or of an amendment. It says nothing about what they think of it."""

    agreement = models.OneToOneField("plans.Agreement", models.PROTECT, related_name="receipt", null=True)
    amendment = models.OneToOneField("plans.Amendment", models.PROTECT, related_name="receipt", null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement=None, amendment__isnull=False)
                | Q(agreement__isnull=False, amendment=None),
                name="a_receipt_is_of_one_text",
            ),
        ]

    def __str__(self) -> str:
        return f"receipt {self.pk} by {self.person_id}"


class Declined(models.Model):
    """A manager wrote down that the rep did not take the text, on which day, and who was there."""

    agreement = models.OneToOneField("plans.Agreement", models.PROTECT, related_name="declined")
    declined_on = models.DateField(_("day"))
    witness = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(witness=F("recorded_by")), name="nobody_witnesses_what_they_write_down"
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.agreement_id} declined"


class Unanswered(models.Model):
    """A manager lets a plan run to which the rep, who has received it, gave no answer."""

    agreement = models.OneToOneField("plans.Agreement", models.PROTECT, related_name="unanswered")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"agreement {self.agreement_id} without an answer"
