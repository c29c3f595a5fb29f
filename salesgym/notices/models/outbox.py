"""The outbox: every email, stored in the transaction that caused it, with its state until it is sent."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesgym.kinds import Policy

HELD = ["claimed", "handoff"]
# Nobody got these, or nobody knows; cancelled mail is none of them, for nobody wants it any more.
LOST = ["dead", "unknown", "expired"]


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def put_off(self) -> "OutboxQuerySet":
        """Mail that waits for its next attempt, because the server did not take it."""
        return self.filter(state="pending", waits_since__isnull=False)

    def lost_since(self, moment: datetime) -> "OutboxQuerySet":
        """Mail given up, too late or perhaps arrived, since this moment."""
        ended = Q(ended_at__gte=moment) | Q(ended_at=None, due_at__gte=moment)
        return self.filter(ended, state__in=LOST)


class Outbox(models.Model):
    """One email to one person and its state. Its text is written when it is sent."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        CLAIMED = "claimed", _("Being written")
        HANDOFF = "handoff", _("At the mail server")
        SENT = "sent", _("Sent")
        CANCELLED = "cancelled", _("No longer wanted")
        EXPIRED = "expired", _("Too late")
        DEAD = "dead", _("Given up")
        UNKNOWN = "unknown", _("Perhaps arrived")

    dedupe_key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    policy = models.CharField(max_length=20)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails", null=True, blank=True
    )
    # Set for account mail only; other mail goes to the address that the person has when it is sent.
    address = models.CharField(max_length=254, blank=True)
    ref_ids = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    not_after = models.DateTimeField(null=True, blank=True)
    # When it was due, where `due_at` is a later time because the server put it off.
    waits_since = models.DateTimeField(null=True, blank=True)
    # When it came to an end without being sent: given up, too late, or perhaps arrived.
    ended_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.PENDING, db_default="pending"
    )
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    # How often this mail may have been delivered since a person last decided to try again: a hand-off that the server
    # refused is subtracted again. So at most once is a rule for the machine, and a person may answer for a second copy.
    handoffs = models.PositiveSmallIntegerField(default=0, db_default=0)
    claim_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=250, default="", blank=True, db_default="")
    last_error = models.CharField(max_length=300, default="", blank=True, db_default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    # The mail that tells this one's news in a line of its own, so that several reminders are one mail.
    told_in = models.ForeignKey(
        "self", models.SET_NULL, related_name="tells", null=True, blank=True, db_index=False
    )

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "pending",
                        "claimed",
                        "handoff",
                        "sent",
                        "cancelled",
                        "expired",
                        "dead",
                        "unknown",
                    ]
                ),
                name="mail_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(policy__in=[str(policy) for policy in Policy]), name="mail_policy_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=HELD, claim_token__isnull=False, lease_until__isnull=False)
                | (~Q(state__in=HELD) & Q(claim_token=None, lease_until=None)),
                name="mail_in_hand_has_a_holder",
            ),
            models.CheckConstraint(
                condition=Q(policy="at_least_once") | Q(handoffs__lte=1),
                name="mail_at_most_once_is_handed_over_once",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="mail_sent_says_when",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(address=""), name="mail_goes_to_somebody"
            ),
            models.CheckConstraint(
                condition=Q(told_in=None) | Q(state="cancelled"), name="mail_told_in_another_is_not_sent"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="pending"), name="outbox_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state__in=HELD), name="outbox_in_hand"),
            models.Index(fields=["state", "-id"], name="outbox_by_state"),
            models.Index(fields=["told_in"], condition=Q(told_in__isnull=False), name="outbox_told_in"),
        ]

    def __str__(self) -> str:
        return self.dedupe_key

    @property
    def is_account_mail(self) -> bool:
        return self.address != ""


class Letter(models.Model):
    """The text of an account mail, stored because it cannot be written again later.

    It has a link that opens an account, so it is deleted as soon as the mail is settled.
    """

    mail = models.OneToOneField(Outbox, models.CASCADE, related_name="letter", primary_key=True)
    text = models.TextField()
    html = models.TextField(blank=True)

    class Meta:
        verbose_name = _("account letter")
        verbose_name_plural = _("account letters")

    def __str__(self) -> str:
        return f"letter {self.pk}"
