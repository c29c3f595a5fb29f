"""Step 2: why this is the one thing."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import draft
from plans.actions.draft import REASON, Reason
from plans.actions.version import StaleVersion
from plans.forms.wizard_reason import ReasonForm
from plans.models import Plan
from plans.models.diagnosis import MOST_CAUSES, OURS
from plans.pages.reason import causes_words, facts_of
from plans.queries import found
from plans.views.wizard import frame
from plans.views.wizard.frame import Reading
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404


@require_http_methods(["GET", "POST"])
def wizard_reason(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.draft(request.user, pk)), clock.now()
    if away := frame.turn_away(request, plan, REASON):
        return away
    form = ReasonForm(request.POST if request.method == "POST" else None, plan=plan)
    differences = None
    if request.method == "POST" and form.is_valid():
        words = dict(form.cleaned_data)
        headline, why = words.pop("headline"), words.pop("why")
        try:
            draft.save_reason(
                plan=plan,
                by=request.user,
                at=at,
                version=frame.posted_version(request),
                reason=Reason(**words),
                headline=headline,
                why=why,
            )
        except StaleVersion:
            plan = or_404(found.draft(request.user, pk))
            differences = frame.compare([form], [ReasonForm(plan=plan)])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return frame.go_on(request, plan, REASON)
    return frame.show(request, plan, REASON, _context(plan, form), at=at, differences=differences)


def _context(plan: Plan, form: ReasonForm) -> dict[str, Any]:
    causes = [str(cause) for cause in form["causes"].value() or []]
    trainable = causes_words([cause for cause in causes if cause not in OURS])
    ours = causes_words([cause for cause in causes if cause in OURS])
    return {
        "form": form,
        "question": getattr(plan, "focus_question", None),
        "most_causes": MOST_CAUSES,
        "facts": facts_of(str(form["evidence"].value() or "")),
        "headline": form["headline"].value() or "",
        "why": form["why"].value() or "",
        "reading": [
            Reading(
                _("The facts"),
                form["evidence"].value() or "",
                "#id_evidence",
                _("What was counted, seen or heard."),
            ),
            Reading(
                _("What you bring"),
                form["strengths"].value() or "",
                "#id_strengths",
                _("What is strong already."),
            ),
            Reading(
                _("What carries over"), form["bridge"].value() or "", "#id_bridge", _("What you love doing.")
            ),
            Reading(_("What you train"), trainable, "#trainable", _("Chosen on the left.")),
            Reading(_("What we change"), ours, "#ours", _("Nothing is chosen under ours to fix.")),
        ],
    }
