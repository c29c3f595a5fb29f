"""Other dates and words for the steps of a signed plan: proposed with a manager's name, in force once the rep has signed."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def open(self) -> "AmendmentQuerySet":
        """Those that wait for an answer: a plan has at most one."""
        return self.filter(answer="")


class Amendment(models.Model):
    """New terms of a plan both have signed, with the whole text that they would make. Nothing but the answer is written later.

    `number` is that of the agreement it becomes when the rep signs. `terms` are the new last day and the new day and words
    of each open step, see `terms_of`, and under "before" those that held then. Whoever proposed it signed it then.
    """

    class Answer(models.TextChoices):
        OPEN = "", _("waits for the rep")
        SIGNED = "signed", _("signed")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken_back", _("taken back")
        # The plan has gone on meanwhile: its dates moved, a step was reached, or it ended.
        OVERTAKEN = "overtaken", _("overtaken")

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(_("why the terms change"), max_length=1000)
    terms = models.JSONField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.OPEN, blank=True)
    answered_at = models.DateTimeField(null=True)
    comment = models.TextField(_("what you would rather have"), max_length=1000, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="amendments_count_up_per_plan"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(answer=""), name="one_open_amendment_per_plan"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "signed", "declined", "taken_back", "overtaken"]),
                name="amendment_answer_is_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answered_amendment_says_when",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_amendment_has_a_reason"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="amendment_has_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"amendment {self.number} of plan {self.plan_id}"

    @property
    def is_open(self) -> bool:
        return self.answer == self.Answer.OPEN


def terms_of(ends_on: date, steps: dict[int, tuple[date, str]]) -> dict[str, Any]:
    """The terms as they are stored: the last day, and by the id of each open step its day and its words."""
    told = {str(pk): {"due_on": day.isoformat(), "title": title} for pk, (day, title) in steps.items()}
    return {"ends_on": ends_on.isoformat(), "steps": told}


def read_terms(kept: dict[str, Any]) -> tuple[date, dict[int, tuple[date, str]]]:
    """The inverse of `terms_of`."""
    steps = {
        int(pk): (date.fromisoformat(step["due_on"]), step["title"]) for pk, step in kept["steps"].items()
    }
    return date.fromisoformat(kept["ends_on"]), steps
