"""What one of a pair wrote on the sheet of a week: rep and mentor each have one part, and both read both."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PairLine(models.Model):
    """What works, in the words of the rep or of the mentor. A trigger refuses any other author."""

    check_in = models.ForeignKey("coaching.CheckIn", models.PROTECT, related_name="pair_lines")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pair_lines")
    text = models.TextField(_("what works"), max_length=2000)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_in", "author"], name="each_of_a_pair_has_one_part_of_a_sheet"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_part_of_a_sheet_says_something"),
        ]

    def __str__(self) -> str:
        return f"part {self.pk} of sheet {self.check_in_id}"
