"""What rep, manager and mentor say below a preparation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Remark(models.Model):
    """One remark on a deal. `client_id` makes sending it again store it once."""

    deal = models.ForeignKey("deals.CoachedDeal", models.CASCADE, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField(_("remark"), max_length=1000)
    client_id = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["deal", "created_at"], name="remarks_of_a_deal")]
        constraints = [
            models.UniqueConstraint(fields=["deal", "author", "client_id"], name="a_remark_is_stored_once"),
            models.CheckConstraint(condition=~Q(body=""), name="a_remark_says_something"),
        ]

    def __str__(self) -> str:
        return f"remark {self.pk} on deal {self.deal_id}"
