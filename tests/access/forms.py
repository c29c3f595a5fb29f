"""What is typed into the forms: enough that whoever may do it does it."""

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coaching.actions import check_in
from coaching.areas.formal.forms.hr_texts import FIELDS as HR_TEXTS
from coaching.areas.formal.models.hr_texts import usual
from coaching.models import CheckIn
from plans.actions import acknowledgement
from plans.models import Agreement, Plan, Skill
from tests.access.world import World
from tests.factories.attachments import PDF
from tests.factories.plans import left_open

Typed = Mapping[str, object]


def typed(route: str, world: World, state: str) -> Typed:
    """The form of this route, filled in; empty where it needs nothing or is to come back."""
    return FORMS[route](world, state) if route in FORMS else {}


def _plan(world: World, state: str) -> Plan:
    return world.plans.get(state, world.plans["active"])


def _sha256(world: World, state: str) -> str:
    newest = Agreement.objects.filter(plan=_plan(world, state)).order_by("-number").first()
    return newest.sha256 if newest else "0" * 64


def _comment(world: World, state: str) -> Typed:
    return {"body": "Well done.", "client_id": str(uuid.uuid4())}


def _pair_line(world: World, state: str) -> Typed:
    return {"text": "The pause after the second question."}


def _workout(world: World, state: str) -> Typed:
    drill = _plan(world, state).programme.get().drill_id
    return {
        "drill": drill,
        "repetitions": 4,
        "minutes": 8,
        "feeling": 4,
        "client_id": str(uuid.uuid4()),
        "practiced_on": timezone.localdate().isoformat(),
    }


def _scores(world: World, state: str) -> Typed:
    rubric = _plan(world, state).skill.behaviors.all()
    scores = {f"behavior-{behavior.pk}": 3 for behavior in rubric}
    return {"client_id": str(uuid.uuid4()), "occasion": "role_play", **scores}


def _answer(world: World, state: str) -> Typed:
    return {
        "wants": "save",
        "skill_level": 8,
        "will_level": 8,
        "is_placed": "on",
        "rep_view": "I rush.",
        "sha256": _sha256(world, state),
        "version": _plan(world, state).version,
    }


def _nobody_yet(world: World, state: str) -> Typed:
    """Going without a mentor has a reason; of a plan that is no draft nothing is typed."""
    return {"mentor": "", "no_mentor_reason": "We ask in March."} if state == "draft" else {}


def _outcome(world: World, state: str) -> Typed:
    is_signed = state in {"active", "review"}
    return {
        "result": "met_in_part" if is_signed else "withdrawn",
        "reasons": "We agreed on it.",
        "version": _plan(world, state).version,
        "confirmed": "on",
        "given_up": left_open(_plan(world, state)),
    }


def _check_in(world: World, state: str) -> CheckIn:
    _rep, pk = world.things["check-in"][state]
    return CheckIn.objects.get(pk=pk)


def _talk_promise(world: World, state: str) -> Typed:
    day = timezone.localdate() + timedelta(days=7)
    return {"owner": _check_in(world, state).rep_id, "what": "Two calls", "due_on": day.isoformat()}


def _leave(world: World, state: str) -> Typed:
    day = timezone.localdate() + timedelta(weeks=20)
    return {"starts_on": day.isoformat(), "ends_on": day.isoformat()}


def _talk(world: World, state: str) -> Typed:
    """A day far enough ahead for everybody's clock."""
    day = timezone.localdate() + timedelta(weeks=3)
    return {
        "rep": world.reps["active"].pk,
        "day": day.isoformat(),
        "hour": "10:00",
        "minutes": 20,
        "sequence": 0,
    }


def _rhythm(world: World, state: str) -> Typed:
    day = timezone.localdate() + timedelta(days=7)
    return {"weeks": 2, "first_on": day.isoformat(), "hour": "10:00", "minutes": 20}


def _call(world: World, state: str) -> Typed:
    """The one that is planned, moved to a day ahead."""
    day = timezone.localdate() + timedelta(days=3)
    return {
        "version": 1,
        "helper": world.people["manager"].pk,
        "leads": "rep",
        "starts_on": day.isoformat(),
        "starts_time": "14:00",
        "minutes": 45,
        "watch": "The pause.",
    }


def _call_scores(world: World, state: str) -> Typed:
    asked = _plan(world, state).skill.behaviors.values_list("pk", flat=True)
    return {"client_id": str(uuid.uuid4()), **{f"behavior-{pk}": 4 for pk in asked}}


def _debrief(world: World, state: str) -> Typed:
    return {"worked": "A pause.", "learned": "Finance decides.", "next_try": "Ask twice.", "minutes": 50}


def _amendment(world: World, state: str) -> Typed:
    plan = _plan(world, state)
    days = {f"due_{step.pk}": step.due_on.isoformat() for step in plan.milestones.all()}
    ends_on = plan.ends_on + timedelta(weeks=1)
    return {**days, "action": "look", "ends_on": ends_on.isoformat(), "reason": "A trade fair."}


def _promises(world: World, state: str) -> Typed:
    plan = _plan(world, state)
    day = plan.ends_on.isoformat()
    ours = {"support": 1, "support-0-what": "Two joint calls.", "support-0-due_on": day}
    own = {"own": 1, "own-0-what": "Ten calls a day.", "own-0-due_on": day}
    return {**ours, **own, "no_mentor_reason": "We ask in March.", "version": plan.version}


def _disagreement(world: World, state: str) -> Typed:
    """The rep has received the plan before."""
    plan = _plan(world, state)
    acknowledgement.receive(plan=plan, by=plan.rep, at=timezone.now())
    return {
        "action": "answer",
        "answer": "disagree",
        "comment": "Half was ours.",
        "sha256": _sha256(world, state),
    }


def _hr_texts(world: World, state: str) -> Typed:
    return {name: getattr(usual(), name) for name in HR_TEXTS}


def _evidence(world: World, state: str) -> Typed:
    return {"happened_on": timezone.localdate().isoformat(), "text": "A good call."}


def _file(world: World, state: str) -> Typed:
    return {"file": SimpleUploadedFile("proof.pdf", PDF), "client_id": str(uuid.uuid4())}


FORMS: Mapping[str, Callable[[World, str], Typed]] = {
    "coaching:add_comment": _comment,
    "coaching:pair_sheets": _pair_line,
    "coaching:log_practice": _workout,
    "coaching:confirm_check_in": lambda world, state: {"read": check_in.edition(_check_in(world, state))},
    "coaching:save_notes": lambda world, state: {"text": "A trade first.", "version": 0},
    "coaching:save_private_note": lambda world, state: {"text": "Ask about the move."},
    "coaching:see_differently": lambda world, state: {"text": "I asked for it twice."},
    "coaching:answer_check_in": lambda world, state: {"text": "You did. It comes on Friday."},
    "coaching:rate_check_in": lambda world, state: {"helped": 3},
    "coaching:add_topic": lambda world, state: {"text": "The Tidewater deal"},
    "coaching:make_promise": _talk_promise,
    "coaching:plan_check_in": _talk,
    "coaching:take_note": lambda world, state: {"rep": world.reps["active"].pk, "text": "Ask about the move"},
    "coaching:move_check_in": _talk,
    "coaching:call_off_check_in": lambda world, state: {"why": "A trade fair.", "sequence": 0},
    "coaching:set_rhythm": _rhythm,
    "coaching:ask_for_talk": lambda world, state: {"about": "The Tidewater deal."},
    "deals:take_deal": lambda world, state: {"name": "Tidewater"},
    "deals:close_deal": lambda world, state: {"result": "set_aside"},
    "deals:prepare_deal": lambda world, state: {"number": 1, "version": 1, "question_1": "Who else?"},
    "deals:add_remark": _comment,
    "deals:plan_call": _call,
    "deals:score_call": _call_scores,
    "deals:debrief_call": _debrief,
    "formal:ask_override": lambda world, state: {"why": "No client came."},
    "formal:override": lambda world, state: {"reason": "The client has left.", "blocks": "support"},
    "formal:write_appeal": lambda world, state: {"text": "The leads came late."},
    "formal:answer_appeal": lambda world, state: {"text": "They did, and it was counted."},
    "plans:statements": lambda world, state: {"text": "The leads came late."},
    "plans:step_files": _file,
    "plans:promise_files": _file,
    "plans:evidence_files": _file,
    "plans:vague_step": lambda world, state: {"unclear": "Which meetings count?"},
    "plans:answer_step": lambda world, state: {"answer": "Every one that was held."},
    "coaching:score_role_play": _scores,
    "coaching:say_how_sure": lambda world, state: {"before": 2, "after": 3},
    "plans:start_plan": lambda world, state: {"rep": world.reps["active"].pk},
    "plans:start_full_plan": lambda world, state: {
        "rep": world.reps["active"].pk,
        "skill": Skill.objects.first().key,
    },
    "plans:copy_plan": lambda world, state: {"rep": world.reps["closed"].pk},
    "formal:approve_plan": lambda world, state: {"sha256": "0" * 64},
    "formal:return_plan": lambda world, state: {"comment": "Name the days."},
    "plans:answer_wish": lambda world, state: {"answer": "Let us talk about it on Monday."},
    "plans:answer_focus": lambda world, state: {"pick": _plan(world, state).skill_id},
    "plans:wizard_people": _nobody_yet,
    "plans:propose_plan": lambda world, state: {"version": _plan(world, state).version},
    "plans:answer_proposal": _answer,
    "plans:sign_agreement": lambda world, state: {"sha256": _sha256(world, state), "confirmed": "yes"},
    "plans:discard_draft": lambda world, state: {
        "reason": "Opened for the wrong rep",
        "version": _plan(world, state).version,
    },
    "plans:claim_milestone": lambda world, state: {"evidence": "Two calls on Monday."},
    "plans:send_back_milestone": lambda world, state: {"reason": "Name the calls."},
    "plans:pause_plan": lambda world, state: {"reason": "A trade fair."},
    "plans:close_plan": _outcome,
    "people:person_leave": _leave,
    "people:edit_role_guide": lambda world, state: {"activities": "Calls, then meetings.", "number": 0},
    "numbers:take_out_deal": lambda world, state: {"why": "It was a test."},
    "numbers:talk_about_signal": lambda world, state: {"note": "The territory is new."},
    "numbers:team_numbers": lambda world, state: {"view_name": "Mine"},
}

# Forms with words that come back empty in the table, or whose first state takes none: who fills them in, and where.
ALSO_WRITTEN: Mapping[str, tuple[str, str, Callable[[World, str], Typed]]] = {
    "plans:amend_plan": ("manager", "active", _amendment),
    "plans:answer_amendment": (
        "rep",
        "asked",
        lambda world, state: {"action": "decline", "comment": "One week is enough."},
    ),
    "coaching:pair_sheets": ("rep", "active", _pair_line),
    "plans:wizard_people": ("manager", "draft", _promises),
    "plans:close_plan": ("manager", "active", _outcome),
    "plans:acknowledgement": ("rep", "hrproposed", _disagreement),
    "formal:hr_texts": ("hr_partner", "-", _hr_texts),
    "formal:submit_plan": (
        "manager",
        "hrdraft",
        lambda world, state: {
            "length": "It is short.",
            "luck": "No.",
            "version": _plan(world, state).version,
        },
    ),
    "plans:own_evidence": ("rep", "-", _evidence),
    "plans:edit_evidence": ("rep", "private", _evidence),
    "plans:cost_figures": (
        "site_admin",
        "-",
        lambda world, state: {"recruiting_low": "12000.", "vacancy_low": "0.", "ramp_low": "0."},
    ),
}
