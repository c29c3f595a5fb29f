"""The plan: one rep, one focus, one number, one timeline."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesgym.people.models import Membership, User
from salesgym.people.models.one_of import is_one_of

if TYPE_CHECKING:
    from datetime import date

WINDOW_WEEKS = 4
WIZARD_STEPS = 6
# A key of `suggested`: True once the manager chose a length in the big picture after the dates were saved, so
# that the page of the steps suggests dates of this length in place of the saved ones.
WANTED_LAST = "weeks_wanted_last"


class NobodyAsked(Exception):
    """A query that needs a person got nobody, or an inactive account: there is no list for nobody."""


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: "User") -> "PlanQuerySet":
        """Plans this person may open today. Raises NobodyAsked without a person."""
        if not user.is_authenticated or not user.is_active:
            raise NobodyAsked
        own = Q(rep=user, proposed_at__isnull=False) & ~Q(status=Plan.Status.DRAFT)
        mentored = Q(mentor=user) & ~Q(status=Plan.Status.DRAFT)
        managed = Q(rep__in=User.objects.managed_by(user))
        return self.filter(own | mentored | managed)

    def for_hr(self, user: "User") -> "PlanQuerySet":
        """Formal plans that this person reads as HR today: of reps whom they cover, once the text was sent to HR.

        None in which they are rep, manager or mentor: see `plans.permissions.acts_as_hr`.
        """
        if not user.is_authenticated or not user.is_active:
            raise NobodyAsked
        if not user.is_hr_partner:
            return self.none()
        own = Q(rep=user) | Q(manager=user) | Q(mentor=user) | Q(rep__in=User.objects.managed_by(user))
        with_hr = Plan.objects.filter(status=Plan.Status.DRAFT, approvals__answer__in=["", "approved"])
        sent = Q(proposed_at__isnull=False) | Q(pk__in=with_hr.values("pk"))
        return self.filter(sent, kind=Plan.Kind.FORMAL, rep__in=User.objects.covered_by(user)).exclude(own)

    def managed_by(self, user: "User") -> "PlanQuerySet":
        """Plans of the reps this person manages today, deputies included."""
        return self.filter(rep__in=User.objects.managed_by(user))

    def of_teams(self, team_ids: Collection[int], manager: "User") -> "PlanQuerySet":
        """Plans of those who are in these teams today, never the manager's own.

        The same as `managed_by` where the teams are those that the manager manages today, and faster: a page that has
        loaded their ids passes them in.
        """
        members = Membership.objects.today_in(team_ids)
        return self.filter(is_one_of("rep", members)).exclude(rep=manager)

    def mentored_by(self, user: "User") -> "PlanQuerySet":
        """Open plans that this person mentors and reads: not as a draft."""
        return self.open().filter(mentor=user).exclude(status=Plan.Status.DRAFT)

    def open(self) -> "PlanQuerySet":
        """Plans that are not closed: a rep has at most one."""
        return self.exclude(status=Plan.Status.CLOSED)

    def working(self) -> "PlanQuerySet":
        """Signed by both and not closed: see `Plan.is_working`."""
        return self.filter(status__in=Plan.WORKING)

    def running(self) -> "PlanQuerySet":
        """Signed by both, and neither paused nor in review."""
        return self.filter(status=Plan.Status.ACTIVE)


class Plan(models.Model):
    """An improvement plan with a single focus, agreed between a rep and a manager."""

    class Kind(models.TextChoices):
        COACHING = "coaching", _("coaching")
        FORMAL = "formal", _("formal")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("proposed")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        IN_REVIEW = "in_review", _("in review")
        CLOSED = "closed", _("closed")

    class Counting(models.TextChoices):
        WINDOW = "window", _("a window of weeks that ends inside the plan")
        RUNS = "runs", _("weeks in a row, all inside the plan")

    # Signed by both and not closed: the rep may log practice and claim steps, and numbers are measured.
    WORKING = (Status.ACTIVE, Status.PAUSED, Status.IN_REVIEW)

    # People. `manager` is who opened the plan and stays, even if somebody else manages the team later.
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="plans")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="plans_opened")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="plans_mentored", null=True
    )
    mentor_wish = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    # Why the plan goes without a mentor: for the managers alone, and no part of what both sign.
    no_mentor_reason = models.TextField(_("why nobody is asked yet"), max_length=500, blank=True)

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.COACHING)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    wizard_step = models.PositiveSmallIntegerField(default=1)

    # The focus, and what the rep reads about it.
    skill = models.ForeignKey("plans.Skill", models.PROTECT, related_name="plans", null=True)
    headline = models.CharField(_("opening line"), max_length=160, blank=True)
    why = models.TextField(_("why this one thing"), max_length=2000, blank=True)

    # The number. Ratios and averages keep both parts; counts are summed over baseline_weeks.
    metric = models.ForeignKey("numbers.Metric", models.PROTECT, related_name="plans", null=True)
    window_weeks = models.PositiveSmallIntegerField(default=WINDOW_WEEKS)
    baseline = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    baseline_numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    baseline_denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    baseline_weeks = models.PositiveSmallIntegerField(null=True)
    baseline_until = models.DateField(null=True)
    target = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    worth = models.JSONField(default=dict, blank=True)
    # The steps that were suggested, with the reasons. The agreed steps are rows of Milestone.
    suggested = models.JSONField(default=dict, blank=True)

    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    # How a step of this plan is reached. Plans that were proposed under the earlier rule keep it.
    counting = models.CharField(max_length=6, choices=Counting.choices, default=Counting.RUNS)
    # The first day of the plan that this one extends: its weeks count on from there.
    counts_from = models.DateField(null=True)

    # The rep's own side.
    rep_view = models.TextField(_("how I see it"), max_length=2000, blank=True)
    rep_reason = models.TextField(_("why it matters to me"), max_length=2000, blank=True)
    suggested_changes = models.TextField(_("what I would change"), max_length=2000, blank=True)
    suggested_at = models.DateTimeField(null=True)

    created_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    activated_at = models.DateTimeField(null=True)
    review_due_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    last_practice_on = models.DateField(null=True)
    predecessor = models.OneToOneField("self", models.PROTECT, related_name="successor", null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rep"],
                condition=~Q(status="closed"),
                name="one_open_plan_per_rep",
                violation_error_message=_(
                    "This rep has an open plan already. Close it first: one focus at a time."
                ),
            ),
            models.CheckConstraint(condition=Q(kind__in=["coaching", "formal"]), name="plan_kind_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "proposed", "active", "paused", "in_review", "closed"]),
                name="plan_status_is_known",
            ),
            models.CheckConstraint(condition=~Q(rep=F("manager")), name="rep_is_not_his_own_manager"),
            models.CheckConstraint(
                condition=Q(mentor=None) | ~Q(mentor=F("rep")), name="rep_is_not_his_own_mentor"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gt=F("starts_on")),
                name="plan_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "closed"])
                | Q(
                    skill__isnull=False,
                    metric__isnull=False,
                    target__isnull=False,
                    starts_on__isnull=False,
                    ends_on__isnull=False,
                    proposed_at__isnull=False,
                ),
                name="a_proposed_plan_is_complete",
            ),
            models.CheckConstraint(condition=Q(window_weeks__range=(1, 13)), name="window_is_1_to_13_weeks"),
            models.CheckConstraint(condition=Q(counting__in=["window", "runs"]), name="counting_is_known"),
            models.CheckConstraint(
                condition=Q(counts_from=None) | Q(counts_from__lte=F("starts_on")),
                name="weeks_count_from_before_the_start",
            ),
            models.CheckConstraint(
                condition=Q(wizard_step__range=(1, WIZARD_STEPS)), name="wizard_has_six_steps"
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at=None)),
                name="closed_plans_have_a_closing_time",
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk} of rep {self.rep_id}"

    @property
    def is_formal(self) -> bool:
        return self.kind == self.Kind.FORMAL

    @property
    def is_open(self) -> bool:
        return self.status != self.Status.CLOSED

    @property
    def is_discarded(self) -> bool:
        """Whether it closed as a draft, which has no outcome to read. A proposal taken back is a draft again."""
        return self.status == self.Status.CLOSED and self.proposed_at is None

    @property
    def is_discreet(self) -> bool:
        """Whether the subject of a mail says nothing of it."""
        return self.is_formal

    @property
    def is_open_for_signing(self) -> bool:
        return self.status == self.Status.PROPOSED

    @property
    def is_working(self) -> bool:
        """Whether both have signed and it is not closed, so that the rep may log practice and claim steps."""
        return self.status in self.WORKING

    @property
    def is_amendable(self) -> bool:
        """Whether both may sign other dates: it runs or is paused, and counts by weeks in a row."""
        return self.status in {self.Status.ACTIVE, self.Status.PAUSED} and self.counts_runs

    @property
    def counts_runs(self) -> bool:
        """Whether its steps are reached by weeks in a row inside the plan, as in every plan proposed today."""
        return self.counting == self.Counting.RUNS

    @property
    def counts_since(self) -> "date | None":
        """The day from which full weeks count: the first of this plan, or of the one that it extends."""
        return self.counts_from or self.starts_on

    def has_started(self, *, on: "date") -> bool:
        return self.activated_at is not None and self.starts_on is not None and self.starts_on <= on
