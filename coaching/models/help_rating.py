"""What a rep says of a talk: whether it helped, and once a quarter whether what was promised came."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

# A manager reads a sum once so many different reps have answered.
FEWEST_REPS = 5


class HelpRatingQuerySet(models.QuerySet["HelpRating"]):
    def of_outer_talk_or_since(self, since: datetime) -> "HelpRatingQuerySet":
        """For subqueries of check-ins: what its rep said of it, and of any since this moment."""
        return self.filter(Q(check_in=OuterRef("pk")) | Q(rep=OuterRef("rep"), rated_at__gt=since))


class HelpRating(models.Model):
    """One rep's answer to one talk. They alone read it; a manager reads sums of FEWEST_REPS reps or more, never a day."""

    class Helped(models.IntegerChoices):
        NO = 1, _("No")
        A_LITTLE = 2, _("A little")
        YES = 3, _("Yes")
        A_LOT = 4, _("A lot")

    check_in = models.OneToOneField("coaching.CheckIn", models.CASCADE, related_name="rating")
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="help_ratings")
    led_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    helped = models.PositiveSmallIntegerField(_("Did this help you?"), choices=Helped.choices)
    more = models.CharField(_("What would help more?"), max_length=300, blank=True)
    # Asked once a quarter: whether what was promised to them came, in time and of use.
    promises_came = models.PositiveSmallIntegerField(choices=Helped.choices, null=True, blank=True)
    rated_at = models.DateTimeField()

    objects = HelpRatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(helped__range=(1, 4)), name="help_is_1_to_4"),
            models.CheckConstraint(
                condition=Q(promises_came=None) | Q(promises_came__range=(1, 4)),
                name="promises_came_is_1_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"rating of check-in {self.check_in_id}"
