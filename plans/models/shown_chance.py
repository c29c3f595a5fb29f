"""Every chance that was shown for a signed plan, with what came of it: how often we are right can be counted."""

from django.db import models
from django.db.models import Q


class ShownChance(models.Model):
    """One chance about one plan or one of its steps, as it was last shown in the week of the Monday `week`.

    `came` says whether it came true, once that is known. What is real is never known, so its rows have none.
    """

    class About(models.TextChoices):
        LUCK = "luck"
        MISS = "miss"
        BY_DATE = "by_date"
        BY_END = "by_end"
        REAL = "real"

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="shown_chances", db_index=False)
    milestone = models.ForeignKey(
        "plans.Milestone", models.CASCADE, related_name="+", null=True, db_index=False
    )
    about = models.CharField(max_length=7, choices=About.choices)
    week = models.DateField()
    chance = models.DecimalField(max_digits=5, decimal_places=4)
    came = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "about", "milestone", "week"],
                nulls_distinct=False,
                name="a_chance_is_kept_once_a_week",
            ),
            models.CheckConstraint(
                condition=Q(about__in=["luck", "miss", "by_date", "by_end", "real"]),
                name="what_a_chance_is_about_is_known",
            ),
            models.CheckConstraint(
                condition=Q(about="real", milestone=None, came=None)
                | (~Q(about="real") & Q(milestone__isnull=False)),
                name="chances_of_steps_name_their_step",
            ),
            models.CheckConstraint(condition=Q(chance__range=(0, 1)), name="a_shown_chance_is_0_to_1"),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="a_chance_is_kept_by_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.about} of plan {self.plan_id}, week of {self.week}"
