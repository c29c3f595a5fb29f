"""Deals that a rep works on with their manager and mentor: three at a time at most."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Plan
from plans.models.plan import NobodyAsked
from salesgym.people.models import User

if TYPE_CHECKING:
    from salesgym.numbers.models import Deal

MOST_DEALS = 3


class CoachedDealQuerySet(models.QuerySet["CoachedDeal"]):
    def visible_to(self, user: "User") -> "CoachedDealQuerySet":
        """Deals of the person themselves, of those they manage today (deputies included) and of those they mentor.

        Raises NobodyAsked without a person.
        """
        if not user.is_authenticated or not user.is_active:
            raise NobodyAsked
        mentored = Plan.objects.mentored_by(user).values("rep")
        return self.filter(Q(rep=user) | Q(rep__in=mentored) | Q(rep__in=User.objects.managed_by(user)))

    def in_coaching(self) -> "CoachedDealQuerySet":
        """Deals that are in coaching now."""
        return self.filter(slot__isnull=False)


class CoachedDeal(models.Model):
    """One deal in coaching. Name, amount and first day are kept as they were when it was taken, or as typed.

    `deal` is the deal of the CRM. It is empty for one that was typed by hand, and once an import that brought it is
    undone: the database empties it then, as such a deal is deleted by SQL of its own, and sets it again once a file
    brings the deal of this `source` and `external_id` anew. Handed on in the CRM, it may be in coaching with its new
    owner too, until the one before closes it. `slot` is 1, 2 or 3 while the deal is in coaching, so that the database
    refuses a fourth. A result that `follows_crm` was the CRM's: the database changes it, or takes it back, with the deal.
    """

    class Result(models.TextChoices):
        WON = "won", _("won")
        LOST = "lost", _("lost")
        SET_ASIDE = "set_aside", _("set aside")

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="coached_deals")
    # Its constraint, with what happens when the deal goes, is written in migration 0002.
    deal = models.ForeignKey(
        "numbers.Deal", models.SET_NULL, related_name="+", null=True, blank=True, db_constraint=False
    )
    source = models.ForeignKey("numbers.Source", models.SET_NULL, related_name="+", null=True, blank=True)
    external_id = models.CharField(max_length=64, blank=True, db_default="")
    is_typed = models.BooleanField(default=False)
    name = models.CharField(_("deal"), max_length=200)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    opened_on = models.DateField(null=True)
    slot = models.PositiveSmallIntegerField(null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    result = models.CharField(max_length=9, choices=Result.choices, blank=True)
    closed_on = models.DateField(null=True)
    follows_crm = models.BooleanField(default=False, db_default=False)
    decided_with = models.ForeignKey(
        "numbers.Import", models.SET_NULL, related_name="+", null=True, blank=True, db_index=False
    )
    lesson = models.CharField(_("what made the difference"), max_length=300, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    objects = CoachedDealQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["rep", "-taken_at"], name="coached_deals_of_a_rep"),
            models.Index(
                fields=["source", "external_id"],
                condition=Q(source__isnull=False),
                name="coached_deals_of_a_crm",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["rep", "slot"], name="three_deals_in_coaching_at_most"),
            models.CheckConstraint(
                condition=Q(slot=None) | Q(slot__range=(1, MOST_DEALS)), name="slot_of_a_deal_is_1_to_3"
            ),
            models.UniqueConstraint(
                fields=["rep", "deal"], condition=Q(slot__isnull=False), name="a_deal_is_in_coaching_once"
            ),
            models.CheckConstraint(
                condition=Q(slot__isnull=False, ended_at=None, ended_by=None, result="")
                | Q(
                    slot=None,
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    result__in=["won", "lost", "set_aside"],
                ),
                name="a_deal_leaves_coaching_with_a_result",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["won", "lost"], closed_on__isnull=False)
                | Q(result__in=["", "set_aside"], closed_on=None),
                name="won_and_lost_have_their_day",
            ),
            models.CheckConstraint(
                condition=Q(is_typed=False) | Q(deal=None), name="a_typed_deal_is_in_no_crm"
            ),
            models.CheckConstraint(
                condition=Q(follows_crm=False) | Q(slot=None),
                name="a_deal_in_coaching_has_no_result_to_follow",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_coached_deal_has_a_name"),
            models.CheckConstraint(
                condition=Q(amount_minor=None) | Q(amount_minor__gte=0),
                name="coached_amount_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="coached_currency_is_iso_4217"
            ),
        ]

    def __str__(self) -> str:
        return f"deal in coaching {self.pk}"

    @property
    def is_in_coaching(self) -> bool:
        return self.slot is not None

    @property
    def known(self) -> "Deal | None":
        """The deal of the CRM while it is still the rep's own there and counts; loaded with `deal`."""
        return self.deal if self.deal is not None and self.is_own and not self.is_taken_out else None

    @property
    def is_taken_out(self) -> bool:
        """Whether the deal of the CRM was taken out of the numbers; loaded with `deal`."""
        return self.deal is not None and self.deal.taken_out_at is not None

    @property
    def is_own(self) -> bool:
        """Whether the deal of the CRM is still the rep's own there; loaded with `deal`."""
        return self.deal is not None and self.deal.owner_id == self.rep_id
