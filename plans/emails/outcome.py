"""Mails about a plan's end."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, discreet, mail
from plans.emails.matter import Matter
from plans.models import Plan
from plans.queries.formal_end import waiting_outcome
from salesgym.kinds import Group
from salesgym.notices.emails import absolute


def _waits(matter: Matter) -> bool:
    is_open = matter.plan.status == Plan.Status.IN_REVIEW and matter.manages
    return is_open and waiting_outcome(matter.plan) is None


discreet(
    "plans.third_over",
    gettext_lazy("A third of a plan is over"),
    group=Group.PROGRESS,
    wanted=lambda matter: matter.is_party and matter.plan.is_working,
    says=gettext_lazy("Time for a look at the plan"),
    text=gettext_lazy(
        "A third of its days is over, or two. Whether it is real, the next step, and how the progress clause stands today are in its history."
    ),
    button=gettext_lazy("Open the plan"),
)


@mail(
    "plans.review_due",
    gettext_lazy("A plan is ready for its outcome"),
    group=Group.WAITS,
    wanted=_waits,
)
def review_due(matter: Matter) -> Letter:
    """That the plan waits for its outcome, and by which day."""
    due_on = matter.plan.review_due_on
    said = {"day": date_format(due_on, "l j F") if due_on else ""}
    is_late = due_on is not None and due_on < matter.on
    return Letter(
        subject=_("A plan is ready for its outcome"),
        eyebrow=str(matter.plan.skill),
        title=_("%(rep)s's plan is ready for its outcome") % {"rep": matter.rep},
        text=_("Where it began, where it stands, what was done: it is on one page. It was due %(day)s.")
        % said
        if is_late
        else _("Where it began, where it stands, what was done: it is on one page. Due %(day)s.") % said,
        button=_("Write the outcome"),
        url=absolute(reverse("plans:close_plan", args=[matter.plan.pk])),
    )


@mail(
    "plans.closed",
    gettext_lazy("A plan has its outcome"),
    group=Group.PROGRESS,
    wanted=lambda matter: matter.plan.status == Plan.Status.CLOSED and matter.is_rep,
)
def closed(matter: Matter) -> Letter:
    """The result, with the manager's reasons in their own words."""
    outcome = matter.plan.outcome
    title = _("The outcome: %(result)s") % {"result": outcome.get_result_display()}
    return Letter(
        # A subject stands on lock screens and in shared inboxes: the result is for the mail itself.
        subject=_("Your plan has its outcome"),
        eyebrow=str(matter.plan.skill or ""),
        title=_("Your plan ends here") if outcome.result == outcome.Result.LEFT else title,
        text=_("Written down for you to read. Everything on the plan stays readable for you."),
        quote=outcome.reasons,
        quote_by=str(outcome.decided_by),
        button=_("Open the plan"),
        url=matter.page,
    )
