"""The mail that a typed week waits for the other side. Its subject names no plan."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter
from plans.queries.typed_weeks import waiting_of
from salesgym.kinds import Group
from salesgym.notices.emails import absolute


@mail(
    "plans.week_typed",
    gettext_lazy("Somebody typed numbers of a week that you confirm"),
    group=Group.WAITS,
    wanted=lambda matter: matter.is_party and matter.plan.is_working and _waits(matter),
)
def week_typed(matter: Matter) -> Letter:
    """That numbers wait for a look, and none of them."""
    return Letter(
        subject=_("Typed numbers wait for your look"),
        title=_("Typed numbers wait for your look"),
        text=_("They count once you have confirmed them. Until then the week is unknown."),
        button=_("Look and confirm"),
        url=absolute(reverse("plans:plan_weeks", args=[matter.plan.pk])),
    )


def _waits(matter: Matter) -> bool:
    return any(one.waits_for(matter.reader.pk, matter.plan) for one in waiting_of(matter.plan))
