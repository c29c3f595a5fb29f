"""The mail about evidence that a rep has shared."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter
from salesgym.kinds import Group
from salesgym.notices.emails import absolute


@mail(
    "plans.evidence_shared",
    gettext_lazy("A rep shares evidence of their own"),
    group=Group.PEOPLE,
    wanted=lambda matter: matter.manages,
)
def evidence_shared(matter: Matter) -> Letter:
    """That there is something to read, and nothing of what it says."""
    words = {"rep": matter.rep}
    return Letter(
        subject=_("Something is shared with you on a plan"),
        eyebrow=str(matter.plan.skill),
        title=_("%(rep)s shared evidence of their own") % words,
        text=_("It is part of the plan's record now, and stays as it is."),
        button=_("Read it"),
        url=absolute(reverse("plans:plan_evidence", args=[matter.plan.pk])),
    )
