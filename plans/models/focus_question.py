"""The focus question: manager and rep each pick a skill without seeing the other's pick, then see both."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.plan import NobodyAsked
from salesgym.people.models import User

MOST_REASON = 1000
FEWEST_OFFERED, MOST_OFFERED = 2, 8


class FocusQuestionQuerySet(models.QuerySet["FocusQuestion"]):
    def put_to(self, user: User) -> "FocusQuestionQuerySet":
        """Questions about this person's own drafts: all they see of a draft. NobodyAsked without a person."""
        if not user.is_authenticated or not user.is_active:
            raise NobodyAsked
        return self.filter(plan__rep=user)


class FocusQuestion(models.Model):
    """One question to the rep before the plan is written: which of these skills would you pick, and why?

    `offered` are the ids of the skills shown to both. The manager's pick is made before the question goes out, and
    neither side sees the other's before both have picked.
    """

    plan = models.OneToOneField("plans.Plan", models.CASCADE, related_name="focus_question")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    offered = ArrayField(models.BigIntegerField())
    manager_pick = models.ForeignKey("plans.Skill", models.PROTECT, related_name="+")
    manager_reason = models.TextField(_("why this one"), max_length=MOST_REASON, blank=True)
    rep_pick = models.ForeignKey("plans.Skill", models.PROTECT, related_name="+", null=True)
    rep_reason = models.TextField(_("why this one"), max_length=MOST_REASON, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = FocusQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rep_pick=None, answered_at=None)
                | Q(rep_pick__isnull=False, answered_at__isnull=False),
                name="an_answer_has_a_pick_and_a_time",
            ),
            models.CheckConstraint(
                condition=Q(offered__len__range=(FEWEST_OFFERED, MOST_OFFERED)),
                name="two_to_eight_are_offered",
            ),
        ]

    def __str__(self) -> str:
        return f"focus question of plan {self.plan_id}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def is_agreed(self) -> bool:
        return self.rep_pick_id == self.manager_pick_id
