"""What a rep prepares for the next step with a buyer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_VALUES, MOST_QUESTIONS = 4, 5


class Preparation(models.Model):
    """The sheet for one meeting of a deal. A later meeting gets a sheet of its own, with the next `number`.

    `values` has a row for each person at the buyer's, {"who": "Rosa, operations", "gets": "Sees ..."}; `questions` are
    texts in their order. `version` counts up with every change, so that a second tab overwrites nothing.
    """

    deal = models.ForeignKey("deals.CoachedDeal", models.CASCADE, related_name="preparations")
    number = models.PositiveSmallIntegerField()
    meeting = models.CharField(_("the meeting"), max_length=80, blank=True)
    meets_at = models.DateTimeField(null=True)
    values = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    next_step = models.CharField(_("the next step to ask for"), max_length=200, blank=True)
    next_step_on = models.DateField(_("by"), null=True)
    obstacles = models.TextField(_("what may get in the way"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deal", "number"], name="preparations_of_a_deal_are_numbered"),
            models.CheckConstraint(
                condition=~Q(values=[]) | ~Q(questions=[]) | ~Q(next_step=""),
                name="a_preparation_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"preparation {self.number} of deal {self.deal_id}"
