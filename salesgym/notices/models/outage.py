"""Since when the mail server does not answer."""

from django.db import models
from django.db.models import Q


class Outage(models.Model):
    """The one row there is while the mail server does not answer: since the first drain that found it so.

    Gone with the first connection that works, so no row means that all is well as far as anybody tried.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    since = models.DateTimeField()
    error = models.CharField(max_length=300)  # of the last try, as the server or the network put it

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_outage_at_most")]

    def __str__(self) -> str:
        return f"since {self.since:%Y-%m-%d %H:%M:%S}"
