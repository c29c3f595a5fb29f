"""A step that the rep finds vague: what is unclear to them, and what the manager answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesgym.people.models import User

MOST_SAID = 1000


class StepQuestionQuerySet(models.QuerySet["StepQuestion"]):
    def open(self) -> "StepQuestionQuerySet":
        """Those that wait for an answer: nobody signs the terms that they are about."""
        return self.filter(settled_at=None)

    def managed_by(self, user: User) -> "StepQuestionQuerySet":
        """Questions of the reps whom this person manages today, deputies included."""
        return self.filter(agreement__plan__rep__in=User.objects.managed_by(user))


class StepQuestion(models.Model):
    """What is unclear about one step of the terms as they were proposed.

    It names the step by its number and by `step`, its words on that day: steps of a later draft are other rows. Settled
    with an answer, or with none where the terms were taken back to be made clearer, or the plan closed.
    """

    agreement = models.ForeignKey("plans.Agreement", models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=400)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    unclear = models.TextField(_("what is unclear"), max_length=MOST_SAID)
    answer = models.TextField(_("what the step means"), max_length=MOST_SAID, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)

    objects = StepQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "position"],
                condition=Q(settled_at=None),
                name="one_open_question_per_step",
            ),
            models.CheckConstraint(condition=~Q(unclear=""), name="a_question_says_what_is_unclear"),
            models.CheckConstraint(condition=Q(position__range=(1, 5)), name="a_question_names_a_step"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, answer="")
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="a_settled_question_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk} about step {self.position} of agreement {self.agreement_id}"

    @property
    def is_open(self) -> bool:
        return self.settled_at is None
