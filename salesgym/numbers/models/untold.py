"""Weeks of which the files of a source do not tell something: it is unknown there, and never zero."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class UntoldWeeks(models.Model):
    """What a source leaves out in some weeks: a report of won deals has no losses, for example.

    Both ends are Mondays; without one there is no end on that side. `origin` is the import that left it out and
    `cleared_by` a later one that brought it, so that undoing either gives back what was known before.
    """

    class What(models.TextChoices):
        LOSSES = "losses", _("lost deals")
        WINS = "wins", _("won deals")
        OPENINGS = "openings", _("open deals")
        CLOSINGS = "closings", _("closed deals")

    source = models.ForeignKey("numbers.Source", models.CASCADE, related_name="untold")
    what = models.CharField(max_length=8, choices=What.choices)
    first_week = models.DateField(null=True, blank=True)
    last_week = models.DateField(null=True, blank=True)
    origin = models.ForeignKey("numbers.Import", models.PROTECT, related_name="left_untold", db_index=False)
    cleared_by = models.ForeignKey(
        "numbers.Import", models.PROTECT, related_name="told_later", null=True, blank=True, db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=["losses", "wins", "openings", "closings"]),
                name="what_is_untold_is_known",
            ),
            models.CheckConstraint(
                condition=(Q(first_week=None) | Q(first_week__iso_week_day=1))
                & (Q(last_week=None) | Q(last_week__iso_week_day=1)),
                name="untold_weeks_are_mondays",
            ),
            models.CheckConstraint(
                condition=Q(first_week=None) | Q(last_week=None) | Q(last_week__gte=F("first_week")),
                name="untold_weeks_end_after_they_begin",
            ),
            models.UniqueConstraint(
                fields=["source", "what"],
                condition=Q(cleared_by=None),
                name="one_untold_span_per_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.what}: {self.first_week} to {self.last_week}"
