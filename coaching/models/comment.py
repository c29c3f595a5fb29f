"""Comments on a plan, a milestone or a workout. The text is stored as typed, in Markdown."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Comment(models.Model):
    """One comment, for the rep, their managers and the mentor. `client_id` makes sending it again store it once."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="comments")
    milestone = models.ForeignKey("plans.Milestone", models.PROTECT, related_name="comments", null=True)
    practice = models.ForeignKey("coaching.PracticeEntry", models.PROTECT, related_name="comments", null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    body = models.TextField(_("comment"), max_length=4000)
    # A quick reply like "Thank you": it asks for no answer. The words are those of its writer's language.
    closes = models.BooleanField(default=False, db_default=False)
    client_id = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["plan", "-created_at"], name="comments_of_a_plan_latest")]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="a_comment_is_stored_once"),
            models.CheckConstraint(
                condition=Q(milestone=None) | Q(practice=None), name="a_comment_has_one_subject"
            ),
            models.CheckConstraint(condition=~Q(body=""), name="a_comment_says_something"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on plan {self.plan_id}"
