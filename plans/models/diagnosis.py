"""Why the number is low: the manager's diagnosis, and the rep's assessment of themselves."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_CAUSES = 3


class Standing(models.TextChoices):
    """Where a rep stands in skill and will: four fields, each high or low in both. See `standing_of`."""

    LEARNING_AND_KEEN = "learning_keen", _("Wants to, still learning")
    ABLE_AND_KEEN = "able_keen", _("Can and wants to")
    LEARNING_AND_LOW = "learning_low", _("Still learning, spark is low")
    ABLE_AND_LOW = "able_low", _("Can, spark is low")


class Clarity(models.TextChoices):
    """Whether a rep knows what good looks like in their role."""

    YES = "yes", _("Yes")
    IN_PART = "in_part", _("In part")
    NO = "no", _("Not yet")


# Who does not know it yet, or in part, lacks knowledge before skill.
UNCLEAR = (Clarity.IN_PART, Clarity.NO)


# Skill and will are placed from 0 to 10. Above these a place is high: the middle counts as still learning and as keen.
MOST_PLACED = 10
LEARNING_TO, LOW_TO = 5, 4


def standing_of(skill: int, will: int) -> Standing:
    """The field of the map in which these two places lie, each from 0 to 10."""
    if will > LOW_TO:
        return Standing.ABLE_AND_KEEN if skill > LEARNING_TO else Standing.LEARNING_AND_KEEN
    return Standing.ABLE_AND_LOW if skill > LEARNING_TO else Standing.LEARNING_AND_LOW


def standing_at(skill: int | None, will: int | None, otherwise: str = "") -> str:
    """The same where both are placed; else what is given."""
    return otherwise if skill is None or will is None else standing_of(skill, will).value


def _in_field(standing: Standing) -> Q:
    """That both places lie in the field of this standing."""
    is_learning = standing in {Standing.LEARNING_AND_KEEN, Standing.LEARNING_AND_LOW}
    is_low = standing in {Standing.LEARNING_AND_LOW, Standing.ABLE_AND_LOW}
    skill = (0, LEARNING_TO) if is_learning else (LEARNING_TO + 1, MOST_PLACED)
    will = (0, LOW_TO) if is_low else (LOW_TO + 1, MOST_PLACED)
    both = {"skill_level__isnull": False, "will_level__isnull": False}
    return Q(standing=standing.value, skill_level__range=skill, will_level__range=will, **both)


def _standing_follows() -> Q:
    """That both are placed or neither, and that the standing is the field in which they lie."""
    found = Q(skill_level=None, will_level=None)
    for standing in Standing:
        found |= _in_field(standing)
    return found


class Cause(models.TextChoices):
    """Causes of a low number: a rep can train the first six; the company has to fix the others, `OURS`."""

    TECHNIQUE = "technique", _("Technique")
    CONFIDENCE = "confidence", _("Confidence")
    PREPARATION = "preparation", _("Preparation")
    HABITS = "habits", _("Habits")
    PRODUCT = "product", _("Product knowledge")
    ENERGY = "energy", _("Energy")
    TIME = "time", _("Too little time")
    LEADS = "leads", _("Lead quality")
    TOOLS = "tools", _("Tools")
    EXPECTATIONS = "expectations", _("Unclear expectations")
    TERRITORY = "territory", _("Territory")


OURS = (Cause.TIME, Cause.LEADS, Cause.TOOLS, Cause.EXPECTATIONS, Cause.TERRITORY)
# What a scored role-play or practice helps with first, and what a count of one's own work does.
OF_SKILL = (Cause.TECHNIQUE, Cause.PRODUCT, Cause.PREPARATION)
# For the rep alone to say, in their self-assessment; rows of before may name them.
SAID_BY_REP = (Cause.CONFIDENCE, Cause.ENERGY)


class CauseGroup(models.TextChoices):
    """What kind of reason it is, and so what helps."""

    SKILL = "skill", _("Cannot yet")
    WILL = "will", _("Does not do it yet")
    KNOWLEDGE = "knowledge", _("Does not know yet")
    SPARK = "spark", _("Energy and confidence")
    OPPORTUNITIES = "opportunities", _("Too few opportunities")
    SYSTEM = "system", _("Cannot from here")


GROUP_OF = {
    Cause.TECHNIQUE: CauseGroup.SKILL,
    Cause.PREPARATION: CauseGroup.SKILL,
    Cause.HABITS: CauseGroup.WILL,
    Cause.PRODUCT: CauseGroup.KNOWLEDGE,
    Cause.EXPECTATIONS: CauseGroup.KNOWLEDGE,
    Cause.CONFIDENCE: CauseGroup.SPARK,
    Cause.ENERGY: CauseGroup.SPARK,
    Cause.TIME: CauseGroup.OPPORTUNITIES,
    Cause.LEADS: CauseGroup.SYSTEM,
    Cause.TOOLS: CauseGroup.SYSTEM,
    Cause.TERRITORY: CauseGroup.SYSTEM,
}
STANDINGS = [standing.value for standing in Standing]


class Diagnosis(models.Model):
    """The manager's reasons: where the rep stands, the causes, the evidence, and what the rep likes to do."""

    plan = models.OneToOneField("plans.Plan", models.CASCADE, related_name="diagnosis")
    knows_role = models.CharField(max_length=7, choices=Clarity.choices, blank=True)
    standing = models.CharField(max_length=13, choices=Standing.choices, blank=True)
    skill_level = models.PositiveSmallIntegerField(null=True, blank=True)
    will_level = models.PositiveSmallIntegerField(null=True, blank=True)
    causes = ArrayField(models.CharField(max_length=12, choices=Cause.choices), default=list, blank=True)
    # Capable by the rates, and too little of it: said of the manager with both beside the role's.
    has_low_volume = models.BooleanField(default=False)
    evidence = models.TextField(_("what did you count, see or hear?"), max_length=2000, blank=True)
    strengths = models.TextField(_("already strong at"), max_length=1000, blank=True)
    bridge = models.TextField(_("loves doing, and how it carries over"), max_length=1000, blank=True)
    tried = models.TextField(_("what has been tried"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=["", *STANDINGS]), name="standing_is_known"),
            models.CheckConstraint(condition=_standing_follows(), name="standing_follows_the_places"),
            models.CheckConstraint(
                condition=Q(knows_role__in=["", *Clarity.values]), name="clarity_about_the_role_is_known"
            ),
            models.CheckConstraint(condition=Q(causes__len__lte=MOST_CAUSES), name="at_most_three_causes"),
        ]

    def __str__(self) -> str:
        return f"diagnosis of plan {self.plan_id}"

    @property
    def ours(self) -> list[str]:
        return [cause for cause in self.causes if cause in OURS]

    @property
    def lacks_skill(self) -> bool:
        """Whether it is skill or knowledge more than will: clarity about the role or where the rep stands says so, else
        the first cause to train.
        """
        if self.knows_role in UNCLEAR:
            return True
        if self.standing in {Standing.LEARNING_AND_KEEN, Standing.LEARNING_AND_LOW}:
            return True
        first = next(iter(self.trainable), None)
        return self.standing != Standing.ABLE_AND_LOW and first in OF_SKILL

    @property
    def trainable(self) -> list[str]:
        return [cause for cause in self.causes if cause not in OURS]


class SelfAssessment(models.Model):
    """The rep's own answer to the same question, given before they sign, and whether confidence or energy is behind it.

    Rep and managers read it, nobody else; what the rep avoids the managers read only where it is shared. Of a formal
    plan neither confidence nor energy is kept: the database refuses both, here and among the causes.
    """

    plan = models.OneToOneField("plans.Plan", models.CASCADE, related_name="self_assessment")
    knows_role = models.CharField(max_length=7, choices=Clarity.choices, blank=True)
    standing = models.CharField(max_length=13, choices=Standing.choices)
    skill_level = models.PositiveSmallIntegerField(null=True)
    will_level = models.PositiveSmallIntegerField(null=True)
    is_confidence = models.BooleanField(default=False)
    is_energy = models.BooleanField(default=False)
    # What they put off: theirs alone until they share it with their managers.
    avoids = models.TextField(max_length=1000, blank=True)
    shares_avoids = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=STANDINGS), name="own_standing_is_known"),
            models.CheckConstraint(condition=_standing_follows(), name="own_standing_follows_the_places"),
            models.CheckConstraint(
                condition=Q(knows_role__in=["", *Clarity.values]), name="own_clarity_about_the_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"self-assessment for plan {self.plan_id}"
