"""manage.py verify_history: whether what is written down of plans is what was written down then."""

from typing import Any

from django.core.management.base import BaseCommand

from plans.calculations.chain import Break
from plans.queries.history_chain import Bad, Loose, verify

WHAT = {
    Break.GAP: "this event is missing, or another one stands in its place",
    Break.TEXT: "its detail is not the one that was written then",
    Break.BEFORE: "it does not follow the event before it",
    Break.ITSELF: "its time, its kind or its person is not the one that was written then",
    Loose.NO_EVENTS: "the plan has no history at all",
    Loose.HEAD: "the history ended with another event when its end was kept apart",
    Loose.AGREEMENT: "the agreement is not the one that was proposed",
    Loose.SIGNATURE: "the signature is not the one that was given",
    Loose.ANSWER: "what was written of the rep's answer, or by them, is not what was written then",
    Loose.OUTCOME: "the outcome is not the one that was given",
    Loose.LOOK_BACK: "the look back is not the one that was written down",
    Loose.SCORES: "the scores are not those that were given",
    Loose.QUESTION: "what was asked about a step, or answered, is not what was said",
    Loose.EVIDENCE: "the evidence is not the one that was shared",
    Loose.OVERRIDE: "the override, what HR was asked, or its no, is not the one that was written",
    Loose.STATEMENT: "the statement, or its answer, is not the one that was written",
    Loose.NEW_DATES: "what became of the new dates is not what was written then",
    Loose.APPROVAL: "the text before HR, or its answer, is not the one that was written",
    Loose.ANNOUNCED: "the outcome that the employee read first, or what became of it, is not the one that was written",
    Loose.NUMBER: "the typed number is not the one that was confirmed",
}
UNNAMED: dict[Break | Loose, str] = {
    Loose.AGREEMENT: "there is an agreement",
    Loose.SIGNATURE: "there is a signature",
    Loose.ANSWER: "there is an answer of the rep",
    Loose.OUTCOME: "there is an outcome",
    Loose.LOOK_BACK: "there is a look back",
    Loose.SCORES: "there are scores",
    Loose.QUESTION: "there is a question about a step, or an answer,",
    Loose.EVIDENCE: "there is shared evidence",
    Loose.OVERRIDE: "there is an override, a request for one, or a no,",
    Loose.STATEMENT: "there is a statement, or an answer to one",
    Loose.NEW_DATES: "there is an answer to new dates",
    Loose.APPROVAL: "there is a text before HR, or its answer,",
    Loose.ANNOUNCED: "there is an outcome that was shown first, or its end,",
    Loose.NUMBER: "there is a confirmed number",
}


class Command(BaseCommand):
    help = "Check the chain of every plan's history, and name the first bad link of each. Exit 1 where there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify()
        lines = [_line(bad) for bad in found.bad]
        lines += [f"Plan {plan_id}, event {seq}: its text was erased." for plan_id, seq in found.erased]
        lines.append(
            f"Ends kept apart: {len(found.files):,} files, the newest {found.files[-1]}."
            if found.files
            else "No ends are kept apart yet: events cut off at the end of a history would not show."
        )
        lines.append(
            f"Plans: {found.plans:,}. Events: {found.events:,}. "
            + (f"Bad links: {len(found.bad):,}." if found.bad else "Every link holds.")
        )
        self.stdout.write("\n".join(lines))
        if found.bad:
            raise SystemExit(1)


def _line(bad: Bad) -> str:
    if not bad.seq:
        return f"Plan {bad.plan_id}: {UNNAMED[bad.what]} that no event names."
    return f"Plan {bad.plan_id}, event {bad.seq}: {WHAT[bad.what]}."
