"""A role-play or a call scored with a skill's rubric. Rows are added and never changed: a trigger refuses changes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plans.models.plan import NobodyAsked, Plan
from plans.models.rubric import HIGHEST, LOWEST
from salesgym.people.models import User


class ScoringQuerySet(models.QuerySet["Scoring"]):
    def visible_to(self, user: "User") -> "ScoringQuerySet":
        """The scores this person may read today: a rep's own, those of a manager's reps, and a mentor's plan's.

        A mentor reads those of a plan while it works. Raises NobodyAsked without a person.
        """
        if not user.is_authenticated or not user.is_active:
            raise NobodyAsked
        mentored = Q(plan__mentor=user, plan__status__in=Plan.WORKING)
        return self.filter(Q(rep=user) | mentored | Q(rep__in=User.objects.managed_by(user)))

    def by_another(self) -> "ScoringQuerySet":
        """Those that a mentor or a manager gave, which alone count for a step."""
        return self.exclude(how=Scoring.How.SELF)


class Scoring(models.Model):
    """One role-play or call of a rep, scored once by one person. `client_id` comes from the browser.

    `scored_on` is the day of `scored_at` in the organization's time zone.
    """

    class How(models.TextChoices):
        SELF = "self", _("by themselves")
        MENTOR = "mentor", _("by the mentor")
        MANAGER = "manager", _("by the manager")

    class Occasion(models.TextChoices):
        ROLE_PLAY = "role_play", _("role-play")
        CALL = "call", _("call")

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="scorings")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="scorings", null=True)
    skill = models.ForeignKey("plans.Skill", models.PROTECT, related_name="+")
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    how = models.CharField(max_length=7, choices=How.choices)
    occasion = models.CharField(_("what was scored"), max_length=9, choices=Occasion.choices)
    note = models.CharField(_("one thing that worked, one thing to try"), max_length=500, blank=True)
    client_id = models.UUIDField(default=uuid.uuid4)
    scored_at = models.DateTimeField()
    scored_on = models.DateField()

    objects = ScoringQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["rep", "skill", "scored_on"], name="scores_of_a_rep_over_time")]
        constraints = [
            models.UniqueConstraint(fields=["scored_by", "client_id"], name="a_scoring_is_stored_once"),
            models.CheckConstraint(
                condition=Q(how="self", scored_by=F("rep"))
                | (Q(how__in=["mentor", "manager"]) & ~Q(scored_by=F("rep"))),
                name="a_scoring_says_who_gave_it",
            ),
            models.CheckConstraint(
                condition=Q(how="manager") | Q(how="self") | Q(plan__isnull=False),
                name="a_mentor_scores_on_a_plan",
            ),
            models.CheckConstraint(condition=Q(occasion__in=["role_play", "call"]), name="occasion_is_known"),
        ]

    def __str__(self) -> str:
        return f"scoring {self.pk} of rep {self.rep_id}"


class BehaviorScore(models.Model):
    """The score of one behavior in a scoring."""

    scoring = models.ForeignKey(Scoring, models.CASCADE, related_name="scores")
    behavior = models.ForeignKey("plans.Behavior", models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scoring", "behavior"], name="each_behavior_is_scored_once"),
            models.CheckConstraint(condition=Q(score__range=(LOWEST, HIGHEST)), name="a_score_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"score {self.pk} of scoring {self.scoring_id}"
