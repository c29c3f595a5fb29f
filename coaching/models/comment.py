"""Comments on a plan, a milestone or a workout. The text is stored as typed, in Markdown."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# How long its writer may edit or withdraw a comment; the database keeps it, see migration 0004.
CHANGE_FOR = timedelta(minutes=15)


class CommentQuerySet(models.QuerySet["Comment"]):
    def standing(self) -> "CommentQuerySet":
        """Comments that say something: those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Comment(models.Model):
    """One comment, for the rep, their managers and the mentor. `client_id` makes sending it again store it once.

    A comment that was withdrawn keeps its row and loses its words.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="comments")
    milestone = models.ForeignKey("plans.Milestone", models.PROTECT, related_name="comments", null=True)
    practice = models.ForeignKey("coaching.PracticeEntry", models.PROTECT, related_name="comments", null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    body = models.TextField(_("comment"), max_length=4000)
    # A quick reply like "Thank you": it asks for no answer. The words are those of its writer's language.
    closes = models.BooleanField(default=False, db_default=False)
    client_id = models.UUIDField()
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["plan", "-created_at"], name="comments_of_a_plan_latest")]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="a_comment_is_stored_once"),
            models.CheckConstraint(
                condition=Q(milestone=None) | Q(practice=None), name="a_comment_has_one_subject"
            ),
            models.CheckConstraint(
                condition=Q(body="", withdrawn_at__isnull=False) | (~Q(body="") & Q(withdrawn_at=None)),
                name="a_comment_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on plan {self.plan_id}"

    def may_change(self, at: datetime) -> bool:
        """Whether it is so young that its writer may still edit or withdraw it."""
        return self.withdrawn_at is None and at - self.created_at <= CHANGE_FOR
