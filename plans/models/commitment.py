"""What one person owes another: who, to whom, what, by when, and when it was kept. The one table for all of it."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from plans.models.plan import Plan


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def owed(self) -> "CommitmentQuerySet":
        """What is still open: neither kept nor given up."""
        return self.filter(delivered_on=None, given_up_on=None)

    def ours(self) -> "CommitmentQuerySet":
        """What plans promise their reps: all of their terms but what the rep promises."""
        return self.filter(kind=Commitment.Kind.SUPPORT).exclude(promised_by=F("plan__rep"))

    def of_talks(self) -> "CommitmentQuerySet":
        """What was promised in check-ins."""
        return self.filter(kind=Commitment.Kind.TALK)


class Commitment(models.Model):
    """One promise. Without `promised_by` it is the company's promise.

    Support belongs to the terms of a plan and is frozen with them: what we promise the rep, and what the rep promises
    for it. What was promised in a talk has no plan, and the app that keeps the talk links it.
    """

    class Kind(models.TextChoices):
        SUPPORT = "support", _("promised with a plan")
        TALK = "talk", _("promised in a check-in")

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SUPPORT, db_default=Kind.SUPPORT)
    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="support", null=True, blank=True)
    # Support is promised between the rep of its plan and us, so only other kinds name the person.
    promised_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="promises_received", null=True, blank=True
    )
    promised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("who"),
        related_name="promises_made",
        null=True,
        blank=True,
    )
    # The situation of an if-then line: "the buyer names a price first".
    cue = models.CharField(_("when"), max_length=120, blank=True)
    what = models.CharField(_("what we do"), max_length=160)
    due_on = models.DateField(_("by"))
    delivered_on = models.DateField(null=True)
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    given_up_on = models.DateField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        indexes = [
            # Each page of a manager asks for these few rows, so that what was kept years ago costs nothing.
            models.Index(
                fields=["promised_to", "due_on"],
                condition=Q(kind="talk", delivered_on=None, given_up_on=None),
                name="promises_of_talks_that_wait",
            ),
            models.Index(
                fields=["plan", "due_on"],
                condition=Q(kind="support", delivered_on=None),
                name="support_that_waits",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_on=None, delivered_by=None)
                | Q(delivered_on__isnull=False, delivered_by__isnull=False),
                name="delivered_support_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["support", "talk"]), name="commitment_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="support", plan__isnull=False, promised_to=None)
                | (~Q(kind="support") & Q(plan=None, promised_to__isnull=False, promised_by__isnull=False)),
                name="support_hangs_on_a_plan_and_talk_on_people",
            ),
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(given_up_on=None), name="what_is_kept_is_not_given_up"
            ),
        ]

    def __str__(self) -> str:
        return f"commitment {self.pk} ({self.kind})"

    @property
    def of_plan(self) -> "Plan":
        """The plan whose terms promise it. ValueError for what was promised in a talk."""
        if self.plan is None:
            raise ValueError("A promise of a talk belongs to no plan.")
        return self.plan

    @property
    def is_of_rep(self) -> bool:
        """Whether the rep of its plan promised it. ValueError for what was promised in a talk."""
        return self.promised_by_id == self.of_plan.rep_id

    def is_late(self, on: date) -> bool:
        """Whether its day is over and it is still owed."""
        return self.delivered_on is None and self.given_up_on is None and self.due_on < on
