"""A file that somebody added to a step, a promise or their own evidence: what it is, who added it, and whether it was removed."""

import uuid
from datetime import datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from plans.calculations.file_kind import KINDS, MOST_BYTES
from plans.models.commitment import Commitment
from plans.models.evidence import Evidence
from plans.models.milestone import Milestone

MOST_FILES = 5
LONGEST_NAME = 120
# For so long whoever added a file takes it back without asking; later a manager removes it.
REMOVE_FOR = timedelta(minutes=15)


@deconstructible
class AttachmentStorage(Storage):
    """Keeps files where the setting STORAGES["attachments"] says.

    The place is asked for at each use: a field that held it would need its package before the checks can say so.
    """

    def _open(self, name: str, mode: str = "rb") -> File:
        return storages["attachments"].open(name, mode)

    def _save(self, name: str, content: IO[Any]) -> str:
        return storages["attachments"].save(name, content)

    def delete(self, name: str) -> None:
        storages["attachments"].delete(name)

    def exists(self, name: str) -> bool:
        return storages["attachments"].exists(name)

    def size(self, name: str) -> int:
        return storages["attachments"].size(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return storages["attachments"].listdir(path)

    def get_modified_time(self, name: str) -> datetime:
        return storages["attachments"].get_modified_time(name)


def random_name(attachment: "Attachment | None", file_name: str) -> str:
    """A name of ours, with nothing of what somebody called the file."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def standing(self) -> "AttachmentQuerySet":
        """Those that were not removed."""
        return self.filter(removed_at=None)

    def of(self, thing: "Thing") -> "AttachmentQuerySet":
        """The files of this step or promise, in the order of adding."""
        return self.filter(**owner(thing)).order_by("added_at", "pk")


class Attachment(models.Model):
    """One file. `client_id` comes from the browser. A removed one keeps its row; its bytes are deleted.

    `sha256` is of the bytes as they were added, in hexadecimal digits.
    """

    milestone = models.ForeignKey(
        "plans.Milestone", models.PROTECT, related_name="files", null=True, blank=True
    )
    # A promise of a talk that is taken back goes with its files.
    commitment = models.ForeignKey(
        "plans.Commitment", models.CASCADE, related_name="files", null=True, blank=True
    )
    # What the rep deletes while nobody else reads it goes with its files.
    evidence = models.ForeignKey(
        "plans.Evidence", models.CASCADE, related_name="files", null=True, blank=True
    )
    file = models.FileField(_("file"), storage=AttachmentStorage(), upload_to=random_name, max_length=100)
    name = models.CharField(max_length=LONGEST_NAME)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    client_id = models.UUIDField(default=uuid.uuid4)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="files_added")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["added_by", "client_id"], name="a_file_is_stored_once"),
            models.CheckConstraint(
                condition=Q(milestone=None, commitment__isnull=False, evidence=None)
                | Q(milestone__isnull=False, commitment=None, evidence=None)
                | Q(milestone=None, commitment=None, evidence__isnull=False),
                name="a_file_belongs_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(content_type__in=[kind.content_type for kind in KINDS]),
                name="content_type_of_a_file_is_known",
            ),
            models.CheckConstraint(
                condition=Q(size__range=(1, MOST_BYTES)), name="a_file_is_not_empty_and_at_most_10_mb"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(file=""), name="a_file_has_its_names"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="a_removed_file_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.pk}"

    @property
    def thing(self) -> "Thing":
        """The step, the promise or the evidence to which it belongs."""
        thing = self.milestone or self.commitment or self.evidence
        if thing is None:
            raise ValueError("A file belongs to a step, a promise or evidence.")
        return thing

    def is_fresh(self, at: datetime) -> bool:
        """Whether whoever added it may still take it back by themselves."""
        return at - self.added_at <= REMOVE_FOR


Thing = Milestone | Commitment | Evidence
COLUMNS: dict[type[Thing], str] = {Milestone: "milestone", Commitment: "commitment", Evidence: "evidence"}


def owner(thing: Thing) -> dict[str, Thing]:
    """The column that names this step, promise or evidence, for a filter or a new row."""
    return {COLUMNS[type(thing)]: thing}
