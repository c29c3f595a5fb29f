"""Step 6: the whole as the rep will read it, and what is still missing."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plans.actions import approval
from plans.actions.draft import REVIEW
from plans.documents import decision, formal
from plans.models import Plan
from plans.pages.counting import counts_on, rule_of
from plans.pages.fair_words import said_of
from plans.pages.figures import goal_of, steps_drawn, worth_lines
from plans.pages.promises import by_side
from plans.pages.readiness import lack_words
from plans.pages.reason import causes_words
from plans.pages.reward_costs import costs_words
from plans.pages.scale import scale_of
from plans.queries import found, step_question, wizard
from plans.queries.observation import observed_of
from plans.queries.readiness import Lack, Missing, missing
from plans.queries.reward_costs import reward_costs
from plans.views.wizard import frame
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization
from salesgym.people.queries import directory
from salesgym.web import UserRequest, or_404


@require_GET
def wizard_review(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.draft(request.user, pk)), clock.now()
    if away := frame.turn_away(request, plan, REVIEW):
        return away
    organization = Organization.objects.current()
    say, on = Sayers(organization.currency), organization.day(at)
    scale = scale_of(plan.metric, say) if plan.metric else None
    steps = wizard.milestones_of(plan)
    costs = reward_costs(plan, steps)
    diagnosis = getattr(plan, "diagnosis", None)
    support = wizard.promises_of(plan)
    named = {plan.mentor_wish_id, *(promise.promised_by_id for promise in support)}
    context: dict[str, Any] = {
        "gaps": [_gap(plan, gap) for gap in missing(plan, on=on, steps=steps)],
        "diagnosis": diagnosis,
        "observations": observed_of(plan),
        "trainable": causes_words(diagnosis.trainable) if diagnosis else "",
        "ours": causes_words(diagnosis.ours) if diagnosis else "",
        "today": scale.say.target(plan.baseline) if scale else "",
        "goal": scale.say.target(plan.target) if scale else "",
        "worth": worth_lines(plan, say),
        "costs": costs_words(costs, say) if costs else "",
        "milestones": [
            {"row": step, "goal": goal_of(step, scale), "reward": getattr(step, "reward", None)}
            for step in steps
        ],
        "fair": said_of(plan, say, steps),
        "ends": decision.lines(plan, say, steps),
        "drawing": steps_drawn(plan, steps, say=say, on=on),
        "rules": [(step.position, rule) for step in steps if (rule := rule_of(plan, step, say))],
        "promised": by_side(support),
        "linked": directory.seen_among(request.user, named),
        "counts_on": counts_on(plan, steps),
        "programme": list(plan.programme.select_related("drill").order_by("position")),
        "suggested": plan.suggested_changes,
        "vague": step_question.to_make_clearer(plan),
        **_before_hr(plan),
    }
    return frame.show(request, plan, REVIEW, context, at=at)


def _before_hr(plan: Plan) -> dict[str, Any]:
    """How far a formal draft has come with HR; nothing of a coaching plan."""
    if not plan.is_formal:
        return {}
    newest = plan.approvals.select_related("answered_by").defer("text").order_by("-number").first()
    return {
        "asked": newest,
        "added": formal.sections(plan),
        "is_approved": newest is not None and newest.is_given and approval.is_current(plan, newest),
    }


def _gap(plan: Plan, gap: Missing) -> dict[str, Any]:
    """What is missing, and the step where it is put in; check-ins are planned on their own page."""
    if gap.lack is Lack.CHECK_INS:
        url = reverse("coaching:person_check_ins", args=[plan.rep_id])
        return {"text": lack_words(gap.lack), "url": url, "step": _("Check-ins")}
    return {
        "text": lack_words(gap.lack),
        "url": reverse(frame.ROUTES[gap.step], args=[plan.pk]),
        "step": frame.LABELS[gap.step],
    }
