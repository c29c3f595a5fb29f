"""When the workers, beat and some planners last finished a task."""

from django.db import models
from django.db.models import Q


class Heartbeat(models.Model):
    """The last time this part finished a task."""

    class Part(models.TextChoices):
        WORKER = "worker"
        MAIL = "mail"  # the worker that sends mail
        BEAT = "beat"
        # What they give is made up for since then.
        DIGESTS = "digests"
        LETTERS = "letters"

    name = models.CharField(max_length=10, choices=Part.choices, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=["worker", "mail", "beat", "digests", "letters"]),
                name="heartbeat_is_of_a_known_part",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
