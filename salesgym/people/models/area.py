"""Areas: parts of the product that an organization switches on and off as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaSwitch(models.Model):
    """The switch of one area, by the name of its app (`app_name` of its URLs). An area without a row is on."""

    name = models.SlugField(_("area"), max_length=40, unique=True)
    is_on = models.BooleanField(
        _("on"),
        default=True,
        help_text=_(
            "Off: its pages, its tab, its reminders and its lines in mails are gone. What was written is kept."
        ),
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def is_area_on(cls, name: str) -> bool:
        """Whether this area is on, where nobody is signed in: for planners and mails. One query."""
        return not cls._default_manager.filter(name=name, is_on=False).exists()
