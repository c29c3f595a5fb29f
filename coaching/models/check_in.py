"""Check-ins: the talk of a rep with their manager, and with a mentor as a pair."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coaching.models.check_in_kind import CheckInKind
from plans.models.plan import NobodyAsked
from salesgym.people.models import Moment, User

# A talk that both have not confirmed by then was missed.
CONFIRM_FOR = timedelta(days=7)
# A talk may begin so long before its hour; what is planned for later is moved first.
EARLY = timedelta(hours=24)


class CheckInState(StrEnum):
    """Where a check-in stands at a moment."""

    PLANNED = "planned"  # its hour is to come
    DUE = "due"  # its hour has come and nobody has begun
    RUNNING = "running"  # begun, not ended
    WAITS = "waits"  # ended or confirmed by one: the other is asked
    HELD = "held"  # both confirmed: the only kind that counts
    MISSED = "missed"  # not confirmed by both within CONFIRM_FOR
    CALLED_OFF = "called_off"


# A few rows of a rep, however many talks they had.
_MAY_WAIT = Q(rep_confirmed_at=None) | Q(lead_confirmed_at=None) | (~Q(seen_differently="") & Q(answer=""))


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: User) -> "CheckInQuerySet":
        """Talks this person may open: their own; with a manager also who manages the rep today, deputies included;
        with a mentor only that mentor, while they are. NobodyAsked without a person.
        """
        if not user.is_authenticated or not user.is_active:
            raise NobodyAsked
        managed = Q(kind=CheckInKind.LINE, rep__in=User.objects.managed_by(user))
        paired = Q(kind=CheckInKind.PAIR, led_by=user, plan__mentor=user)
        return self.filter(Q(rep=user) | managed | paired)

    def line(self) -> "CheckInQuerySet":
        """Talks with a manager."""
        return self.filter(kind=CheckInKind.LINE)

    def talks(self) -> "CheckInQuerySet":
        """Those in which two people meet, without the weekly sheets of a pair, which nobody confirms."""
        return self.filter(sheet_week=None)

    def standing(self) -> "CheckInQuerySet":
        """Those that were not called off."""
        return self.filter(called_off_at=None)

    def may_wait(self) -> "CheckInQuerySet":
        """Those that can still ask something of somebody: a yes is missing, or an answer to what is seen differently.

        The partial index `check_ins_that_may_wait` has these rows alone, so it serves questions with this filter.
        """
        return self.standing().filter(_MAY_WAIT)

    def held(self) -> "CheckInQuerySet":
        """Those that both confirmed: only they count."""
        return self.filter(rep_confirmed_at__isnull=False, lead_confirmed_at__isnull=False)

    def to_come(self, at: datetime) -> "CheckInQuerySet":
        """Planned, not called off, not ended and not missed at this moment."""
        open_ones = (
            self.talks().standing().filter(ended_at=None, rep_confirmed_at=None, lead_confirmed_at=None)
        )
        return open_ones.filter(planned_for__gt=at - CONFIRM_FOR)

    def missed(self, at: "datetime | Moment") -> "CheckInQuerySet":
        """Those that both had not confirmed in time."""
        unconfirmed = Q(rep_confirmed_at=None) | Q(lead_confirmed_at=None)
        return self.talks().standing().filter(unconfirmed, planned_for__lte=at - CONFIRM_FOR)


class CheckIn(models.Model):
    """One talk. `led_by` planned it; whoever manages the rep on the day may lead and confirm it.

    What both confirmed never changes: a trigger keeps it. `slot_on` is the day of the rhythm for which it stands, so
    that moving it does not make another. `sequence` counts its changes of time, for calendars and for two tabs.
    """

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="check_ins")
    kind = models.CharField(max_length=4, choices=CheckInKind.choices, default=CheckInKind.LINE)
    led_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="check_ins_led")
    # The plan that ran when it took place; of a pair the plan of the mentor.
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="check_ins", null=True, blank=True)
    rhythm = models.ForeignKey(
        "coaching.Rhythm", models.PROTECT, related_name="check_ins", null=True, blank=True
    )
    slot_on = models.DateField(null=True, blank=True)
    planned_for = models.DateTimeField(_("when"))
    first_planned_for = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=20, validators=[MinValueValidator(5), MaxValueValidator(120)]
    )
    # Of a pair's sheet: the Monday of its week. It is written at any time, and nobody is asked to confirm it.
    sheet_week = models.DateField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    called_off_why = models.CharField(_("why"), max_length=200, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    notes = models.TextField(_("notes"), max_length=4000, blank=True)
    notes_version = models.PositiveIntegerField(default=0)
    lead_confirmed_at = models.DateTimeField(null=True, blank=True)
    lead_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    rep_confirmed_at = models.DateTimeField(null=True, blank=True)
    # The rep sees it differently: it stands beside the notes, and the manager answers.
    seen_differently = models.TextField(_("I see it differently"), max_length=1000, blank=True)
    seen_differently_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("your answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["rep", "planned_for"], name="check_ins_of_a_rep"),
            models.Index(
                fields=["planned_for"],
                condition=Q(called_off_at=None) & (Q(rep_confirmed_at=None) | Q(lead_confirmed_at=None)),
                name="check_ins_that_are_open",
            ),
            models.Index(
                fields=["rep", "planned_for"],
                condition=Q(called_off_at=None) & _MAY_WAIT,
                name="check_ins_that_may_wait",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["rhythm", "slot_on"], name="one_check_in_a_day_of_a_rhythm"),
            models.UniqueConstraint(
                fields=["plan", "led_by", "sheet_week"], name="one_sheet_a_week_of_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(sheet_week=None) | Q(kind="pair"), name="a_weekly_sheet_is_of_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(rhythm=None, slot_on=None) | Q(rhythm__isnull=False, slot_on__isnull=False),
                name="a_check_in_of_a_rhythm_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(rep=F("led_by")), name="a_check_in_has_two_people"),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 120)), name="check_in_takes_5_to_120_minutes"
            ),
            models.CheckConstraint(
                condition=Q(kind="line") | Q(kind="pair", plan__isnull=False),
                name="a_pair_s_check_in_names_its_plan",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at__isnull=False, ended_at__gte=F("started_at")),
                name="a_check_in_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None)
                | Q(started_at=None, rep_confirmed_at=None, lead_confirmed_at=None),
                name="what_was_called_off_did_not_take_place",
            ),
            models.CheckConstraint(
                condition=Q(lead_confirmed_at=None, lead_confirmed_by=None)
                | Q(lead_confirmed_at__isnull=False, lead_confirmed_by__isnull=False),
                name="a_lead_s_confirmation_names_them",
            ),
            models.CheckConstraint(
                condition=Q(lead_confirmed_by=None) | ~Q(lead_confirmed_by=F("rep")),
                name="two_people_confirm_a_check_in",
            ),
            models.CheckConstraint(
                condition=Q(seen_differently="", seen_differently_at=None)
                | (~Q(seen_differently="") & Q(seen_differently_at__isnull=False)),
                name="what_is_seen_differently_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (
                    ~Q(answer="", seen_differently="")
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
                name="an_answer_names_who_gave_it",
            ),
        ]

    def __str__(self) -> str:
        return f"check-in {self.pk} of rep {self.rep_id}"

    @property
    def is_held(self) -> bool:
        """Whether both have confirmed it."""
        return self.rep_confirmed_at is not None and self.lead_confirmed_at is not None

    @property
    def is_confirmed_by_one(self) -> bool:
        return (self.rep_confirmed_at is None) != (self.lead_confirmed_at is None)

    @property
    def was_moved(self) -> bool:
        return self.planned_for != self.first_planned_for

    @property
    def confirm_by(self) -> datetime:
        """The last moment at which both may confirm it."""
        return self.planned_for + CONFIRM_FOR

    def state(self, at: datetime) -> CheckInState:
        """Where it stands at this moment."""
        if self.called_off_at is not None:
            return CheckInState.CALLED_OFF
        if self.is_held:
            return CheckInState.HELD
        if at >= self.confirm_by and self.sheet_week is None:
            return CheckInState.MISSED
        if self.ended_at is not None or self.is_confirmed_by_one:
            return CheckInState.WAITS
        if self.started_at is not None:
            return CheckInState.RUNNING
        return CheckInState.DUE if at >= self.planned_for else CheckInState.PLANNED
