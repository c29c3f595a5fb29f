"""What HR, a manager and the employee wrote about a formal plan, as its history has to know it."""

from functools import partial

from plans.calculations.chain import text_sha256
from plans.models import AnnouncedOutcome, Approval, Event, Override, OverrideRequest, Statement
from plans.queries.kept_records import Kept, Rows


def sent_digests(asked: Approval) -> dict[str, object]:
    """What the event of a text that goes to HR keeps of it; the digest of the text alone where it still fits."""
    return {
        "sha256": asked.sha256 if text_sha256(asked.text) == asked.sha256 else "",
        "length_sha256": text_sha256(asked.length_reason),
        "luck_sha256": text_sha256(asked.luck_reason),
    }


def answer_digests(asked: Approval) -> dict[str, object]:
    """What the event of an answer of HR keeps of it."""
    return {
        "sha256": asked.sha256,
        "comment_sha256": text_sha256(asked.comment),
        "leave_sha256": text_sha256(asked.leave_reason),
    }


def shown_digests(shown: AnnouncedOutcome) -> dict[str, object]:
    """What the event of an outcome that the employee reads first keeps of it."""
    return {
        "reasons_sha256": text_sha256(shown.reasons),
        "learned_sha256": text_sha256(shown.learned),
        "next_step": str(shown.next_step),
        "next_skill": shown.next_skill_id,
    }


def _sent() -> Rows:
    return {
        (asked.plan_id, asked.number): (asked.submitted_by_id, asked.submitted_at, sent_digests(asked))
        for asked in Approval.objects.iterator()
    }


def _answered(answer: Approval.Answer) -> Rows:
    return {
        (asked.plan_id, asked.number): (asked.answered_by_id, asked.answered_at, answer_digests(asked))
        for asked in Approval.objects.filter(answer=answer).defer("text").iterator()
        if asked.answered_at is not None
    }


def _overrides() -> Rows:
    columns = ("plan", "pk", "overridden_by", "overridden_at", "block", "reason", "missing")
    return {
        (plan_id, pk): (by, at, {"block": block, "reason_sha256": text_sha256(reason), "what": missing})
        for plan_id, pk, by, at, block, reason, missing in Override.objects.values_list(*columns).iterator()
    }


def _asked() -> Rows:
    columns = ("plan", "pk", "asked_by", "asked_at", "why")
    return {
        (plan_id, pk): (by, at, {"reasons_sha256": text_sha256(why)})
        for plan_id, pk, by, at, why in OverrideRequest.objects.values_list(*columns).iterator()
    }


def _refused() -> Rows:
    columns = ("plan", "pk", "settled_by", "settled_at", "answer")
    return {
        (plan_id, pk): (by, at, {"reasons_sha256": text_sha256(answer)})
        for plan_id, pk, by, at, answer in OverrideRequest.objects.exclude(answer="").values_list(*columns)
        if at is not None
    }


def _shown() -> Rows:
    return {
        (shown.plan_id, shown.pk): (shown.announced_by_id, shown.announced_at, shown_digests(shown))
        for shown in AnnouncedOutcome.objects.iterator()
    }


def _taken_back(is_by_nobody: bool) -> Rows:
    """Outcomes that a manager took back, or that nobody did: the plan had gone on."""
    ended = AnnouncedOutcome.objects.filter(
        taken_back_at__isnull=False, taken_back_by__isnull=is_by_nobody
    ).values_list("plan", "pk", "taken_back_by", "taken_back_at")
    return {(plan_id, pk): (by, at, {}) for plan_id, pk, by, at in ended if at is not None}


def _written(kind: Statement.Kind) -> Rows:
    columns = ("plan", "pk", "written_by", "written_at", "text", "answer_by")
    return {
        (plan_id, pk): (
            by,
            at,
            {"text_sha256": text_sha256(text), "answer_by": day.isoformat() if day else None},
        )
        for plan_id, pk, by, at, text, day in Statement.objects.filter(kind=kind).values_list(*columns)
    }


def _appeals_answered() -> Rows:
    columns = ("plan", "pk", "answered_by", "answered_at", "answer")
    return {
        (plan_id, pk): (by, at, {"text_sha256": text_sha256(answer)})
        for plan_id, pk, by, at, answer in Statement.objects.exclude(answer="").values_list(*columns)
        if at is not None
    }


APPROVALS = (
    Kept((Event.APPROVAL_SUBMITTED,), "text", _sent),
    Kept((Event.APPROVAL_GIVEN,), "text", partial(_answered, Approval.Answer.APPROVED)),
    Kept((Event.APPROVAL_RETURNED,), "text", partial(_answered, Approval.Answer.RETURNED)),
    Kept((Event.APPROVAL_TAKEN_BACK,), "text", partial(_answered, Approval.Answer.TAKEN_BACK)),
)
OVERRIDES = (
    Kept((Event.OVERRIDE_GIVEN,), "override", _overrides),
    Kept((Event.OVERRIDE_ASKED,), "request", _asked),
    Kept((Event.OVERRIDE_DECLINED,), "request", _refused),
)
ANNOUNCED = (
    Kept((Event.OUTCOME_ANNOUNCED,), "announced", _shown),
    Kept((Event.OUTCOME_TAKEN_BACK,), "announced", partial(_taken_back, False)),
    Kept((Event.OUTCOME_OVERTAKEN,), "announced", partial(_taken_back, True)),
)
STATEMENTS = (
    Kept((Event.STATEMENT_WRITTEN,), "statement", partial(_written, Statement.Kind.STATEMENT)),
    Kept((Event.APPEAL_WRITTEN,), "statement", partial(_written, Statement.Kind.APPEAL)),
    Kept((Event.APPEAL_ANSWERED,), "statement", _appeals_answered),
)
