"""What good looks like in a job role: one page that its managers write with the team, every version of it kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_SAID = 2000
TEXTS = ("activities", "quality", "result", "how_often")


class RoleGuide(models.Model):
    """One version of the page of a role. The newest, with the highest number, is the one that counts; none changes."""

    job_role = models.ForeignKey("people.JobRole", models.PROTECT, related_name="guides", db_index=False)
    number = models.PositiveSmallIntegerField()
    activities = models.TextField(_("what one does"), max_length=MOST_SAID, blank=True)
    quality = models.TextField(_("how well"), max_length=MOST_SAID, blank=True)
    result = models.TextField(_("what comes of it"), max_length=MOST_SAID, blank=True)
    how_often = models.TextField(_("how often"), max_length=MOST_SAID, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("what good looks like in a role")
        constraints = [
            models.UniqueConstraint(fields=["job_role", "number"], name="versions_of_a_role_are_numbered"),
            models.CheckConstraint(
                condition=~Q(activities="", quality="", result="", how_often=""),
                name="a_role_guide_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"role {self.job_role_id}, version {self.number}"
