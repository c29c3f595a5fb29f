"""Leave: time limits stop meanwhile, and nobody's results are judged by these days."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesgym.people.models.clock import away_today


class LeaveQuerySet(models.QuerySet["Leave"]):
    def today(self) -> "LeaveQuerySet":
        """Who is away today."""
        return self.filter(away_today())


class Leave(models.Model):
    """Days when a person is away, and the deputy who has their rights as a manager meanwhile."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leaves")
    starts_on = models.DateField(_("first day away"))
    ends_on = models.DateField(_("last day away"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("deputy"),
        related_name="deputizes",
        null=True,
        blank=True,
        help_text=_("Has your rights as a manager while you are away."),
    )

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leaves")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="leave_ends_after_it_starts",
                violation_error_message=_("The last day away comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("person")),
                name="nobody_is_his_own_deputy",
                violation_error_message=_("Name somebody else as deputy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} away {self.starts_on} to {self.ends_on}"
