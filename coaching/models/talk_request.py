"""A rep asks for a talk. It stands in their manager's queue until a talk is planned or the rep takes it back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesgym.people.models import User


class TalkRequestQuerySet(models.QuerySet["TalkRequest"]):
    def open(self) -> "TalkRequestQuerySet":
        """Those that wait: a rep has one at most."""
        return self.filter(settled_at=None)

    def managed_by(self, user: User) -> "TalkRequestQuerySet":
        """Those of the reps this person manages today, deputies included."""
        return self.filter(rep__in=User.objects.managed_by(user))


class TalkRequest(models.Model):
    """One request. A talk that was planned, or that both confirmed, settles it; without `check_in` it was taken back."""

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="talk_requests")
    about = models.CharField(_("what about"), max_length=300)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    check_in = models.ForeignKey(
        "coaching.CheckIn", models.PROTECT, related_name="requests", null=True, blank=True
    )

    objects = TalkRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rep"], condition=Q(settled_at=None), name="one_open_request_per_rep"
            ),
            models.CheckConstraint(condition=~Q(about=""), name="a_request_says_what_about"),
            models.CheckConstraint(
                condition=Q(check_in=None) | Q(settled_at__isnull=False),
                name="a_planned_talk_settles_a_request",
            ),
        ]

    def __str__(self) -> str:
        return f"talk request {self.pk} of rep {self.rep_id}"
