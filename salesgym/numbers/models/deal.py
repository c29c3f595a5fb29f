"""Deals, as the CRM exports them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DealsThatCount(models.Manager["Deal"]):
    """Deals that were not taken out: those that everything counts and shows."""

    def get_queryset(self) -> models.QuerySet["Deal"]:
        return super().get_queryset().filter(taken_out_at=None)


class Deal(models.Model):
    """One deal: owner, stage, dates and amount (in minor units of its currency)."""

    class Stage(models.TextChoices):
        OPEN = "open", _("open")
        WON = "won", _("won")
        LOST = "lost", _("lost")

    source = models.ForeignKey("numbers.Source", models.PROTECT, related_name="deals")
    external_id = models.CharField(max_length=64)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deals")
    name = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=4, choices=Stage.choices)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    # The import that wrote this row last, for undo. Without an index, as it is searched rarely.
    origin = models.ForeignKey(
        "numbers.Import", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    # The owner whom a file names while this closed deal keeps the one it has, as somebody chose. A trigger refuses to
    # move the deal as long as this stands.
    kept_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, db_index=False
    )

    # While `taken_out_at` is set the deal counts nowhere. It is not deleted, so that it can come back. It was taken out
    # by a person who says why, or with a file of its source that no longer has it.
    taken_out_at = models.DateTimeField(null=True, blank=True)
    taken_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    taken_out_why = models.CharField(max_length=300, blank=True, default="", db_default="")
    taken_out_with = models.ForeignKey(
        "numbers.Import", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    # Deals of which somebody said what they bring. A zero says nothing, whatever the stage: many a CRM writes it where nobody
    # knew an amount.
    HAS_AMOUNT = Q(amount_minor__gt=0)

    objects = DealsThatCount()
    everything: models.Manager["Deal"] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "opened_on"], name="deals_of_a_rep_by_opening"),
            # Covers the board's sums of a quarter's deals: PostgreSQL reads them from the index alone.
            models.Index(
                fields=["owner", "closed_on"],
                include=["stage", "amount_minor", "currency", "taken_out_at"],
                name="closed_deals_of_a_rep",
            ),
            models.Index(
                fields=["-taken_out_at"], condition=Q(taken_out_at__isnull=False), name="deals_taken_out"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_deal_per_source_and_id"),
            models.CheckConstraint(
                condition=Q(stage__in=["open", "won", "lost"]), name="deal_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(stage="open", closed_on=None)
                | Q(stage__in=["won", "lost"], closed_on__isnull=False),
                name="closed_deals_have_a_close_date",
            ),
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="deal_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(kept_from=None) | ~Q(stage="open"), name="only_closed_deals_are_kept"
            ),
            models.CheckConstraint(
                condition=Q(amount_minor=None) | Q(amount_minor__gte=0), name="deal_amount_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(taken_out_at=None, taken_out_by=None, taken_out_with=None, taken_out_why="")
                | Q(taken_out_at__isnull=False, taken_out_with__isnull=False, taken_out_why="")
                | Q(taken_out_at__isnull=False, taken_out_with=None, taken_out_by__isnull=False)
                & ~Q(taken_out_why=""),
                name="a_deal_is_taken_out_by_somebody_who_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.external_id} ({self.stage})"


class TimeOut(models.Model):
    """A time that is over in which a deal counted nowhere: taken out as the deal said it, and who put it back.

    `back_with` is the file whose undoing brought it back, as the deal had been taken out with it.
    """

    # Its constraint is written in migration 0021: the row goes with the deal when undoing deletes that by SQL of its own.
    deal = models.ForeignKey(Deal, models.CASCADE, related_name="times_out", db_constraint=False)
    out_at = models.DateTimeField()
    out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    out_why = models.CharField(max_length=300, blank=True)
    out_with = models.ForeignKey(
        "numbers.Import", models.PROTECT, related_name="+", null=True, db_index=False
    )
    back_at = models.DateTimeField()
    back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    back_with = models.ForeignKey(
        "numbers.Import", models.PROTECT, related_name="+", null=True, db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(out_with__isnull=False, out_why="")
                | Q(out_with=None, out_by__isnull=False) & ~Q(out_why=""),
                name="a_time_out_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(back_by__isnull=False) | Q(back_with__isnull=False),
                name="a_deal_comes_back_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(back_at__gte=F("out_at")), name="a_deal_comes_back_after_it_went"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deal_id}: {self.out_at:%Y-%m-%d} to {self.back_at:%Y-%m-%d}"
