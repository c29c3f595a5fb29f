"""A rep asks for a plan: one skill and one sentence, which their manager answers with a draft or a sentence."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.plan import NobodyAsked
from salesgym.people.models import User

MOST_SAID = 300


class PlanWishQuerySet(models.QuerySet["PlanWish"]):
    def of(self, user: User) -> "PlanWishQuerySet":
        """This person's own wishes. NobodyAsked without a person."""
        if not user.is_authenticated or not user.is_active:
            raise NobodyAsked
        return self.filter(rep=user)

    def managed_by(self, user: User) -> "PlanWishQuerySet":
        """Wishes of the reps this person manages today, deputies included."""
        return self.filter(rep__in=User.objects.managed_by(user))

    def open(self) -> "PlanWishQuerySet":
        """Those that wait for an answer: a rep has at most one."""
        return self.filter(status=PlanWish.Status.OPEN)


class PlanWish(models.Model):
    """What a rep would like to get better at. It waits until a draft or a sentence answers it, then it never changes."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        DRAFTED = "drafted", _("answered with a draft")
        ANSWERED = "answered", _("answered with a sentence")
        TAKEN_BACK = "taken_back", _("taken back")

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="plan_wishes")
    skill = models.ForeignKey("plans.Skill", models.PROTECT, related_name="+")
    sentence = models.CharField(_("in one sentence"), max_length=MOST_SAID)
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="wishes", null=True)
    answer = models.CharField(_("your answer"), max_length=MOST_SAID, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    objects = PlanWishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rep"], condition=Q(status="open"), name="one_open_wish_per_rep"),
            models.CheckConstraint(condition=~Q(sentence=""), name="a_wish_says_why"),
            models.CheckConstraint(
                condition=Q(status="open", plan=None, answer="", answered_by=None, answered_at=None)
                | Q(status="drafted", plan__isnull=False, answer="", answered_by__isnull=False)
                & Q(answered_at__isnull=False)
                | Q(status="answered", plan=None, answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(answer="")
                | Q(status="taken_back", plan=None, answer="", answered_by=None, answered_at__isnull=False),
                name="a_wish_is_answered_in_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk} of rep {self.rep_id}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN
