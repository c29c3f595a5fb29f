"""An imported file of numbers: uploaded, examined, compared, imported, perhaps undone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesgym.numbers.models.source import Source
from salesgym.people.models.user import NobodyAsked, User


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> "ImportQuerySet":
        """Files whose pages this person may open: their own, for site admins everybody's."""
        if not user.is_authenticated:
            raise NobodyAsked
        return self.all() if user.is_site_admin else self.filter(imported_by=user)

    def done(self) -> "ImportQuerySet":
        """Imported files, the newest first. One that is being undone is in until it is out."""
        return self.filter(state__in=Import.IN).order_by("-imported_at", "-pk")

    def waiting(self) -> "ImportQuerySet":
        """Files that wait for a person's decision or for a worker."""
        return self.filter(state__in=Import.WAITING)


class Import(models.Model):
    """One file: who uploaded it, its state, what it changes or has changed.

    `look` describes the file's columns and `decisions` are the person's answers about it, both as plain JSON.
    The worker on it holds `work_token` and updates `worked_at`; one that stops doing so is replaced. After
    "done" the counts stay as a record of the import. `undone_by` and `undone_at` say who asked for the undo, and when.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        ASKING = "asking", _("waiting for an answer")
        STAGING = "staging", _("being compared")
        READY = "ready", _("waiting for a yes")
        TAKING_IN = "taking_in", _("being taken in")
        DONE = "done", _("taken in")
        UNDOING = "undoing", _("being undone")
        REFUSED = "refused", _("not readable")
        CANCELLED = "cancelled", _("dropped")
        UNDONE = "undone", _("undone")

    # A worker is at it, or will be. The last two are the work that changes numbers.
    WORKING = [State.READING, State.STAGING, State.TAKING_IN, State.UNDOING]
    WAITING = [State.READING, State.ASKING, State.STAGING, State.READY, State.TAKING_IN]
    IN = [State.DONE, State.UNDOING]

    kind = models.CharField(max_length=10, choices=Source.Kind.choices, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="imports", null=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.READING)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    uploaded_at = models.DateTimeField()
    # Who said yes to the preview. They are told when it is in; of a command nobody is.
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    imported_at = models.DateTimeField(null=True)
    look = models.JSONField(default=dict, blank=True)
    decisions = models.JSONField(default=dict, blank=True)
    trouble = models.TextField(blank=True)
    work_token = models.UUIDField(null=True)
    worked_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_units = models.PositiveBigIntegerField(default=0)
    all_units = models.PositiveBigIntegerField(default=0)
    newest_on = models.DateField(null=True)
    first_week = models.DateField(null=True)
    read = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    conflicts = models.PositiveIntegerField(default=0)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["source", "-imported_at"], name="imports_of_a_source"),
            models.Index(fields=["imported_by", "-uploaded_at"], name="imports_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["", "deals", "numbers", "activities", "quotas"]),
                name="import_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "reading",
                        "asking",
                        "staging",
                        "ready",
                        "taking_in",
                        "done",
                        "undoing",
                        "refused",
                        "cancelled",
                        "undone",
                    ]
                ),
                name="import_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "undoing", "undone"])
                | Q(imported_at__isnull=False, source__isnull=False) & ~Q(kind=""),
                name="import_that_is_in_has_a_day_and_a_source",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["undoing", "undone"]) | Q(undone_at__isnull=False),
                name="undone_import_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.uploaded_at:%Y-%m-%d %H:%M}"

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def percent(self) -> int:
        """Progress of the current step, 0 to 100."""
        return min(100 * self.done_units // self.all_units, 100) if self.all_units else 0


class UploadChunk(models.Model):
    """A piece of an uploaded file, in the database so that a worker on any machine can read it."""

    file = models.ForeignKey(Import, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="one_chunk_per_place")]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"
