"""Mails about a plan's end."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter
from plans.models import Plan
from salesgym.notices.emails import absolute


@mail(
    "plans.review_due",
    gettext_lazy("A plan is ready for its outcome"),
    wanted=lambda matter: matter.plan.status == Plan.Status.IN_REVIEW and matter.manages,
)
def review_due(matter: Matter) -> Letter:
    """That the plan waits for its outcome, and by which day."""
    due = date_format(matter.plan.review_due_on, "l j F") if matter.plan.review_due_on else ""
    return Letter(
        subject=_("Outcome of %(rep)s's plan, due %(day)s") % {"rep": matter.rep, "day": due},
        eyebrow=str(matter.plan.skill),
        title=_("%(rep)s's plan is ready for its outcome") % {"rep": matter.rep},
        text=_("Where it began, where it stands, what was done: it is on one page. Due %(day)s.")
        % {"day": due},
        button=_("Write the outcome"),
        url=absolute(reverse("plans:close_plan", args=[matter.plan.pk])),
    )


@mail(
    "plans.closed",
    gettext_lazy("A plan has its outcome"),
    wanted=lambda matter: matter.plan.status == Plan.Status.CLOSED and matter.is_rep,
)
def closed(matter: Matter) -> Letter:
    """The result, with the manager's reasons in their own words."""
    outcome = matter.plan.outcome
    return Letter(
        subject=_("Your plan has its outcome: %(result)s") % {"result": outcome.get_result_display()},
        eyebrow=str(matter.plan.skill or ""),
        title=_("The outcome: %(result)s") % {"result": outcome.get_result_display()},
        text=_("Written down with reasons, for you to read. Everything on the plan stays readable for you."),
        quote=outcome.reasons,
        quote_by=str(outcome.decided_by),
        button=_("Open the plan"),
        url=matter.page,
    )
