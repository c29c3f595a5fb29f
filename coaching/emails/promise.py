"""The mail about a promise of either side of a plan whose day is near, or has passed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coaching.queries import reminder
from coaching.queries.reminder import PromiseDue
from plans.emails.letter import may_open_plan
from plans.pages.promises import promise_line
from salesgym.kinds import LIFE_OF_REMINDERS, Group, Kind, Policy, Rendered
from salesgym.notices.emails import absolute, render
from salesgym.people.models import User

Refs = Mapping[str, int]
Due = Mapping[tuple[int, int], PromiseDue]


def prefetch(items: Sequence[tuple[User, Refs]], at: datetime) -> dict[tuple[int, int], PromiseDue]:
    """Those of these promises that are still owed, by the ids of who answers for it today and of the promise."""
    asked = {refs["support"] for _person, refs in items}
    return {(due.owner.pk, due.promise.pk): due for due in reminder.promises_due(at=at, promise_ids=asked)}


def is_wanted(recipient: User, refs: Refs, at: datetime, *, loaded: Due) -> bool:
    """Not once the promise is kept, and not where its day has passed meanwhile: the next mail says so."""
    due = loaded.get((recipient.pk, refs["support"]))
    return due is not None and int(due.is_late) == refs["late"]


def promise_due(recipient: User, refs: Refs, at: datetime, *, loaded: Due) -> Rendered:
    """What was promised to whom, and by when."""
    due = loaded.get((recipient.pk, refs["support"]))
    if due is None:
        raise LookupError("the promise is kept")
    promise = due.promise
    is_own = promise.promised_by_id == recipient.pk
    context = {
        "plan": promise.plan,
        "promise": promise,
        "is_own": is_own,
        "is_of_rep": promise.is_of_rep,
        "is_late": due.is_late,
        "line": promise_line(promise, is_own=is_own, is_late=due.is_late),
        "url": absolute(reverse("coaching:plan_page", args=[promise.plan_id]) + "#promises"),
    }
    return render("promise_due", recipient=recipient, kind="coaching.promise_due", context=context)


KINDS = (
    Kind(
        name="coaching.promise_due",
        label=_("A promise you answer for is due, or late"),
        policy=Policy.AT_LEAST_ONCE,
        render=promise_due,
        still_wanted=is_wanted,
        prefetch=prefetch,
        may_open=may_open_plan,
        group=Group.WAITS,
        lifetime=LIFE_OF_REMINDERS,
    ),
)
