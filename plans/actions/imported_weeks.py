"""A file of a manager that changes weeks of their formal plan is written into its history, number by number."""

from collections.abc import Callable
from datetime import datetime

from plans.actions import history
from plans.models import Event, Plan
from plans.queries.imported_weeks import Changed, changed, watched_plans, weeks_of
from salesgym.numbers.models import Import
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization, User


def watch(file: Import, by: User | None) -> Callable[[datetime], None]:
    """Look at the weeks of this person's formal plans before their file is stored or taken out; what comes back looks again
    and writes down what it changed."""
    plans = watched_plans(by) if by is not None else []
    before = {plan.pk: weeks_of(plan) for plan in plans}

    def look_again(at: datetime) -> None:
        for plan in plans:
            found = changed(before[plan.pk], weeks_of(plan))
            if found:
                _record(plan, found, file, by, at)

    return look_again


def _record(plan: Plan, found: list[Changed], file: Import, by: User | None, at: datetime) -> None:
    say = Sayers(Organization.objects.current().currency)
    changes = [
        {
            "metric": one.metric.name,
            "week": one.week.isoformat(),
            "before": say(one.metric).full(one.before),
            "after": say(one.metric).full(one.after),
        }
        for one in found
    ]
    detail = {
        "import": file.pk,
        "what": file.file_name,
        "undone": file.state in {Import.State.UNDOING, Import.State.UNDONE},
        "changes": changes,
    }
    history.record(plan=plan, actor=by, event=Event.NUMBER_IMPORTED, at=at, detail=detail)
