"""The rubric of a skill: what a listener hears or sees when somebody does it, and what each score looks like."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LOWEST, HIGHEST = 1, 5
FEWEST_BEHAVIORS, MOST_BEHAVIORS = 3, 5


class BehaviorQuerySet(models.QuerySet["Behavior"]):
    def asked(self) -> "BehaviorQuerySet":
        """Those that a new scoring asks for, in their order."""
        return self.filter(is_active=True).order_by("position", "pk")


class Behavior(models.Model):
    """One thing to listen for, with what happens at the scores 1, 3 and 5; 2 and 4 lie between."""

    skill = models.ForeignKey("plans.Skill", models.PROTECT, related_name="behaviors")
    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("what a listener hears or sees"), max_length=120)
    anchor_1 = models.CharField(_("what 1 looks like"), max_length=240)
    anchor_3 = models.CharField(_("what 3 looks like"), max_length=240)
    anchor_5 = models.CharField(_("what 5 looks like"), max_length=240)
    is_about_buyer = models.BooleanField(_("about what the buyer does"), default=False)
    position = models.PositiveSmallIntegerField(_("order on pages"))
    is_active = models.BooleanField(_("asked in new scores"), default=True)

    objects = BehaviorQuerySet.as_manager()

    class Meta:
        verbose_name = _("behavior")
        verbose_name_plural = _("rubric: behaviors")
        constraints = [
            models.UniqueConstraint(
                fields=["skill", "position"],
                name="one_behavior_per_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(anchor_1="") & ~Q(anchor_3="") & ~Q(anchor_5=""),
                name="a_behavior_says_what_1_3_and_5_look_like",
            ),
        ]

    def __str__(self) -> str:
        return self.name
