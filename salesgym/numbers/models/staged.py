"""Staging tables: a file's lines while it is compared and imported. Written by COPY, deleted afterwards.

Without foreign keys in the database: checking them would take longer than the COPY itself, and they are
checked when the rows are stored for good.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from salesgym.numbers.models.intake import Import
from salesgym.numbers.models.weekly_value import WeeklyValue


class Verdict(models.TextChoices):
    """What importing a line would do."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    # One of another source differs: it stays, unless the person decides for the file.
    CONFLICT = "conflict"
    # The file begins or ends in the middle of this week, and has less of it than is stored.
    CUT_OFF = "cut_off"
    # The file counts fewer types of activities than the last one of its source, and less of this number.
    FEWER = "fewer"
    REFUSED = "refused"
    LEFT_OUT = "left_out"
    REPEATED = "repeated"


class Standing(models.TextChoices):
    """What is known about an owner that a file names."""

    FOUND = "found"
    LEFT_OUT = "left_out"
    NOT_YOURS = "not_yours"
    UNKNOWN = "unknown"
    SEVERAL = "several"


class StagedOwner(models.Model):
    """An owner whom the file names, in how many lines, and whom the last comparison took them for.

    `trouble` and `reason` say why their lines stay out; empty where they do not, or where that was chosen.
    """

    file = models.ForeignKey(
        Import, models.CASCADE, related_name="staged_owners", db_index=False, db_constraint=False
    )
    key = models.CharField(max_length=300)
    lines = models.PositiveIntegerField()
    first_line = models.PositiveIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    standing = models.CharField(max_length=9, choices=Standing.choices)
    trouble = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        # Its index finds the owner of a line, whatever the database takes the number of rows for.
        constraints = [models.UniqueConstraint(fields=["file", "key"], name="one_row_an_owner_of_a_file")]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.key}"


class StagedDeal(models.Model):
    """The deal in a line of the file, and the result of comparing it.

    `facts_key` is the key that the line would have without its ID, where its source has deals without IDs. `known_as` is
    the ID or key under which the deal is stored, where that is another one than `external_id`, or UNCLEAR.
    """

    # Several known deals may be meant by the line.
    UNCLEAR = "?"

    # Lines of deals that stand once the file is in, each deal once.
    GOES_IN = Q(verdict__in=[Verdict.ADDED, Verdict.CHANGED, Verdict.UNCHANGED])

    file = models.ForeignKey(Import, models.CASCADE, related_name="staged_deals", db_constraint=False)
    line = models.PositiveIntegerField()
    external_id = models.CharField(max_length=64)
    facts_key = models.CharField(max_length=64, blank=True, default="", db_default="")
    known_as = models.CharField(max_length=64, blank=True, default="", db_default="")
    owner_key = models.CharField(max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    # Whom the line names, where that is another person than the owner of the closed deal that it is about.
    file_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    name = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=4)
    amount_minor = models.BigIntegerField(null=True)
    # What the deal is stored in, and what the line names where that is another one than the organization's.
    currency = models.CharField(max_length=3, blank=True, default="")
    file_currency = models.CharField(max_length=3, blank=True, default="")
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    verdict = models.CharField(max_length=9, choices=Verdict.choices, blank=True)
    known = models.ForeignKey(
        "numbers.Deal", models.CASCADE, related_name="+", null=True, db_index=False, db_constraint=False
    )

    def __str__(self) -> str:
        return f"{self.file_id}:{self.line}"


class StagedValue(models.Model):
    """One number in a line of the file: of a week, of a day, or of the period of a quota."""

    file = models.ForeignKey(Import, models.CASCADE, related_name="staged_values", db_constraint=False)
    line = models.PositiveIntegerField()
    owner_key = models.CharField(max_length=300)
    metric = models.ForeignKey(
        "numbers.Metric", models.CASCADE, related_name="+", null=True, db_index=False, db_constraint=False
    )
    starts_on = models.DateField()
    months = models.PositiveSmallIntegerField(default=0)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    day = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.file_id}:{self.line}"


class ComparedValue(models.Model):
    """One number of one rep, combined from the file's lines, and the stored one. `months` is 0 for a week."""

    # A typed number that the file's replaces. It stays beside.
    GIVES_WAY = Q(verdict=Verdict.CHANGED, known_source=WeeklyValue.Source.TYPED)

    file = models.ForeignKey(Import, models.CASCADE, related_name="compared_values", db_constraint=False)
    line = models.PositiveIntegerField()
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    metric = models.ForeignKey(
        "numbers.Metric", models.CASCADE, related_name="+", null=True, db_index=False, db_constraint=False
    )
    starts_on = models.DateField()
    months = models.PositiveSmallIntegerField(default=0)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    known_value = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    known_source = models.CharField(max_length=6, blank=True)
    verdict = models.CharField(max_length=9, choices=Verdict.choices)

    def __str__(self) -> str:
        return f"{self.file_id}: {self.rep_id} {self.starts_on}"


class RefusedLine(models.Model):
    """A line that is not imported, and the sentence that says why."""

    file = models.ForeignKey(Import, models.CASCADE, related_name="refused_lines")
    line = models.PositiveIntegerField()
    trouble = models.CharField(max_length=20)
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.file_id}:{self.line}"


class ImportChange(models.Model):
    """The value before an import changed it, for undo. Rows that the import added are not listed."""

    file = models.ForeignKey(Import, models.CASCADE, related_name="changes")
    deal = models.ForeignKey("numbers.Deal", models.CASCADE, related_name="+", null=True)
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True)
    metric = models.ForeignKey("numbers.Metric", models.CASCADE, related_name="+", null=True)
    starts_on = models.DateField(null=True)
    months = models.PositiveSmallIntegerField(default=0)
    before = models.JSONField()

    def __str__(self) -> str:
        return f"{self.file_id}: {self.pk}"
