"""Reps whose deals are to be counted again, without an import that touches them."""

from django.conf import settings
from django.db import models


class Recount(models.Model):
    """A rep whose weeks of deals do not stand as their deals say, since an upgrade changed what counts or the deals.

    The row goes once they are counted.
    """

    rep = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.pk}"
