"""Step 5: who helps, what is earned, what is practiced."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions.draft import PEOPLE
from plans.actions.draft_people import save_people
from plans.actions.version import StaleVersion
from plans.forms.wizard_people import PeopleForm
from plans.forms.wizard_promises import PromiseForm
from plans.models import Plan
from plans.models.programme import MOST_DRILLS
from plans.pages.figures import goal_of
from plans.pages.reward_costs import luck_words
from plans.pages.scale import scale_of
from plans.queries import found, mentors, wizard
from plans.queries.mentors import Suggestions
from plans.queries.reward_costs import lucky_steps
from plans.views.mentor_picker import picker
from plans.views.wizard import frame
from plans.views.wizard.frame import Reading
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization
from salesgym.web import UserRequest, or_404

# The buttons that add a row, one for each side.
GROWS = ("add_support", "add_own")


@require_http_methods(["GET", "POST"])
def wizard_people(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.draft(request.user, pk)), clock.now()
    if away := frame.turn_away(request, plan, PEOPLE):
        return away
    organization = Organization.objects.current()
    on, currency = organization.day(at), organization.currency
    suggested = mentors.suggestions(plan, on=on)
    known = wizard_known(plan, request, suggested, currency)
    form = PeopleForm(request.POST if request.method == "POST" else None, plan=plan, **known)
    differences = None
    is_growing = request.POST.get("action") in GROWS
    if request.method == "POST" and not is_growing and form.is_valid():
        try:
            save_people(
                plan=plan,
                by=request.user,
                at=at,
                version=frame.posted_version(request),
                mentor_wish=form.mentor.wish,
                rewards=form.reward_terms(),
                support=form.promise_terms(),
                programme=form.programme_terms(),
                no_mentor_reason=form.mentor.cleaned_data["no_mentor_reason"],
            )
        except StaleVersion:
            plan = or_404(found.draft(request.user, pk))
            stored = PeopleForm(None, plan=plan, **wizard_known(plan, request, suggested, currency))
            differences = frame.compare(form.forms(), stored.forms())
        except Refused as refusal:
            form.errors.append(str(refusal))
        else:
            return frame.go_on(request, plan, PEOPLE)
    shown = {
        **_context(plan, form, known),
        **picker(form.mentor, plan, suggested, reader=request.user, currency=currency, on=on),
    }
    return frame.show(request, plan, PEOPLE, shown, at=at, differences=differences)


def wizard_known(plan: Plan, request: UserRequest, suggested: Suggestions, currency: str) -> dict[str, Any]:
    """What the rows of the page are made from."""
    return {
        "milestones": wizard.milestones_of(plan),
        "support": sorted(wizard.promises_of(plan), key=lambda promise: promise.pk),
        "drills": wizard.drills_of(plan),
        "suggested": suggested.people,
        "givers": givers_of(plan, request),
        "currency": currency,
        "due_on": plan.starts_on,
    }


def givers_of(plan: Plan, request: UserRequest) -> list[Any]:
    """Whoever writes the plan first, then the other managers of the rep, and those named already. One query."""
    everybody = [request.user, *wizard.who_gives(plan)]
    return list({person.pk: person for person in everybody}.values())


def _context(plan: Plan, form: PeopleForm, known: Mapping[str, Any]) -> dict[str, Any]:
    scale = scale_of(plan.metric, Sayers(known["currency"])) if plan.metric else None
    lucky = lucky_steps(plan)
    return {
        "form": form,
        "reward_rows": [
            {
                "form": row,
                "number": place,
                "goal": goal_of(row.milestone, scale),
                "due_on": row.milestone.due_on,
                "luck": luck_words(lucky.get(row.milestone.position)),
            }
            for place, row in enumerate(form.rewards, start=1)
        ],
        "most_drills": MOST_DRILLS,
        "has_steps": bool(form.rewards),
        "reading": _reading(form),
    }


def _reading(form: PeopleForm) -> list[Reading]:
    rewards = [
        Reading(
            _("For step %(number)s") % {"number": place},
            row["what"].value() or "",
            f"#{row['what'].auto_id}",
            _("No reward."),
        )
        for place, row in enumerate(form.rewards, start=1)
    ]
    chosen = [row.drill.name for row in form.drills if row["chosen"].value()]
    return [
        Reading(_("Your mentor"), _mentor_named(form), "#id_mentor", _("Nobody is asked yet.")),
        *rewards,
        _promised(_("What we do for it"), form.support, _("Nothing promised yet.")),
        _promised(_("What you do for it"), form.own, _("The practice.")),
        Reading(_("What you practice"), ", ".join(chosen), "#drills", _("Chosen on the left.")),
    ]


def _promised(title: str, rows: Sequence[PromiseForm], nothing: str) -> Reading:
    """What one side promises; a single row is read while it is typed."""
    promised = [str(row["what"].value()) for row in rows if row["what"].value()]
    follows = f"#{rows[0]['what'].auto_id}" if len(rows) == 1 else ""
    return Reading(title, "; ".join(promised), follows, nothing)


def _mentor_named(form: PeopleForm) -> str:
    choice = str(form.mentor["mentor"].value() or "")
    return next((str(person) for person in form.mentor.people if str(person.pk) == choice), "")
