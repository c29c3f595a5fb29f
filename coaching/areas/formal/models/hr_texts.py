"""What HR says in every formal plan, as an HR partner confirmed it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FEWEST_DAYS, USUAL_DAYS, MOST_DAYS = 5, 10, 60


class HrTextsManager(models.Manager["HrTexts"]):
    def current(self) -> "HrTexts":
        """The texts that were confirmed last; before that the usual words, as a row that is not saved. One query."""
        return self.order_by("-pk").select_related("confirmed_by").first() or usual()


class HrTexts(models.Model):
    """The sentences of one confirmation. Rows are added and never changed: the newest holds, and who confirmed it stays.

    `if_met` is what a manager's "yes" becomes in the agreement.
    """

    if_met = models.TextField(_("what a yes becomes"), max_length=500)
    clause = models.TextField(_("the progress clause"), max_length=500)
    consequence = models.TextField(_("what follows where it is not met"), max_length=1000)
    companion = models.TextField(_("a companion"), max_length=500)
    reply = models.TextField(_("the right to reply"), max_length=500)
    appeal_to = models.CharField(_("who hears an appeal"), max_length=120)
    appeal_days = models.PositiveSmallIntegerField(_("working days for an appeal"), default=USUAL_DAYS)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    objects = HrTextsManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(if_met="")
                & ~Q(clause="")
                & ~Q(consequence="")
                & ~Q(companion="")
                & ~Q(reply="")
                & ~Q(appeal_to=""),
                name="hr_texts_say_everything",
            ),
            models.CheckConstraint(
                condition=Q(appeal_days__range=(FEWEST_DAYS, MOST_DAYS)), name="an_appeal_has_5_to_60_days"
            ),
        ]

    def __str__(self) -> str:
        return f"texts of HR {self.pk}"

    @property
    def is_confirmed(self) -> bool:
        return self.pk is not None


def usual() -> HrTexts:
    """The words to begin with. Nobody has confirmed them, so no plan says them."""
    return HrTexts(
        if_met=gettext("If the steps are met, this plan is closed and your place here is not in question."),
        clause=gettext("While progress continues you have a future here."),
        consequence=gettext(
            "If the plan ends as not met, the next step is talked over with you first. It may be further help, other work or leaving."
        ),
        companion=gettext(
            "You may bring a colleague or a union representative to every talk about this plan."
        ),
        reply=gettext("You may reply in writing at any time. What you write stays in the record."),
        appeal_to=gettext("the HR department"),
    )
