"""Mails about a draft."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, anybody, mail
from plans.emails.matter import Matter
from salesgym.kinds import Group
from salesgym.notices.emails import absolute


@mail(
    "plans.draft_discarded",
    gettext_lazy("A draft you know of is put away"),
    group=Group.PEOPLE,
    wanted=lambda matter: matter.plan.is_discarded and matter.is_rep,
    may_open=anybody,
)
def draft_discarded(matter: Matter) -> Letter:
    """That nothing is asked of the rep any longer. It leads to Today, as the rep may not open a draft."""
    return Letter(
        subject=_("About the draft of your plan"),
        eyebrow=str(matter.plan.skill or ""),
        title=_("The draft of your plan is put away"),
        text=_("%(manager)s does not go on with it. There is nothing for you to read, sign or answer.")
        % {"manager": matter.plan.outcome.decided_by.first_name},
        button=_("Open Today"),
        url=absolute(reverse("coaching:today")),
    )
