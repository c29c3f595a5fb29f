"""What a manager saw before a plan: dated rows behind its reasons, each with where it comes from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_SEEN = 10
MOST_SAID = 500


class Source(models.TextChoices):
    """Where an observation comes from."""

    NUMBERS = "numbers", _("the numbers")
    CALL = "call", _("a call")
    MEETING = "meeting", _("a customer meeting")
    TALK = "talk", _("a talk of ours")
    CUSTOMER = "customer", _("what a customer said")
    COLLEAGUE = "colleague", _("what a colleague said")
    OTHER = "other", _("something else")


class Observation(models.Model):
    """One thing that was seen, on its day. Part of the terms: frozen with them once the plan is proposed."""

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="observations")
    # The order in which they were written: the day is what they are read by.
    position = models.PositiveSmallIntegerField()
    seen_on = models.DateField(_("day"))
    what = models.CharField(_("what was seen"), max_length=MOST_SAID)
    source = models.CharField(_("where it comes from"), max_length=9, choices=Source.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="observations_have_their_own_place"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_SEEN), name="at_most_ten_observations"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="an_observation_says_what_was_seen"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="source_is_known"),
        ]

    def __str__(self) -> str:
        return f"observation {self.position} of plan {self.plan_id}"
