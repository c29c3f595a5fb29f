"""The terms of plans as they were put down, and what became of new dates, as the history has to know them."""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from django.db.models import Exists, OuterRef, Subquery

from plans.calculations.chain import text_sha256
from plans.models import Agreement, Amendment, Event, Observation
from plans.queries.kept_records import ANYBODY, Kept, Rows


def proposal_digests(agreement: Agreement, seen: Iterable[object]) -> dict[str, object]:
    """What the event of a proposal keeps beside the digest of its text: what the text allows, and what was seen.

    `seen` are day, words and source of each observation, in the order in which they were written.
    """
    allowed = {"has_clause": agreement.has_clause, "may_begin_later": agreement.may_begin_later}
    return {**allowed, "seen_sha256": text_sha256(json.dumps(list(seen), default=str))}


def terms_sha256(amendment: Amendment) -> str:
    """The digest of new dates as they are stored."""
    return text_sha256(json.dumps(amendment.terms, sort_keys=True))


def _proposed() -> Rows:
    """Texts that were proposed before the plan began. Those that amend it are looked at with their amendments.

    What was seen belongs to the newest of them, while it stands: a text that was taken back is written anew.
    """
    amended = Amendment.objects.filter(plan=OuterRef("plan"), number=OuterRef("number"))
    texts = Agreement.objects.filter(~Exists(amended)).select_related("plan").order_by("plan_id", "number")
    newest = {text.plan_id: text.number for text in texts.only("plan_id", "number").iterator()}
    seen = _seen()
    found: Rows = {}
    for text in texts.iterator():
        told = proposal_digests(text, seen[text.plan_id])
        told["sha256"] = text.sha256 if text_sha256(text.text) == text.sha256 else ""
        if text.number != newest[text.plan_id] or text.plan.proposed_at is None:
            del told["seen_sha256"]
        found[text.plan_id, text.number] = (text.proposed_by_id, text.created_at, told)
    return found


def _seen() -> dict[int, list[object]]:
    found: dict[int, list[object]] = defaultdict(list)
    rows = Observation.objects.order_by("plan_id", "position")
    for plan_id, *one in rows.values_list("plan_id", "seen_on", "what", "source").iterator():
        found[plan_id].append(one)
    return found


def _new_dates() -> Rows:
    """New terms as they were proposed; where both have signed them, their agreement has to say the same."""
    signed = Agreement.objects.filter(plan=OuterRef("plan"), number=OuterRef("number"))
    found: Rows = {}
    for new in Amendment.objects.annotate(agreed=Subquery(signed.values("text")[:1])).iterator():
        agreed = new.text if new.answer == Amendment.Answer.SIGNED else None
        fits = text_sha256(new.text) == new.sha256 and vars(new)["agreed"] == agreed
        told = {
            "sha256": new.sha256 if fits else "",
            "reasons_sha256": text_sha256(new.reason),
            "terms_sha256": terms_sha256(new),
        }
        found[new.plan_id, new.number] = (new.proposed_by_id, new.proposed_at, told)
    return found


def _answered(answer: Amendment.Answer) -> Rows:
    """New dates with this answer. Who took them back stands in the event alone; the rep signs or declines."""
    by_rep = answer == Amendment.Answer.DECLINED
    by_nobody = answer in {Amendment.Answer.SIGNED, Amendment.Answer.OVERTAKEN}
    columns = ("plan", "number", "plan__rep", "answered_at", "comment")
    return {
        (plan_id, number): (rep if by_rep else None if by_nobody else ANYBODY, at, {"answer": comment})
        for plan_id, number, rep, at, comment in Amendment.objects.filter(answer=answer).values_list(*columns)
        if at is not None
    }


PROPOSED = Kept((Event.PLAN_PROPOSED,), "agreement", _proposed)
NEW_DATES = Kept((Event.AMENDMENT_PROPOSED,), "agreement", _new_dates)
DATES_ANSWERED = tuple(
    Kept((event,), "agreement", partial(_answered, answer))
    for event, answer in (
        (Event.PLAN_AMENDED, Amendment.Answer.SIGNED),
        (Event.AMENDMENT_DECLINED, Amendment.Answer.DECLINED),
        (Event.AMENDMENT_TAKEN_BACK, Amendment.Answer.TAKEN_BACK),
        (Event.AMENDMENT_OVERTAKEN, Amendment.Answer.OVERTAKEN),
    )
)
