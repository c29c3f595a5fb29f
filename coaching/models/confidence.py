"""How sure a rep feels, from 1 to 5. For the rep and the mentor of the plan alone, and never judged."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from plans.models.mentorship import Mentorship
from plans.models.plan import NobodyAsked, Plan
from salesgym.people.models import User


class ConfidenceQuerySet(models.QuerySet["Confidence"]):
    def visible_to(self, user: User) -> "ConfidenceQuerySet":
        """The rep's own; of a working plan also for its mentor, unless they manage the rep too; for nobody else ever.

        A mentor reads what was said since they accepted. Raises NobodyAsked without a person.
        """
        if not user.is_authenticated or not user.is_active:
            raise NobodyAsked
        accepted = Mentorship.objects.filter(
            plan=OuterRef("plan"),
            mentor=user,
            status=Mentorship.Status.ACCEPTED,
            answered_at__lte=OuterRef("at"),
        )
        mentored = Q(plan__mentor=user, plan__status__in=Plan.WORKING) & Exists(accepted)
        return self.filter(Q(rep=user) | (mentored & ~Q(rep__in=User.objects.managed_by(user))))

    def standing(self) -> "ConfidenceQuerySet":
        """Without those of workouts that were taken back."""
        return self.filter(practice__correction=None)


class Confidence(models.Model):
    """What the rep said once: with a workout, or before or after a scored role-play. Rows are never changed."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("before the role-play")
        AFTER = "after", _("after the role-play")
        LOG = "log", _("with a workout")

    class Sure(models.IntegerChoices):
        NOT_YET = 1, _("Not yet")
        A_LITTLE = 2, _("A little")
        HALF = 3, _("Halfway")
        QUITE = 4, _("Quite")
        VERY = 5, _("Very")

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="+")
    practice = models.ForeignKey("coaching.PracticeEntry", models.PROTECT, related_name="+", null=True)
    scoring = models.ForeignKey("plans.Scoring", models.PROTECT, related_name="+", null=True)
    moment = models.CharField(max_length=6, choices=Moment.choices)
    value = models.PositiveSmallIntegerField(choices=Sure.choices)
    at = models.DateTimeField()

    objects = ConfidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="how_sure_is_1_to_5"),
            models.CheckConstraint(
                condition=Q(moment="log", practice__isnull=False, scoring=None)
                | Q(moment__in=["before", "after"], practice=None, scoring__isnull=False),
                name="how_sure_belongs_to_its_moment",
            ),
            models.UniqueConstraint(fields=["practice"], name="how_sure_is_said_once_a_workout"),
            models.UniqueConstraint(fields=["scoring", "moment"], name="how_sure_is_said_once_a_moment"),
        ]

    def __str__(self) -> str:
        return f"confidence {self.pk} on plan {self.plan_id}"
