"""Step 2: why this is the one thing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import draft
from plans.actions.draft import REASON, Reason
from plans.actions.version import StaleVersion
from plans.forms.wizard_reason import ReasonForm
from plans.forms.wizard_seen import ADDS, SeenForm, seen_rows
from plans.models import Plan
from plans.models.diagnosis import MOST_CAUSES, OURS
from plans.models.observation import MOST_SEEN
from plans.pages.placing import advice_of
from plans.pages.reason import causes_words, facts_of
from plans.pages.volume import Volume, asked_about, volume_of
from plans.queries import found, wizard
from plans.queries.observation import observed_of
from plans.views.wizard import frame
from plans.views.wizard.frame import Reading
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.role_figures import figures_of
from salesgym.people.models import Organization
from salesgym.people.queries.role_guide import newest
from salesgym.web import UserRequest, or_404

# The fields of the form that are the manager's words and choices.
WRITTEN = ("knows_role", "causes", "has_low_volume", "evidence", "strengths", "bridge", "tried")


@require_http_methods(["GET", "POST"])
def wizard_reason(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.draft(request.user, pk)), clock.now()
    if away := frame.turn_away(request, plan, REASON):
        return away
    organization = Organization.objects.current()
    data, on = request.POST if request.method == "POST" else None, organization.day(at)
    form, rows = ReasonForm(data, plan=plan), seen_rows(data, observed_of(plan), on=on)
    differences = None
    if data is not None and data.get("action") != ADDS and _are_valid(form, rows):
        try:
            _save(request, plan, form, rows)
        except StaleVersion:
            plan = or_404(found.draft(request.user, pk))
            stored = [ReasonForm(plan=plan), *seen_rows(None, observed_of(plan), on=on)]
            differences = frame.compare([form, *rows], stored)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return frame.go_on(request, plan, REASON)
    context = {**_context(plan, form, rows), "volume": _volume(plan, organization, on=on)}
    return frame.show(request, plan, REASON, context, at=at, differences=differences)


def _are_valid(form: ReasonForm, rows: Sequence[SeenForm]) -> bool:
    """Every form is asked, so that the page names all that is to be put right."""
    return all(each.is_valid() for each in (form, *rows))


def _save(request: UserRequest, plan: Plan, form: ReasonForm, rows: Sequence[SeenForm]) -> None:
    typed, (skill, will) = form.cleaned_data, form.levels
    words = {name: typed[name] for name in WRITTEN}
    draft.save_reason(
        plan=plan,
        by=request.user,
        at=clock.now(),
        version=frame.posted_version(request),
        reason=Reason(skill_level=skill, will_level=will, **words),
        headline=typed["headline"],
        why=typed["why"],
        seen=[seen for row in rows if (seen := row.seen())],
    )


def _context(plan: Plan, form: ReasonForm, rows: Sequence[SeenForm]) -> dict[str, Any]:
    return {
        "form": form,
        "rows": rows,
        "is_formal": plan.kind == Plan.Kind.FORMAL,
        "has_seen": any(row.has_changed() or row.errors or row.initial for row in rows) or len(rows) > 1,
        "can_grow": len(rows) < MOST_SEEN,
        "question": getattr(plan, "focus_question", None),
        "guide": newest(plan.rep.job_role_id),
        "advice": advice_of(getattr(plan, "diagnosis", None)),
        "most_causes": MOST_CAUSES,
        "facts": facts_of(str(form["evidence"].value() or "")),
        "headline": form["headline"].value() or "",
        "why": form["why"].value() or "",
        "reading": _reading(plan, form, rows),
    }


def _volume(plan: Plan, organization: Organization, *, on: date) -> Volume | None:
    """The weeks that the start was counted from, beside what is stored of the role. Three queries."""
    numbers = wizard.numbers_of(plan, on=on, organization=organization)
    role_id = plan.rep.job_role_id
    figures = figures_of([role_id], [one.pk for one in asked_about(numbers)]) if role_id else {}
    return volume_of(numbers, figures, role_id, Sayers(organization.currency))


def _reading(plan: Plan, form: ReasonForm, rows: Sequence[SeenForm]) -> list[Reading]:
    causes = [str(cause) for cause in form["causes"].value() or []]
    trainable = causes_words([cause for cause in causes if cause not in OURS])
    ours = causes_words([cause for cause in causes if cause in OURS])
    seen = [str(row["what"].value()) for row in rows if row["what"].value()]
    facts = [_typed(form, "evidence", _("The facts"), _("What was counted, seen or heard."))]
    return [
        *(facts if plan.kind == Plan.Kind.COACHING or facts[0].text else []),
        Reading(
            _("Seen and heard"),
            "\n".join(seen),
            f"#{rows[0]['what'].auto_id}" if len(rows) == 1 else "",
            _("Nothing with a day yet."),
        ),
        _typed(form, "strengths", _("What you bring"), _("What is strong already.")),
        _typed(form, "bridge", _("What carries over"), _("What you love doing.")),
        _typed(form, "tried", _("What has been tried"), _("Nothing is written down yet.")),
        Reading(_("What you train"), trainable, "#trainable", _("Chosen on the left.")),
        Reading(_("What we change"), ours, "#ours", _("Nothing is chosen under ours to fix.")),
    ]


def _typed(form: ReasonForm, name: str, label: str, empty: str) -> Reading:
    return Reading(label, form[name].value() or "", f"#id_{name}", empty)
