"""The exact text of a formal plan before HR: sent, approved or returned."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_SAID = 2000


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def open(self) -> "ApprovalQuerySet":
        """Texts that wait for HR's answer: a plan has one at most."""
        return self.filter(answer=Approval.Answer.WAITS)

    def given(self) -> "ApprovalQuerySet":
        """Texts that HR has approved. An approval holds for exactly its text, by `sha256`."""
        return self.filter(answer=Approval.Answer.APPROVED)


class Approval(models.Model):
    """One text that a manager sent to HR, with the reasons that HR asks for, and what HR answered.

    `length_reason`: why the plan lasts less than 90 days; `luck_reason`: why it is opened although luck may explain the gap.
    `leave_reason` is HR's: why it is opened soon after a leave.
    """

    class Answer(models.TextChoices):
        WAITS = "", _("waits for HR")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")
        TAKEN_BACK = "taken_back", _("taken back")

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="approvals")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    length_reason = models.TextField(_("why it is shorter"), max_length=MOST_SAID, blank=True)
    luck_reason = models.TextField(_("why it is opened all the same"), max_length=MOST_SAID, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITS, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    comment = models.TextField(_("what to change"), max_length=MOST_SAID, blank=True)
    leave_reason = models.TextField(_("why so soon after a leave"), max_length=MOST_SAID, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="approvals_count_up_per_plan"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(answer=""), name="one_text_waits_for_hr_per_plan"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="approval_has_a_digest"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "approved", "returned", "taken_back"]),
                name="approval_answer_is_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="an_answered_approval_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(answer="returned") | ~Q(comment=""), name="a_returned_text_says_what_to_change"
            ),
        ]

    def __str__(self) -> str:
        return f"text {self.number} of plan {self.plan_id} before HR"

    @property
    def is_open(self) -> bool:
        return self.answer == self.Answer.WAITS

    @property
    def is_given(self) -> bool:
        return self.answer == self.Answer.APPROVED
