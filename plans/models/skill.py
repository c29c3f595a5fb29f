"""What can be trained: skills, and the drills that train them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Skill(models.Model):
    """One thing a rep can get better at, and the metric that shows it."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    summary = models.CharField(_("in one sentence"), max_length=200)
    funnel_stage = models.CharField(_("where in the funnel"), max_length=80)
    metric = models.ForeignKey(
        "numbers.Metric", models.PROTECT, verbose_name=_("the number it moves"), related_name="skills"
    )
    position = models.PositiveSmallIntegerField(_("order on pages"), default=100)
    is_active = models.BooleanField(_("offered for new plans"), default=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")

    def __str__(self) -> str:
        return self.name


class Drill(models.Model):
    """One exercise of a skill, short enough for a working day."""

    class Setting(models.TextChoices):
        ALONE = "alone", _("alone")
        MENTOR = "mentor", _("with another person")
        CALL = "call", _("in a real call of the day")

    skill = models.ForeignKey(Skill, models.PROTECT, related_name="drills")
    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("on a button"), max_length=24)
    cue = models.CharField(_("the one line to remember"), max_length=140)
    how = models.TextField(
        _("how it is done"), help_text=_("Markdown: set-up, steps, what good sounds like.")
    )
    behavior = models.ForeignKey(
        "plans.Behavior",
        models.SET_NULL,
        verbose_name=_("what it trains"),
        related_name="drills",
        null=True,
        blank=True,
    )
    setting = models.CharField(_("where"), max_length=6, choices=Setting.choices, default=Setting.ALONE)
    two_minutes = models.CharField(_("a first version of two minutes"), max_length=160, blank=True)
    not_when = models.CharField(_("when to leave it"), max_length=160, blank=True)
    repetitions = models.PositiveSmallIntegerField(_("times per workout"), default=4)
    minutes = models.PositiveSmallIntegerField(_("minutes per workout"), default=8)
    position = models.PositiveSmallIntegerField(_("order on pages"), default=100)
    is_active = models.BooleanField(_("offered for new plans"), default=True)

    class Meta:
        verbose_name = _("drill")
        verbose_name_plural = _("drills")
        constraints = [
            models.CheckConstraint(
                condition=Q(repetitions__range=(1, 200)), name="drill_repeats_1_to_200_times"
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, 240)), name="drill_takes_1_to_240_minutes"),
            models.CheckConstraint(
                condition=Q(setting__in=["alone", "mentor", "call"]), name="drill_setting_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
