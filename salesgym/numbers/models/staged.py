"""What a file says, line by line, while it waits to be compared and taken in. Filled by COPY, never kept.

Without foreign keys in the database: a check for each of them would take longer than the COPY itself, and what
goes in is checked where it goes in.
"""

from django.conf import settings
from django.db import models

from salesgym.numbers.models.intake import Import


class Verdict(models.TextChoices):
    """What taking in a line would do."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    # Somebody typed another value, or another source brought one: kept, unless the person decides for the file.
    CONFLICT = "conflict"
    # The file begins or ends in the middle of this week and knows less of it than we do.
    CUT_OFF = "cut_off"
    REFUSED = "refused"
    LEFT_OUT = "left_out"
    REPEATED = "repeated"


class StagedDeal(models.Model):
    """A deal as a line of the file tells it, and what became of the comparison."""

    file = models.ForeignKey(Import, models.CASCADE, related_name="staged_deals", db_constraint=False)
    line = models.PositiveIntegerField()
    external_id = models.CharField(max_length=64)
    owner_key = models.CharField(max_length=300)
    owner = models.ForeignKey(
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
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    verdict = models.CharField(max_length=9, choices=Verdict.choices, blank=True)
    known = models.ForeignKey(
        "numbers.Deal", models.CASCADE, related_name="+", null=True, db_index=False, db_constraint=False
    )

    def __str__(self) -> str:
        return f"{self.file_id}:{self.line}"


class StagedValue(models.Model):
    """One number as a line of the file tells it: of a week, or of a day in it, or of a period of a quota."""

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
    """One number of one rep, put together from the file's lines, beside what is known. `months` 0: a week."""

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
    """A line that is not taken in, and the sentence why."""

    file = models.ForeignKey(Import, models.CASCADE, related_name="refused_lines")
    line = models.PositiveIntegerField()
    trouble = models.CharField(max_length=20)
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.file_id}:{self.line}"


class ImportChange(models.Model):
    """What stood there before an import changed it, so that the import can be undone. Added ones have no row."""

    file = models.ForeignKey(Import, models.CASCADE, related_name="changes")
    deal = models.ForeignKey("numbers.Deal", models.CASCADE, related_name="+", null=True)
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True)
    metric = models.ForeignKey("numbers.Metric", models.CASCADE, related_name="+", null=True)
    starts_on = models.DateField(null=True)
    months = models.PositiveSmallIntegerField(default=0)
    before = models.JSONField()

    def __str__(self) -> str:
        return f"{self.file_id}: {self.pk}"
