"""Step 2: why this is the one thing."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plans.actions import draft
from plans.actions.draft import REASON, Reason
from plans.actions.version import StaleVersion
from plans.forms.wizard_reason import ReasonForm
from plans.models import Plan
from plans.models.diagnosis import MOST_CAUSES, OURS, Cause
from plans.queries import found
from plans.views.wizard import frame
from plans.views.wizard.frame import Reading
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404

# More than so many are not counted aloud; the sentences for more of them name it, too.
MOST_TOLD = 40


@require_http_methods(["GET", "POST"])
def wizard_reason(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.draft(request.user, pk)), timezone.now()
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
    trainable = _named([cause for cause in causes if cause not in OURS])
    ours = _named([cause for cause in causes if cause in OURS])
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


def _named(causes: list[str]) -> str:
    labels = dict(Cause.choices)
    return ", ".join(str(labels[cause]) for cause in causes if cause in labels)


@dataclass(frozen=True, slots=True)
class Facts:
    """What makes a text read as fact, in words; `words` is empty where it holds nothing of it.

    `in_browser` is JSON with the words for each count, from one to more than MOST_TOLD, since a language may have
    more than two forms: the page moves on with them while somebody types.
    """

    words: str
    in_browser: str


def facts_of(text: str) -> Facts:
    """The numbers and quotes a text holds."""
    numbers = sum(1 for word in text.split() if any(sign.isdigit() for sign in word))
    quotes = min(text.count("“"), text.count("”")) + text.count('"') // 2
    told = [say(count) for say, count in ((_numbers, numbers), (_quotes, quotes)) if count]
    return Facts(
        _("Reads as fact: %(facts)s.") % {"facts": ", ".join(told)} if told else "",
        json.dumps(
            {
                "words": _("Reads as fact: %(facts)s.") % {"facts": "{facts}"},
                "numbers": [_numbers(count) for count in range(1, MOST_TOLD + 2)],
                "quotes": [_quotes(count) for count in range(1, MOST_TOLD + 2)],
            }
        ),
    )


def _numbers(count: int) -> str:
    if count > MOST_TOLD:
        return _("more than 40 numbers")
    return ngettext("%(count)s number", "%(count)s numbers", count) % {"count": count}


def _quotes(count: int) -> str:
    if count > MOST_TOLD:
        return _("more than 40 quotes")
    return ngettext("%(count)s quote", "%(count)s quotes", count) % {"count": count}
