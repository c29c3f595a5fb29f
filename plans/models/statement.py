"""What the employee says for the record of a formal plan: a statement, or an appeal that HR answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_SAID = 20_000
DAYS_AFTER_THE_END = 30


class StatementQuerySet(models.QuerySet["Statement"]):
    def appeals(self) -> "StatementQuerySet":
        """Those against the outcome."""
        return self.filter(kind=Statement.Kind.APPEAL)

    def unanswered(self) -> "StatementQuerySet":
        """Appeals that wait for HR."""
        return self.appeals().filter(answered_at=None)


class Statement(models.Model):
    """Words of the employee that stay as they are. `answer_by` is the day by which HR answers an appeal; nothing but the
    answer is written later."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("statement")
        APPEAL = "appeal", _("appeal")

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    text = models.TextField(_("statement"), max_length=MOST_SAID)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    answer = models.TextField(_("answer"), max_length=MOST_SAID, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(kind="appeal"), name="one_appeal_per_plan"),
            models.CheckConstraint(
                condition=Q(kind="appeal", answer_by__isnull=False)
                | Q(kind="statement", answer_by=None, answered_at=None),
                name="an_appeal_is_answered_by_a_day",
            ),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="a_statement_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="an_answer_of_an_appeal_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} on plan {self.plan_id}"
