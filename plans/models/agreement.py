"""The frozen text of a plan's terms and the two signatures under it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Agreement(models.Model):
    """The terms as they were proposed: text, its SHA-256, and a number that counts up per plan."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    # Whether the text says that a plan signed after its first day may begin later. Earlier texts do not.
    may_begin_later = models.BooleanField(default=False, db_default=False)
    # Whether the text says how the end is decided, with the progress clause. Earlier texts do not.
    has_clause = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="agreements_count_up_per_plan"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="agreement_has_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.number} of plan {self.plan_id}"


class Signature(models.Model):
    """One party's name under an agreement, with the time and their own comment."""

    class Party(models.TextChoices):
        REP = "rep", _("rep")
        MANAGER = "manager", _("manager")

    class Answer(models.TextChoices):
        NONE = "", _("the name says it")
        AGREE = "agree", _("I agree")
        DISAGREE = "disagree", _("I do not agree")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=7, choices=Party.choices)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    comment = models.TextField(max_length=1000, blank=True)
    # What the rep says to a formal plan. It runs with either answer.
    answer = models.CharField(
        max_length=8, choices=Answer.choices, default=Answer.NONE, db_default="", blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party"], name="each_party_signs_once"),
            models.UniqueConstraint(fields=["agreement", "signer"], name="nobody_signs_for_both"),
            models.CheckConstraint(condition=Q(party__in=["rep", "manager"]), name="party_is_rep_or_manager"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answer__in=["agree", "disagree"], party="rep"),
                name="the_rep_agrees_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(answer="disagree") | Q(comment__regex=r"\S"),
                name="who_does_not_agree_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"signature of the {self.party} under agreement {self.agreement_id}"
