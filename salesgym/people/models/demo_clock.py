"""The demo's clock: one row that says how far it stands ahead."""

from datetime import timedelta

from django.db import models
from django.db.models import Q


class DemoClock(models.Model):
    """How many days the demo stands ahead of the machine's clock. Only the demo asks, see salesgym/clock.py.

    The database keeps one row at most, refuses it where no sample people are, and never lets it go back.
    """

    days = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_demo_clock")]

    def __str__(self) -> str:
        return f"{self.days} days ahead"


def moved() -> timedelta:
    """How far the demo's clock was moved on."""
    days = DemoClock.objects.values_list("days", flat=True).first()
    return timedelta(days=days or 0)
