"""What hangs on a plan once, as parts of the one query that opens it."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject

from coaching.models import Comment, PracticeEntry
from coaching.queries import response
from coaching.queries.mentor_needs import mentor_need
from coaching.queries.unanswered import LONG_AGO
from plans.models import (
    Agreement,
    Amendment,
    Attachment,
    Commitment,
    History,
    Mentorship,
    Pause,
    Plan,
    ProgrammeItem,
    Signature,
)
from plans.queries.acknowledgement import without_answer
from plans.queries.put_right import NAMED_BY
from plans.queries.step_question import of_last_terms
from salesgym.numbers.models import EarlySignal
from salesgym.numbers.queries.rep_numbers import SIGNAL_COLUMNS
from salesgym.people.models import Leave, Management, away_today, running_today

# Among so many quick replies one that thanks is looked for.
MOST_REPLIES = 10


def of_the_overview(since: date) -> dict[str, Any]:
    """Promises, signatures, people, files, the workouts since this day, and when things were verified, given and kept."""
    return {
        "workouts": ArraySubquery(_workouts(since)),
        "manager_manages": Exists(_managements(OuterRef("rep")).filter(person=OuterRef("manager"))),
        "managers": ArraySubquery(_managers()),
        "deputies": ArraySubquery(_deputies()),
        "promises": ArraySubquery(_promises()),
        "signed": ArraySubquery(_signed()),
        "pairing": Subquery(_newest_pairing()),
        # Told for as long as it is so: the queue tells what is news.
        "mentor_need": mentor_need(asked_by=LONG_AGO, since=LONG_AGO),
        **response.of_a_plan(),
        "pause_reason": Subquery(_pause().values("reason")[:1]),
        "amended_by": Subquery(_waiting_amendment()),
        "without_answer": without_answer(),
        "successor_id": Subquery(_successors().values("pk")[:1]),
        "done": ArraySubquery(_done()),
        "step_questions": of_last_terms(),
        "step_files": ArraySubquery(_files(milestone__plan=OuterRef("pk"))),
        "promise_files": ArraySubquery(_files(commitment__plan=OuterRef("pk"))),
    }


def of_the_log() -> dict[str, Any]:
    """Every workout, as far as its days tell something."""
    return {"log": ArraySubquery(_log())}


def of_the_proof() -> dict[str, Any]:
    """The log, and the open signals of the plan's number."""
    return {**of_the_log(), "signals": ArraySubquery(_signals())}


def has_clause() -> Subquery:
    """Whether the newest agreement has the progress clause."""
    newest = Agreement.objects.filter(plan=OuterRef("pk")).order_by("-number")
    return Subquery(newest.values("has_clause")[:1])


def days_moved() -> Subquery:
    """The working days by which pauses have moved the plan; None without any."""
    pauses = Pause.objects.filter(plan=OuterRef("pk")).values("plan").annotate(days=Sum("days_moved"))
    return Subquery(pauses.values("days"))


def programme() -> ArraySubquery:
    """The drills of the programme in their order."""
    return ArraySubquery(_programme())


def _successors() -> QuerySet[Plan]:
    following = Plan.objects.filter(predecessor=OuterRef("pk")).exclude(status=Plan.Status.DRAFT)
    return following.exclude(status=Plan.Status.CLOSED, proposed_at=None)


def _managements(rep: OuterRef) -> QuerySet[Management]:
    """Where somebody manages the rep today, one row each; `rep` names them in the query around this one."""
    return Management.objects.today().filter(
        running_today("team__memberships__"), team__memberships__person=rep
    )


def _managers() -> QuerySet[Any, Any]:
    rows = _managements(OuterRef("rep")).order_by("person__name", "person")
    return rows.values(row=JSONObject(id="person", name="person__name"))


def _deputies() -> QuerySet[Any, Any]:
    away = Leave.objects.filter(
        away_today(),
        person__in=_managements(OuterRef(OuterRef("rep"))).values("person"),
        deputy__isnull=False,
    )
    return away.order_by("deputy__name", "deputy").values(row=JSONObject(id="deputy", name="deputy__name"))


def _newest_pairing() -> QuerySet[Any, Any]:
    row = JSONObject(status="status", name="mentor__name")
    newest = Mentorship.objects.filter(plan=OuterRef("pk")).order_by("-asked_at", "-pk")
    return newest.values(row=row)[:1]


def _promises() -> QuerySet[Any, Any]:
    return (
        Commitment.objects.filter(plan=OuterRef("pk"))
        .order_by("due_on", "pk")
        .values(
            row=JSONObject(
                id="pk",
                what="what",
                promised_by_id="promised_by_id",
                name="promised_by__name",
                due_on="due_on",
                delivered_on="delivered_on",
                delivered_by_id="delivered_by_id",
            )
        )
    )


def _signed() -> QuerySet[Any, Any]:
    return (
        Signature.objects.filter(agreement__plan=OuterRef("pk"))
        .order_by("-agreement__number", "signed_at")
        .values(
            row=JSONObject(number="agreement__number", party="party", name="signer__name", at="signed_at")
        )
    )


def _waiting_amendment() -> QuerySet[Any]:
    """Whose new dates wait for the rep."""
    return Amendment.objects.open().filter(plan=OuterRef("pk")).values("proposed_by__name")[:1]


def _pause() -> QuerySet[Any]:
    return Pause.objects.filter(plan=OuterRef("pk"), ends_on=None)


def _signals() -> QuerySet[Any, Any]:
    signals = EarlySignal.objects.filter(rep=OuterRef("rep"), metric=OuterRef("metric")).open()
    return signals.values(row=JSONObject(**{name: name for name in SIGNAL_COLUMNS}))


def _programme() -> QuerySet[Any, Any]:
    return (
        ProgrammeItem.objects.filter(plan=OuterRef("pk"))
        .order_by("position")
        .values(
            row=JSONObject(
                drill="drill__name",
                times="times_a_week",
                when="when",
                minutes="minutes",
                drill_id="drill_id",
                where="where",
                what="what",
            )
        )
    )


def _done() -> QuerySet[Any, Any]:
    rows = History.objects.filter(plan=OuterRef("pk"), event__in=list(NAMED_BY))
    return rows.order_by("seq").values(row=JSONObject(event="event", detail="detail", at="at"))


def _files(**on_the_plan: OuterRef) -> QuerySet[Any, Any]:
    """By two of these and not by one with "or": each is found by the index of what it hangs on."""
    files = Attachment.objects.standing().filter(**on_the_plan).order_by("added_at", "pk")
    return files.values(
        row=JSONObject(
            pk="pk",
            name="name",
            size="size",
            by="added_by__name",
            at="added_at",
            on=Coalesce("milestone_id", "commitment_id"),
        )
    )


def _workouts(since: date) -> QuerySet[Any, Any]:
    """The latest first."""
    entries = PracticeEntry.objects.standing().filter(plan=OuterRef("pk"), practiced_on__gte=since)
    return entries.order_by("-practiced_at", "-pk").values(
        row=JSONObject(
            drill_id="drill_id",
            drill="drill__name",
            on="practiced_on",
            feeling="feeling",
            note="note",
            logged_at="logged_at",
        )
    )


def _log() -> QuerySet[Any, Any]:
    return (
        PracticeEntry.objects.standing()
        .filter(plan=OuterRef("pk"))
        .order_by("practiced_on", "pk")
        .values(row=JSONObject(on="practiced_on", at="logged_at"))
    )


def quick_replies() -> ArraySubquery:
    """The newest comments that ask for no answer, the latest first."""
    said = Comment.objects.standing().filter(plan=OuterRef("pk"), closes=True)
    told = JSONObject(by_id="author", by="author__name", body="body", at="created_at")
    return ArraySubquery(said.order_by("-created_at", "-pk").values(row=told)[:MOST_REPLIES])
