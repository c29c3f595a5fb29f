"""Sources of numbers, and what was decided about reading their files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesgym.people.models.user import NobodyAsked, User


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, user: User) -> "SourceQuerySet":
        """Sources whose pages this person may open: those they brought a file of, for site admins all."""
        if not user.is_authenticated:
            raise NobodyAsked
        return self.all() if user.is_site_admin else self.filter(imports__imported_by=user).distinct()


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

    objects = SourceQuerySet.as_manager()

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
    """The person that a source's owner name means; None where these lines are to be left out.

    `newest_person` is the id of the newest person when that was said: of a name that was left out, people with higher
    ids came later, and it is asked about again where one of them fits.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=254)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True)
    newest_person = models.BigIntegerField(default=0)
    # The name as the file writes it; empty of answers that were given before it was kept.
    text = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="one_meaning_per_source_and_name")
        ]

    def __str__(self) -> str:
        return self.text or self.key
