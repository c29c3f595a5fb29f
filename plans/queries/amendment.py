"""The new dates of a signed plan that wait for the rep, and the text that holds until then."""

from plans.models import Agreement, Amendment, Milestone, Plan


def open_of(plan: Plan) -> Amendment | None:
    """What waits for the rep's answer; None where nothing does. One query."""
    found = plan.amendments.open().select_related("proposed_by", "receipt").first()
    if found is not None:
        found.plan = plan
    return found


def answered_of(plan: Plan) -> Amendment | None:
    """The one that was answered last by the rep or overtaken; None where there is none. One query."""
    told = plan.amendments.exclude(answer__in=[Amendment.Answer.OPEN, Amendment.Answer.TAKEN_BACK])
    return told.select_related("proposed_by").order_by("-number").first()


def agreement_of(plan: Plan) -> Agreement | None:
    """The newest text that was signed or proposed. One query."""
    return plan.agreements.order_by("-number").first()


def open_steps(plan: Plan) -> list[Milestone]:
    """The steps that are ahead, each with its number. One query."""
    steps = plan.milestones.filter(status=Milestone.Status.AHEAD).order_by("position")
    return list(steps.select_related("metric__numerator", "metric__denominator"))
