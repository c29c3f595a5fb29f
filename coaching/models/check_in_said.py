"""What is said around a check-in: what either side wants to talk about, notes for oneself, and what was promised."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from coaching.models.check_in_kind import CheckInKind
from salesgym.people.models import User

LONGEST_NOTE = 4000


class TopicQuerySet(models.QuerySet["Topic"]):
    def open(self) -> "TopicQuerySet":
        """What nobody has talked about yet: it stands on the agenda of the next talk."""
        return self.filter(talked_in=None)

    def of_outer_talk(self) -> "TopicQuerySet":
        """For subqueries of check-ins: what waits for a talk of its two, and what was talked about in it."""
        waits = Q(talked_in=None, rep=OuterRef("rep"), kind=OuterRef("kind"))
        return self.filter(Q(talked_in=OuterRef("pk")) | waits)


class Topic(models.Model):
    """A line for the agenda, added before a talk. It waits until a talk took it up, so that a missed one loses nothing."""

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="topics")
    kind = models.CharField(max_length=4, choices=CheckInKind.choices, default=CheckInKind.LINE)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.CharField(_("what to talk about"), max_length=300)
    added_at = models.DateTimeField()
    talked_in = models.ForeignKey(
        "coaching.CheckIn", models.PROTECT, related_name="topics", null=True, blank=True
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["rep"], condition=Q(talked_in=None), name="topics_that_wait"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_topic_says_something")]

    def __str__(self) -> str:
        return f"topic {self.pk} for rep {self.rep_id}"


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    def of(self, user: User) -> "PrivateNoteQuerySet":
        """This person's own notes: nobody else reads them."""
        return self.filter(author=user)


class PrivateNote(models.Model):
    """What one person noted for themselves about a talk. Only they read it, and no record or export of another has it."""

    check_in = models.ForeignKey("coaching.CheckIn", models.CASCADE, related_name="private_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="private_notes")
    text = models.TextField(_("only for you"), max_length=LONGEST_NOTE)
    saved_at = models.DateTimeField()

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_in", "author"], name="one_private_note_a_talk_and_author"),
            models.CheckConstraint(condition=~Q(text=""), name="a_private_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"private note {self.pk}"


_AGREED = Q(check_in__rep_confirmed_at__isnull=False, check_in__lead_confirmed_at__isnull=False)


class TalkPromiseQuerySet(models.QuerySet["TalkPromise"]):
    def agreed(self) -> "TalkPromiseQuerySet":
        """Those of talks that both confirmed: only they count."""
        return self.filter(_AGREED)

    def of_outer_talk(self) -> "TalkPromiseQuerySet":
        """For subqueries of check-ins: its own, and of earlier ones of its two that count what is open or was kept since.

        The check-in is annotated with `last_held_on`, the day of the last earlier one that counts.
        """
        is_open = Q(commitment__delivered_on=None, commitment__given_up_on=None)
        kept_since = Q(commitment__delivered_on__gte=OuterRef("last_held_on"))
        before = Q(check_in__planned_for__lt=OuterRef("planned_for"))
        of_the_two = self.filter(check_in__rep=OuterRef("rep"), check_in__kind=OuterRef("kind"))
        return of_the_two.filter(Q(check_in=OuterRef("pk")) | (before & _AGREED & (is_open | kept_since)))


class TalkPromise(models.Model):
    """Links a promise to the talk in which it was made."""

    check_in = models.ForeignKey("coaching.CheckIn", models.PROTECT, related_name="promises")
    commitment = models.OneToOneField("plans.Commitment", models.CASCADE, related_name="talk")

    objects = TalkPromiseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"promise {self.commitment_id} of check-in {self.check_in_id}"
