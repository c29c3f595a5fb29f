"""The steps of a plan: how each is measured, its due date, and how it was reached and verified."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.rubric import HIGHEST, LOWEST

MOST_MILESTONES = 5
MOST_RUN_WEEKS = 26


class Milestone(models.Model):
    """One step. The step "now" is not stored: it is the first one with the status AHEAD."""

    class Measure(models.TextChoices):
        METRIC = "metric", _("the number over its window")
        COUNT = "count", _("a count since the start")
        RUBRIC = "rubric", _("a score of the skill's rubric, given by mentor or manager")
        DONE = "done", _("done or not")

    class Status(models.TextChoices):
        AHEAD = "ahead", _("ahead")
        REACHED = "reached", _("reached")
        VERIFIED = "verified", _("verified")
        # Only in a closed plan: whoever closed it left the step unverified, and said so.
        UNVERIFIED = "unverified", _("reached, not verified")
        MISSED = "missed", _("missed")

    class ReachedBy(models.TextChoices):
        NUMBERS = "numbers", _("by the numbers")
        CLAIM = "claim", _("claimed with evidence")

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=120, blank=True)
    measure = models.CharField(max_length=6, choices=Measure.choices, default=Measure.METRIC)
    metric = models.ForeignKey("numbers.Metric", models.PROTECT, related_name="+", null=True)
    target = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    due_on = models.DateField()
    # How many weeks in a row must be at the target, for a number of a plan that counts runs.
    run_weeks = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.AHEAD)

    reached_on = models.DateField(null=True)
    reached_by = models.CharField(max_length=7, choices=ReachedBy.choices, blank=True)
    reached_value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    reached_numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    reached_denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    evidence = models.TextField(_("what shows it"), max_length=2000, blank=True)
    verified_on = models.DateField(null=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    note = models.TextField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            # Every page of a manager counts these few rows, so a partial index serves the count.
            models.Index(fields=["plan"], condition=Q(status="reached"), name="milestones_to_verify")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="one_milestone_per_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_MILESTONES)), name="a_plan_has_at_most_five_milestones"
            ),
            models.CheckConstraint(
                condition=Q(measure__in=["metric", "count", "rubric", "done"]), name="measure_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["ahead", "reached", "verified", "unverified", "missed"]),
                name="milestone_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(measure="done", target=None)
                | Q(measure__in=["metric", "count"], target__isnull=False)
                | Q(measure="rubric", metric=None, target__range=(LOWEST, HIGHEST), target__isnull=False),
                name="measured_milestones_have_a_target",
            ),
            models.CheckConstraint(
                condition=Q(run_weeks=None) | Q(measure="metric", run_weeks__range=(1, MOST_RUN_WEEKS)),
                name="a_run_is_1_to_26_weeks_of_a_number",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["ahead", "missed"], reached_on=None)
                | Q(status__in=["reached", "verified", "unverified"], reached_on__isnull=False),
                name="reached_milestones_have_a_date",
            ),
            models.CheckConstraint(
                condition=Q(status="verified", verified_by__isnull=False, verified_on__isnull=False)
                | (~Q(status="verified") & Q(verified_by=None, verified_on=None)),
                name="verified_milestones_say_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(reached_by__in=["", "numbers", "claim"]), name="reached_by_numbers_or_claim"
            ),
        ]

    def __str__(self) -> str:
        return f"milestone {self.position} of plan {self.plan_id}"

    @property
    def is_reached(self) -> bool:
        return self.status in {self.Status.REACHED, self.Status.VERIFIED, self.Status.UNVERIFIED}

    @property
    def is_to_verify(self) -> bool:
        return self.status == self.Status.REACHED

    @property
    def is_claimed(self) -> bool:
        """Whether it rests on the rep's word alone, until a manager verifies it."""
        return self.is_to_verify and self.reached_by == self.ReachedBy.CLAIM

    @property
    def is_corrected(self) -> bool:
        """Whether it stays verified although corrected numbers no longer meet it; its note says what they say now."""
        by_numbers = self.reached_by == self.ReachedBy.NUMBERS
        return self.status == self.Status.VERIFIED and by_numbers and bool(self.note)

    @property
    def asked_for(self) -> str:
        """What a manager still asked for when they sent the step back; "" once it is claimed or reached again."""
        return self.note if self.status == self.Status.AHEAD else ""
