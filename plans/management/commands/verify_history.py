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
    Loose.AGREEMENT: "the text of the agreement is not the one that was proposed",
    Loose.SIGNATURE: "the comment of the signature is not the one that was given",
    Loose.OUTCOME: "the reasons of the outcome are not the ones that were given",
}


class Command(BaseCommand):
    help = "Check the chain of every plan's history, and name the first bad link of each. Exit 1 where there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify()
        lines = [_line(bad) for bad in found.bad]
        erased = f" Texts erased: {found.erased:,}." if found.erased else ""
        lines.append(
            f"Plans: {found.plans:,}. Events: {found.events:,}.{erased} "
            + (f"Bad links: {len(found.bad):,}." if found.bad else "Every link holds.")
        )
        self.stdout.write("\n".join(lines))
        if found.bad:
            raise SystemExit(1)


def _line(bad: Bad) -> str:
    return f"Plan {bad.plan_id}, event {bad.seq}: {WHAT[bad.what]}."
