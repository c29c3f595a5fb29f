"""The organization (one row), its teams as a tree, and the roles people work in."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salesgym.people.models.clock import away_today, begun_today, managing_today, running_on, running_today
from salesgym.people.models.leave import Leave

if TYPE_CHECKING:
    from salesgym.people.models.user import User

MONDAY_TO_FRIDAY = "12345"
ISO_WEEKDAYS = RegexValidator(r"^1?2?3?4?5?6?7?$", _("Write the days as digits, Monday is 1: 12345."))

TEAMS_BELOW = """
    WITH RECURSIVE below AS (
        SELECT child.id FROM people_team child
        JOIN people_management management ON management.team_id = child.parent_id
        WHERE management.person_id = %s AND management.ends_on IS NULL
        UNION
        SELECT child.id FROM people_team child JOIN below ON child.parent_id = below.id
    )
    SELECT id FROM below
"""


class OrganizationManager(models.Manager["Organization"]):
    def current(self) -> "Organization":
        """The organization; before it is set up, an unsaved one with default settings."""
        return self.first() or Organization(pk=1, name=gettext("My organization"))

    def setting(self, field: str) -> Coalesce:
        """For annotations: one setting of the organization; before anybody has set it up, the usual one."""
        return Coalesce(Subquery(self.values(field)[:1]), Value(getattr(Organization(), field)))


class Organization(models.Model):
    """The company that this installation serves. There is one row."""

    name = models.CharField(_("name"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    work_days = models.CharField(
        _("work days"), max_length=7, default=MONDAY_TO_FRIDAY, validators=[ISO_WEEKDAYS]
    )
    false_alarms_a_year = models.DecimalField(
        _("false alarms a year"),
        max_digits=4,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(Decimal(12))],
        help_text=_("How many early signals per rep and year may turn out to be noise."),
    )

    objects = OrganizationManager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organization")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_organization"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="currency_is_iso_4217"),
            models.CheckConstraint(condition=~Q(work_days=""), name="organization_has_work_days"),
            models.CheckConstraint(
                condition=Q(false_alarms_a_year__range=(Decimal("0.1"), Decimal(12))),
                name="false_alarms_are_a_tenth_to_twelve_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which weeks and due dates count."""
        return ZoneInfo(self.time_zone)

    def day(self, at: datetime) -> date:
        """Which day it is for the organization at this moment."""
        return at.astimezone(self.zone).date()


class TeamQuerySet(models.QuerySet["Team"]):
    def managed_by(self, user: "User") -> "TeamQuerySet":
        """Teams this person manages today, or stands in for as a named deputy."""
        return self.filter(pk__in=Management.objects.held_by(user).values("team"))

    def below(self, user: "User") -> "TeamQuerySet":
        """Teams at any depth below a team this person manages, without the managed teams themselves."""
        return self.filter(pk__in=RawSQL(TEAMS_BELOW, [user.pk]))  # noqa: S611 - constant SQL, bound value


class Team(models.Model):
    """A team in the tree. Reps are its members, managers its managements."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("parent team"), related_name="children", null=True, blank=True
    )
    work_days = models.CharField(
        _("work days"),
        max_length=7,
        blank=True,
        validators=[ISO_WEEKDAYS],
        help_text=_("Empty: as the organization."),
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], nulls_distinct=False, name="team_names_differ_under_one_parent"
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="team_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class ManagementQuerySet(models.QuerySet["Management"]):
    def today(self) -> "ManagementQuerySet":
        """Who manages which team today."""
        return self.filter(managing_today())

    def held_by(self, user: "User") -> "ManagementQuerySet":
        """What this person manages today, and what the people on leave manage whose deputy this person is.

        The leave is looked up by its deputy: joined by the managers, everybody's leave would be read.
        """
        away = Leave.objects.filter(away_today(), deputy=user)
        return self.today().filter(Q(person=user) | Q(person__in=away.values("person")))


class Management(models.Model):
    """Who manages a team, since when and until when."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="managements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="managements")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = ManagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("manager")
        verbose_name_plural = _("managers")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"], condition=Q(ends_on=None), name="manages_a_team_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="management_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} manages {self.team}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def today(self) -> "MembershipQuerySet":
        """Who belongs to which team today."""
        return self.filter(running_today())

    def begun(self) -> "MembershipQuerySet":
        """Who belongs to which team today, or did once: nothing of the future."""
        return self.filter(begun_today())

    def on(self, day: date) -> "MembershipQuerySet":
        """Who belongs to which team on this day."""
        return self.filter(running_on(day))

    def today_in(self, teams: "models.QuerySet[Any, Any] | Collection[int]") -> "MembershipQuerySet":
        """Who belongs to these teams today."""
        return self.filter(running_today(), team__in=teams)

    def managed_by(self, user: "User") -> "MembershipQuerySet":
        """Who belongs today to the teams this person manages, deputies included; never the person's own."""
        return self.today_in(Management.objects.held_by(user).values("team")).exclude(person=user)


class Membership(models.Model):
    """Which team a person belongs to, since when and until when."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_on=None),
                name="one_current_team_per_person",
                violation_error_message=_("This person is in a team already. End that membership first."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"


class JobRole(models.Model):
    """A kind of job. Reps of the same role are compared as peers."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    ramp_weeks = models.PositiveSmallIntegerField(_("ramp, weeks"), default=12)
    commission_rate = models.DecimalField(
        _("commission share"),
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("0.10 is 10 %."),
    )
    quota = models.DecimalField(
        _("quota"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("For those without a number of their own. Weeks in ramp do not count."),
    )
    quota_months = models.PositiveSmallIntegerField(
        _("quota for"), choices=[(1, _("a month")), (3, _("a quarter"))], default=3
    )

    class Meta:
        verbose_name = _("job role")
        verbose_name_plural = _("job roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(commission_rate=None) | Q(commission_rate__range=(0, 1)),
                name="commission_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(quota=None) | Q(quota__gte=0), name="role_quota_is_not_negative"
            ),
            models.CheckConstraint(condition=Q(quota_months__in=[1, 3]), name="role_quota_has_a_period"),
        ]

    def __str__(self) -> str:
        return self.name


class Holiday(models.Model):
    """A day off for a team, or for everybody where no team is named."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="holidays", null=True, blank=True)
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "day"], nulls_distinct=False, name="one_holiday_per_team_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.day}"


def is_current(starts_on: date, ends_on: date | None, *, on: date) -> bool:
    """True from `starts_on` to `ends_on`, both included; without an end, from `starts_on` on."""
    return starts_on <= on and (ends_on is None or on <= ends_on)
