"""How a plan ended: the result, the reasons, and who decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Outcome(models.Model):
    """The end of a plan: result, reasons, and the number's last value with its parts. It never changes."""

    class Result(models.TextChoices):
        MET = "met", _("met")
        MET_IN_PART = "met_in_part", _("met in part")
        EXTENDED = "extended", _("extended")
        NOT_MET = "not_met", _("not met")
        WITHDRAWN = "withdrawn", _("withdrawn")
        # The rep goes: counted neither as met nor as not met, and no reasons are asked for.
        LEFT = "left", _("left")

    class NextStep(models.TextChoices):
        FURTHER_HELP = "further_help", _("further help")
        NEW_FOCUS = "new_focus", _("a new focus")
        # Never of a coaching plan: the trigger coaching_ends_in_help refuses them. Old outcomes keep theirs.
        OTHER_ROLE = "other_role", _("another role")
        LEAVING = "leaving", _("leaving")

    # What may be agreed where a coaching plan was not met, and where a formal one was not.
    AFTER_COACHING = (NextStep.FURTHER_HELP, NextStep.NEW_FOCUS)
    AFTER_FORMAL = (*AFTER_COACHING, NextStep.OTHER_ROLE, NextStep.LEAVING)

    plan = models.OneToOneField("plans.Plan", models.PROTECT, related_name="outcome")
    result = models.CharField(max_length=11, choices=Result.choices)
    reasons = models.TextField(_("reasons"), max_length=2000, blank=True)
    learned = models.TextField(_("what was learned"), max_length=2000, blank=True, db_default="")
    next_step = models.CharField(max_length=12, choices=NextStep.choices, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    next_skill = models.ForeignKey("plans.Skill", models.PROTECT, related_name="+", null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["met", "met_in_part", "extended", "not_met", "withdrawn", "left"]),
                name="outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    result="not_met",
                    next_step__in=["further_help", "new_focus", "other_role", "leaving"],
                )
                | (~Q(result="not_met") & Q(next_step="")),
                name="not_met_names_the_next_step",
            ),
            models.CheckConstraint(
                condition=~Q(reasons="") | Q(result="left"), name="an_outcome_has_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"outcome of plan {self.plan_id}: {self.result}"

    @classmethod
    def next_steps(cls, kind: str) -> "tuple[Outcome.NextStep, ...]":
        """What may be agreed where a plan of this kind was not met."""
        return cls.AFTER_FORMAL if kind == "formal" else cls.AFTER_COACHING
