"""The inbox: what each person was told."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person_id: int) -> "NoticeQuerySet":
        """The notices in this person's inbox."""
        return self.filter(recipient_id=person_id, is_hidden=False)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing told to one person; the unique dedupe_key prevents telling it twice."""

    dedupe_key = models.CharField(max_length=200, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=300)
    ref_ids = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    # The person muted this kind in the app. The row is kept, so that its dedupe_key still works.
    is_hidden = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["recipient", "-at", "-id"], condition=Q(is_hidden=False), name="notices_inbox"
            ),
            models.Index(
                fields=["recipient"], condition=Q(is_hidden=False, read_at=None), name="notices_unread"
            ),
        ]

    def __str__(self) -> str:
        return self.dedupe_key
