"""The practice a rep commits to: up to three drills, each with a when and where."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_DRILLS = 3


class ProgrammeItem(models.Model):
    """One drill of the programme: how often, and its if-then promise. The rep may change it any time.

    `when` alone is how programmes used to say when and where; with `what` the three are one sentence.
    """

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="programme")
    drill = models.ForeignKey("plans.Drill", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    times_a_week = models.PositiveSmallIntegerField(_("times a week"), default=3)
    when = models.CharField(_("when"), max_length=140, blank=True)
    where = models.CharField(_("where"), max_length=80, blank=True, default="", db_default="")
    what = models.CharField(_("what I do then"), max_length=140, blank=True, default="", db_default="")
    repetitions = models.PositiveSmallIntegerField(_("times per workout"), default=4)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"], name="one_drill_per_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["plan", "drill"],
                name="each_drill_once_in_a_programme",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_DRILLS)), name="a_programme_has_at_most_three_drills"
            ),
            models.CheckConstraint(
                condition=Q(times_a_week__range=(1, 7)), name="practice_1_to_7_times_a_week"
            ),
            models.CheckConstraint(
                condition=Q(repetitions__range=(1, 200)), name="item_repeats_1_to_200_times"
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, 240)), name="item_takes_1_to_240_minutes"),
            models.CheckConstraint(condition=Q(what="") | ~Q(when=""), name="what_is_done_says_when"),
        ]

    def __str__(self) -> str:
        return f"drill {self.drill_id} in plan {self.plan_id}"
