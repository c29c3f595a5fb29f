"""An import of numbers: who, when, what changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    """One file taken in, as a summary that stays."""

    class Kind(models.TextChoices):
        DEALS = "deals", _("deals")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    source = models.ForeignKey("numbers.DealSource", models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    imported_at = models.DateTimeField()
    newest_on = models.DateField(null=True)
    read = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["deals"]), name="import_kind_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.imported_at:%Y-%m-%d %H:%M}"


class PendingUpload(models.Model):
    """A file that waits for its uploader's yes. Kept here, so that what was previewed is what goes in."""

    uploaded_by = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    source_name = models.CharField(max_length=80)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.file_name} waiting since {self.uploaded_at:%Y-%m-%d %H:%M}"
