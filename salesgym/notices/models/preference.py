"""What each person wants to be told, and where."""

from django.conf import settings
from django.db import models


class Preference(models.Model):
    """One person's choice for one kind of notice. Without a row: in the app and by email."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=60)
    in_app = models.BooleanField(default=True)
    email = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_preference_per_person_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"
