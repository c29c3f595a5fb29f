"""Sources of numbers, and what was decided about reading their files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """One system or list, for one kind of numbers: its name, and how its files are read.

    `shift_days` moves all its dates (to make a teaching set current); empty where nobody asked for that.
    `layout` is the result of saved_layout.to_saved, with which the next file of this source starts.
    """

    class Kind(models.TextChoices):
        DEALS = "deals", _("deals")
        NUMBERS = "numbers", _("weekly numbers")
        ACTIVITIES = "activities", _("activities")
        QUOTAS = "quotas", _("quotas")

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DEALS)
    name = models.CharField(max_length=80)
    shift_days = models.IntegerField(null=True, blank=True)
    layout = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="one_source_per_kind_and_name"),
            models.CheckConstraint(
                condition=Q(kind__in=["deals", "numbers", "activities", "quotas"]),
                name="source_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(shift_days__range=(-36525, 36525)), name="shift_is_within_a_century"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonAlias(models.Model):
    """The person that a source's owner name means; None where these lines are to be left out."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=254)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="one_meaning_per_source_and_name")
        ]

    def __str__(self) -> str:
        return self.key
