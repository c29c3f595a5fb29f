"""A person: signs in by email and may be rep, manager, mentor, HR partner and site admin at once."""

import re
import zoneinfo
from collections.abc import Collection, Iterable
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from salesgym.people.models.area import AreaSwitch
from salesgym.people.models.clock import away_today
from salesgym.people.models.organization import Membership, Team

TONES = ("", "plum", "lake", "clay", "stone", "sun")


class NobodyAsked(Exception):
    """A list was filtered for a user without an id. A bug in the caller; never answered by an empty list."""


# Embeddings, overrides and isolates of direction: what one of them opens goes on behind the name.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def known_time_zone(name: str) -> None:
    """Raise ValidationError for a time zone that this machine does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone from the list, like Europe/Berlin."))


def turns_no_text(name: str) -> None:
    """Raise ValidationError for a name with letters that nobody sees and that turn the direction of the sentence around it."""
    if TURNS.search(name):
        raise ValidationError(_("This name holds invisible letters that turn text around. Type it again."))


class UserQuerySet(models.QuerySet["User"]):
    def in_teams(self, teams: "models.QuerySet[Team] | Collection[int]") -> "UserQuerySet":
        """People who are members of these teams today."""
        return self.filter(pk__in=Membership.objects.today_in(teams).values("person"))

    def managed_by(self, user: "User") -> "UserQuerySet":
        """Reps of the teams this person manages today, deputies included; never the person themselves."""
        return self.filter(pk__in=Membership.objects.managed_by(user).values("person"))

    def visible_to(self, user: "User") -> "UserQuerySet":
        """People whose name this person may look up: themselves and those they manage; for site admins all."""
        if not user.is_authenticated:
            raise NobodyAsked
        if user.is_site_admin:
            return self.all()
        return self.filter(Q(pk=user.pk) | Q(pk__in=Membership.objects.managed_by(user).values("person")))

    def hr_for(self, rep: "User") -> "UserQuerySet":
        """Active HR partners for a team of this rep's today: whoever has it named, and whoever has no team named."""
        teams = Membership.objects.today().filter(person=rep).values("team")
        covered = Q(hr_teams__in=teams) | Q(hr_teams=None)
        return self.active().filter(covered, is_hr_partner=True).exclude(pk=rep.pk).distinct()

    def covered_by(self, hr: "User") -> "UserQuerySet":
        """People for whom this HR partner is one today, as `hr_for` says from the other side; never themselves."""
        named = Team.objects.filter(hr_partners=hr)
        members = Membership.objects.today().filter(team__in=named).values("person")
        return self.filter(Q(pk__in=members) | ~models.Exists(named)).exclude(pk=hr.pk)

    def with_areas(self) -> "UserQuerySet":
        """People with `closed_areas`, for whoever asks for a page: read with the person, the switches cost no query."""
        off = AreaSwitch.objects.filter(is_on=False).order_by("name")
        return self.annotate(closed_areas=ArraySubquery(off.values("name")))

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def not_in_yet(self) -> "UserQuerySet":
        """Active people who have no password yet."""
        return self.active().filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def on_leave(self) -> "UserQuerySet":
        """People who are away today."""
        return self.filter(away_today("leaves__")).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc] # stubs know no from_queryset base
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A person who can sign in once a password is set."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A site admin."""
        return self.create_user(email, password, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person in the organization. Rights come from permissions.py, not from Django's groups."""

    email = models.EmailField(
        _("email"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("Somebody has this email address already.")},
    )
    name = models.CharField(_("name"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[known_time_zone])
    job_role = models.ForeignKey(
        "people.JobRole",
        models.PROTECT,
        verbose_name=_("job role"),
        related_name="people",
        null=True,
        blank=True,
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    commission_rate = models.DecimalField(
        _("own commission share"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("site admin"), default=False)
    is_hr_partner = models.BooleanField(_("HR partner"), default=False)
    is_sample = models.BooleanField(_("sample person"), default=False, editable=False)
    hr_teams = models.ManyToManyField(
        "people.Team", verbose_name=_("HR for these teams"), related_name="hr_partners", blank=True
    )
    digest_weekday = models.PositiveSmallIntegerField(_("digest day"), default=1)
    digest_hour = models.PositiveSmallIntegerField(_("digest hour"), default=8)
    theme = models.CharField(_("appearance"), max_length=6, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            # Together with the unique column: one person per address, whatever capitals are typed.
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_is_in_lower_case"),
            models.CheckConstraint(condition=Q(digest_weekday__range=(1, 7)), name="digest_day_is_a_weekday"),
            models.CheckConstraint(condition=Q(digest_hour__range=(0, 23)), name="digest_hour_is_an_hour"),
            models.CheckConstraint(condition=Q(theme__in=["", "light", "dark"]), name="theme_is_known"),
            models.CheckConstraint(
                condition=Q(commission_rate=None) | Q(commission_rate__range=(0, 1)),
                name="own_commission_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()
        try:
            turns_no_text(self.name)
        except ValidationError as refused:
            raise ValidationError({"name": refused}) from refused

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.first_name

    @property
    def first_name(self) -> str:
        return str(self).split()[0]

    @property
    def initials(self) -> str:
        words = str(self).split()
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def tone(self) -> str:
        """The color of this person's avatar, the same on every page."""
        return TONES[(self.pk or 0) % len(TONES)]

    @property
    def is_site_admin(self) -> bool:
        return self.is_active and self.is_staff

    def has_area(self, name: str) -> bool:
        """Whether this area exists for them now, for somebody who was loaded `with_areas`: who is signed in is.

        For others every area exists.
        """
        return name not in vars(self).get("closed_areas", ())

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Asked by the set-up pages only: there site admins may do everything."""
        return self.is_site_admin

    def has_perms(self, perm_list: Iterable[str], obj: object = None) -> bool:
        return self.is_site_admin

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_site_admin
