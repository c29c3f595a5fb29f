"""Practice as it was logged. Rows are never changed: to undo one, a second row refers to it in `corrects`."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# How long after it was logged a workout may be taken back; the database keeps it, see migration 0003.
UNDO_FOR = timedelta(days=7)
# How many days back a workout may be logged.
BACK_DAYS = 14
# `practiced_at` may be so far in the future, because a phone's clock may be ahead of the server's.
CLOCK_SLACK = timedelta(minutes=10)


class PracticeQuerySet(models.QuerySet["PracticeEntry"]):
    def standing(self) -> "PracticeQuerySet":
        """Entries that count: no corrections, and none that a correction takes back."""
        return self.filter(corrects=None, correction=None)


class PracticeEntry(models.Model):
    """One workout. `client_id` comes from the browser, so that sending the form again stores it once.

    The database refuses a `practiced_on` that is nowhere on earth yet when it is logged, see migration 0031.
    """

    class Feeling(models.IntegerChoices):
        TOUGH = 1, _("Tough")
        SHAKY = 2, _("Shaky")
        OKAY = 3, _("Okay")
        GOOD = 4, _("Good")
        FLOWING = 5, _("Flowing")

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="practice")
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="practice")
    drill = models.ForeignKey("plans.Drill", models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    practiced_at = models.DateTimeField()
    practiced_on = models.DateField()
    repetitions = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    feeling = models.PositiveSmallIntegerField(choices=Feeling.choices)
    note = models.CharField(_("one thing you noticed"), max_length=500, blank=True)
    logged_at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.PROTECT, related_name="correction", null=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["rep", "-practiced_at"], name="practice_of_a_rep_latest")]
        constraints = [
            models.UniqueConstraint(fields=["rep", "client_id"], name="a_workout_is_stored_once"),
            models.CheckConstraint(condition=Q(feeling__range=(1, 5)), name="feeling_is_1_to_5"),
            models.CheckConstraint(condition=Q(minutes__range=(1, 1440)), name="minutes_are_1_to_1440"),
            models.CheckConstraint(condition=Q(repetitions__range=(1, 500)), name="repetitions_are_1_to_500"),
            models.CheckConstraint(
                condition=Q(practiced_at__lte=F("logged_at") + CLOCK_SLACK),
                name="practice_is_logged_when_it_is_done",
            ),
        ]

    def __str__(self) -> str:
        return f"practice {self.pk} on plan {self.plan_id}"

    def is_recent(self, at: datetime) -> bool:
        """Whether it was logged so lately that it may still be taken back."""
        return at - self.logged_at <= UNDO_FOR
