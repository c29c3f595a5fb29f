"""With whom a check-in is: the line talks with a manager, and the pair sheet with a mentor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckInKind(models.TextChoices):
    LINE = "line", _("with the manager")
    PAIR = "pair", _("with the mentor")
