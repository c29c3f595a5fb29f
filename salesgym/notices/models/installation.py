"""Where this installation is: one row that its copies bring along, so that they know themselves as copies."""

from django.db import models
from django.db.models import Func, Q


class Place(Func):
    """Which database this is: PostgreSQL's system identifier and the database's number, as in `7412/16384`.

    The first is left out where the owner of the tables may not ask for it.
    """

    function = "notices_place"
    output_field = models.CharField()


class InstallationQuerySet(models.QuerySet["Installation"]):
    def with_here(self) -> "InstallationQuerySet":
        """The row with `here`, the place of the database that answers."""
        return self.annotate(here=Place())


class Installation(models.Model):
    """The place, data folder, address and key of the processes that people use. The database keeps one row at most."""

    place = models.CharField(max_length=60)
    # Of the embedded server, which a copied folder brings along; empty elsewhere.
    folder = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=300)
    # A salted hash, which tells the key of links again and cannot be turned back into it.
    key_salt = models.CharField(max_length=64)
    key_print = models.CharField(max_length=64)
    since = models.DateTimeField()

    objects = InstallationQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_installation")]

    def __str__(self) -> str:
        return self.url
